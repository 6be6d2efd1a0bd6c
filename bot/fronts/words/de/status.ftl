# `/status`.

status-well = Alles in Ordnung
status-trouble = Etwas braucht einen Blick
status-gateway = Mit Discord verbunden, { $milliseconds } ms entfernt
status-feeds = { $feeds ->
        [one] { $feeds } Feed
       *[other] { $feeds } Feeds
    }, davon { $paused } pausiert
status-cards = { $cards ->
        [one] { $cards } Karte
       *[other] { $cards } Karten
    } binnen eines Tages, die letzte { $last }
status-waiting = Es warten: { $owed ->
        [one] { $owed } Karte
       *[other] { $owed } Karten
    }, { $questions ->
        [one] { $questions } Frage
       *[other] { $questions } Fragen
    }
status-model = Zusammenfassungen schreibt { $model }; sie werden an den Artikeln geprüft
status-no-model = Zusammenfassungen bestehen aus den Worten der Artikel
status-closed = Kann nicht gepostet werden
status-failing = Kann nicht gelesen werden
status-failed = Aufgegeben
status-reports = Meldungen von Mitgliedern
status-reports-wait = { $count ->
        [one] { $count } Meldung wartet auf eine Entscheidung
       *[other] { $count } Meldungen warten auf eine Entscheidung
    }
status-model-trouble = Das Modell hat zuletzt nicht geantwortet
status-model-away = Bis es wieder antwortet, sprechen Karten und Antworten mit den Worten der Artikel.
