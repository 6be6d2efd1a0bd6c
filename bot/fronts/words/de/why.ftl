# Was aus einem Eintrag wurde. Eine Zeile für alles, was geschah.

why-title = Warum?
why-tested = Was jetzt geschähe
why-unknown = Nichts von dem, was dieser Server liest, ist darunter bekannt. Nenn den Link des Artikels, den Link seiner Karte oder Wörter aus seinem Titel.
why-feed = Aus { $feed }
why-card = Gepostet in { $channel }: { $url }

why-found = Im Feed gefunden{ $edited ->
        [0] {""}
        [one] ; seither einmal vom Herausgeber geändert
       *[other] ; seither { $edited }-mal vom Herausgeber geändert
    }
why-silent = Ohne Karte gespeichert: Es stand schon da, bevor der Feed abonniert wurde, oder kam mit zu viel anderem auf einmal
why-read = Gelesen: { $words } Wörter ({ $basis }) { $note }
why-placed = Seine Meldung: { $why }
why-owed = Soll hier gepostet werden
why-paused = Nicht gepostet: Der Feed war hier pausiert
why-filtered = Nicht gepostet: { $kind ->
        [only] kein Filter, der etwas posten lässt, passt darauf: { $rule }
       *[other] ein Filter, der etwas nie posten lässt, passt darauf: { $rule }
    }
why-passed = Von den Filtern durchgelassen: { $reason ->
        [edited] der Herausgeber hat ihn geändert
        [topics] seine Themen sind { $topics }
       *[other] niemand kennt seine Themen, also entscheidet ein Filter nach Themen nichts
    }
why-written = Zusammenfassung { $writer ->
        [extractive] in Sätzen des Artikels
       *[other] von { $writer }
    } { $note }
why-joined = Keine eigene Karte: eine andere erzählt dieselbe Meldung, { $title }
why-put-off = Verschoben: { $problem }
why-closed = In dem Kanal kann nichts gepostet werden: { $problem }
why-failed = Aufgegeben: { $problem }
why-posted = Gepostet
why-edited = Karte geändert { $problem }
why-hidden = Von der Moderation verborgen
why-threaded = Thread begonnen { $problem }
