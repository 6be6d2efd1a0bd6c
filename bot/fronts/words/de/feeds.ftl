# Was Moderatoren von Feeds sehen.

feed-add-asks = **{ $title }** käme in { $channel }. Das ist der neueste Eintrag als Karte; die Zusammenfassung kann beim Posten neu geschrieben werden.
    { $url }
feed-move-asks = Der Feed in { $channel } würde von hier gelesen: **{ $title }**. Einstellungen, Filter und Karten bleiben; was dort jetzt steht, wird nicht gepostet.
    { $url }
feed-choose = Diese Adresse führt zu mehreren Feeds
feed-change-channel = Kanal ändern
feed-subscribe = Abonnieren
feed-move-here = Hierher umziehen

feed-added = ✅ **{ $name }** wird jetzt in { $channel } gepostet. Der neueste Eintrag kommt, sobald er gelesen ist; alles Weitere folgt von selbst. Ändern kannst du es mit /feed edit.
feed-moved = ✅ **{ $name }** in { $channel } wird ab jetzt von { $url } gelesen.
feed-removed = **{ $name }** wird in { $channel } nicht mehr gepostet. Die Karten bleiben.
feed-removal-asks = **{ $name }** in { $channel } nicht mehr posten? { $filters ->
        [0] Die Einstellungen werden vergessen
        [one] Die Einstellungen und { $filters } Filter werden vergessen
       *[other] Die Einstellungen und { $filters } Filter werden vergessen
    }; die Karten bleiben. Für eine Weile genügt /feed pause.
feed-paused = Pausiert: Neues wird erst wieder gepostet, wenn du fortsetzt. Was inzwischen kommt, wird nicht nachgeholt.
feed-resumed = Fortgesetzt: Was ab jetzt erscheint, wird gepostet.
feed-saved = Gespeichert. Karten, die schon stehen, ändern sich mit ihrer nächsten Bearbeitung.

feed-edit-cards = Karten bearbeiten
feed-edit-place = Kanal bearbeiten
feed-pause = Pausieren
feed-resume = Fortsetzen
feed-test = Testen
feed-remove = Entfernen
feed-open = Einen davon zeigen

feed-field-name = Name
feed-field-channel = Kanal
feed-field-style = Wie viel Karten sagen
feed-field-language = Sprache
feed-field-summaries = Zusammenfassungen
feed-field-image = Bild
feed-field-threads = Threads
feed-field-mention = Erwähnungen
feed-edit-title = { $name } bearbeiten
feed-name-hint = Leer für den eigenen: { $title }
feed-language-hint = Ein Kürzel wie de oder pt-BR; leer wie für den Server
feed-mention-hint = Eine Rolle, die jede neue Karte erwähnt; ohne Wahl niemand

feed-list-title = { $count ->
        [one] { $count } Feed
       *[other] { $count } Feeds
    }
feed-list-empty = Dieser Server folgt noch nichts. Fang an mit /feed add und der Adresse einer Seite, die du magst.
feed-polled = Gelesen { $last } · wieder { $next }
feed-last-card = letzte Karte { $when }
feed-owed = { $count ->
        [one] { $count } Karte wartet
       *[other] { $count } Karten warten
    }
feed-failed = { $count ->
        [one] { $count } Karte konnte diese Woche nicht gepostet werden: mehr mit /why
       *[other] { $count } Karten konnten diese Woche nicht gepostet werden: mehr mit /why
    }
feed-filters = { $count ->
        [one] { $count } Filter
       *[other] { $count } Filter
    }
feed-paused-since = Pausiert { $when }
feed-closed = Kann nicht gepostet werden: { $reason }
feed-trouble = Kann nicht gelesen werden: { $reason }
