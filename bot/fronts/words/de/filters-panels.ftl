# Was Moderatoren von Filtern sehen.

filter-only = **nur** { $rule } · { $where }
filter-never = **nie** { $rule } · { $where }
filter-everywhere = alle Feeds dieses Servers
feed-unnamed = ein Feed
filter-added = ✅ { $filter }. Er entscheidet über alles, was ab jetzt gelesen wird.
filter-would = Von den letzten { $tried } Einträgen hätte er { $refused } zurückgehalten. /filter test zeigt, welche.
filter-remove = Entfernen
filter-removal-asks = Diesen Filter entfernen? { $filter }. Was er entschieden hat, bleibt so.
filter-removed = Entfernt: { $rule }
filter-list-title = { $count ->
        [one] { $count } Filter
       *[other] { $count } Filter
    }
filter-list-empty = Nichts wird gefiltert: Jeder Eintrag jedes Feeds wird gepostet. Fang an mit /filter add.
filter-nothing-to-test = Es wurde noch kein Eintrag gelesen. Abonniere einen Feed mit /feed add und versuch es in einer Minute wieder.
filter-tested = { $passing } von { $tried } kämen durch
filter-found = { $term } ({ $field ->
        [title] Titel
        [author] Autorenzeile
        [category] Kategorie
        [domain] Website
        [language] Sprache
        [topic] Thema
       *[body] Text
    }): { $excerpt }
filter-missing = nicht gefunden: { $terms }
filter-open = hängt an Themen, die kein Modell genannt hat
