# Was alle sehen, die in den Nachrichten suchen.

news-asked = Meldungen mit: { $words }
news-found = { $count ->
        [one] { $count } Meldung
       *[other] { $count } Meldungen
    }
news-none = Kein Kanal, den du sehen kannst, hat eine Meldung gezeigt mit: { $words }
news-latest = Die neuesten Meldungen
news-nothing-yet = Die Kanäle, die du sehen kannst, haben in den letzten Tagen keine Meldung gezeigt.
news-outlets = bei { $count } Quellen
news-article = Artikel
