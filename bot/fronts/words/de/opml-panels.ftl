# Die Ansichten von `/opml`.

opml-trying = Die Feeds der Datei werden ausprobiert: { $done } von { $of } …
opml-title = Was die Datei brächte
opml-asks = Diese Feeds kämen in { $channel }. Nichts davon geschieht, bevor du es sagst.
opml-nothing-new = In der Datei steht nichts Neues, das sich lesen lässt.
opml-new = Neu: { $count }
opml-known = Schon abonniert: { $count }
opml-broken = Nicht lesbar: { $count }
opml-untried = Nicht ausprobiert: { $count }. Importiere die Datei dafür noch einmal.
opml-import = { $count ->
        [one] { $count } Feed abonnieren
       *[other] { $count } Feeds abonnieren
    }
opml-added = { $count ->
        [0] In { $channel } kam kein Feed dazu.
        [one] ✅ { $count } Feed wird jetzt in { $channel } gepostet. Ändern kannst du ihn mit /feed edit.
       *[other] ✅ { $count } Feeds werden jetzt in { $channel } gepostet. Ändern kannst du sie mit /feed edit.
    }
opml-refused = Nicht hinzugefügt: { $count }
opml-failed = es hat diesmal nicht geklappt
opml-exported = { $count ->
        [one] Hier ist { $count } Feed; jeder Feedreader kann ihn importieren.
       *[other] Hier sind { $count } Feeds; jeder Feedreader kann sie importieren.
    }
and-more = und { $count } weitere
