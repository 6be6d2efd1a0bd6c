# Ce que les modérateurs voient des filtres.

filter-only = **seulement** { $rule } · { $where }
filter-never = **jamais** { $rule } · { $where }
filter-everywhere = tous les flux de ce serveur
feed-unnamed = un flux
filter-added = ✅ { $filter }. Il décide de ce qui est lu à partir de maintenant.
filter-would = Sur les { $tried } dernières entrées, il en aurait retenu { $refused }. /filter test montre lesquelles.
filter-remove = Retirer
filter-removal-asks = Retirer ce filtre ? { $filter }. Ce qu’il a décidé reste.
filter-removed = Retiré : { $rule }
filter-list-title = { $count ->
        [one] { $count } filtre
       *[other] { $count } filtres
    }
filter-list-empty = Rien n’est filtré : chaque entrée de chaque flux est publiée. Commencez par /filter add.
filter-nothing-to-test = Aucune entrée n’a encore été lue. Suivez un flux avec /feed add et réessayez dans une minute.
filter-tested = { $passing } sur { $tried } passent
filter-found = { $term } ({ $field ->
        [title] titre
        [author] signature
        [category] catégorie
        [domain] site
        [language] langue
        [topic] sujet
       *[body] texte
    }) : { $excerpt }
filter-missing = introuvable : { $terms }
filter-open = dépend de thèmes qu’aucun modèle n’a nommés
