# Ce que les modérateurs voient des flux.

feed-add-asks = **{ $title }** serait publié dans { $channel }. Voici sa dernière entrée, telle qu’elle paraîtrait ; le résumé peut être réécrit à la publication.
    { $url }
feed-move-asks = Le flux de { $channel } serait lu ici : **{ $title }**. Ses réglages, filtres et cartes restent ; ce qui s’y trouve déjà n’est pas publié.
    { $url }
feed-choose = Cette adresse mène à plusieurs flux
feed-change-channel = Changer de salon
feed-subscribe = S’abonner
feed-move-here = Déplacer ici

feed-added = ✅ **{ $name }** est suivi dans { $channel }. Sa dernière entrée arrive dès qu’elle est lue ; la suite viendra toute seule. Tout se change avec /feed edit.
feed-moved = ✅ **{ $name }**, dans { $channel }, est désormais lu à { $url }.
feed-removed = **{ $name }** n’est plus suivi dans { $channel }. Ses cartes restent.
feed-removal-asks = Ne plus suivre **{ $name }** dans { $channel } ? { $filters ->
        [0] Ses réglages seront oubliés
        [one] Ses réglages et { $filters } filtre seront oubliés
       *[other] Ses réglages et { $filters } filtres seront oubliés
    } ; ses cartes restent. Pour une simple pause, utilisez /feed pause.
feed-paused = En pause : rien de nouveau n’est publié avant la reprise. Ce qui paraît entre-temps ne sera pas rattrapé.
feed-resumed = Repris : ce qui paraît à partir de maintenant est publié.
feed-saved = Enregistré. Les cartes déjà publiées changeront à leur prochaine modification.

feed-edit-cards = Modifier les cartes
feed-edit-place = Modifier le salon
feed-pause = Mettre en pause
feed-resume = Reprendre
feed-test = Tester
feed-remove = Retirer
feed-open = En afficher un

feed-field-name = Nom
feed-field-channel = Salon
feed-field-style = Longueur des cartes
feed-field-language = Langue
feed-field-summaries = Résumés
feed-field-image = Image
feed-field-threads = Fils
feed-field-mention = Mentions
feed-edit-title = Modifier { $name }
feed-name-hint = Vide pour le sien : { $title }
feed-language-hint = Un code comme de ou pt-BR ; vide comme pour le serveur
feed-mention-hint = Un rôle que chaque nouvelle carte mentionne ; sans choix, personne

feed-list-title = { $count ->
        [one] { $count } flux
       *[other] { $count } flux
    }
feed-list-empty = Ce serveur ne suit encore rien. Commencez par /feed add et l’adresse d’un site que vous aimez.
feed-polled = Lu { $last } · prochaine lecture { $next }
feed-last-card = dernière carte { $when }
feed-owed = { $count ->
        [one] { $count } carte en attente
       *[other] { $count } cartes en attente
    }
feed-failed = { $count ->
        [one] { $count } carte n’a pas pu être publiée cette semaine : /why en dit plus
       *[other] { $count } cartes n’ont pas pu être publiées cette semaine : /why en dit plus
    }
feed-filters = { $count ->
        [one] { $count } filtre actif
       *[other] { $count } filtres actifs
    }
feed-paused-since = En pause { $when }
feed-closed = Publication impossible : { $reason }
feed-trouble = Lecture impossible : { $reason }
