# Was Leserinnen und Leser auf Discord zu sehen bekommen: in Formularen, auf Knöpfen und in Antworten nur für sie.

## Was schiefgeht

trouble-fault = Das war ein Fehler in Newsdesk. Wer den Bot betreibt, findet ihn im Protokoll.
trouble-away = Das kann Newsdesk gerade nicht. Versuch es bitte gleich noch einmal.
trouble-command-changed = Dieser Befehl hat sich geändert. Versuch es bitte in einer Minute noch einmal.
trouble-button-unknown = Diesen Knopf kennt Newsdesk nicht mehr.

## Fragen

asking-not-here = Fragen beantwortet Newsdesk nur in den Kanälen und Threads eines Servers.
asking-read-only = In diesem Kanal darfst du nicht schreiben, also kann auch keine Frage von dir dort stehen.
asking-thread-locked = Der Thread ist gesperrt: Dort kann niemand eine Antwort bekommen.
# { $lack } nennt Berechtigungen so, wie Discord sie auf Englisch nennt.
asking-place-lacks = Newsdesk kann dort nicht antworten, ihm fehlt: { $lack }.
asking-length = Frag bitte in { $least } bis { $most } Zeichen.
asking-no-words = Frag in Worten: Was möchtest du wissen?
asking-too-many = Es warten schon { $most } Fragen von dir. Warte bitte erst eine Antwort ab.
asking-story-gone = Zu dieser Meldung gibt es hier keine Karte, die du sehen kannst. Wähl eine aus der Liste.
asking-no-link = In dieser Nachricht ist kein Link, und eine Karte ist sie auch nicht: Es gibt nichts zu lesen.
asking-no-page = Es ist keine Adresse einer Seite mehr übrig, die ich lesen könnte.
# { $problem } sagt auf Englisch, was geschah.
asking-page-unread = Diese Seite lässt sich nicht lesen: { $page }: { $problem }
asked = Deine Antwort kommt in { $where }.
asked-before-yours = { $before ->
    [one] { $before } Frage ist vor deiner dran.
   *[other] { $before } Fragen sind vor deiner dran.
}

## Formulare: Titel und Beschriftungen haben 45 Zeichen, Hinweise 100.

form-story-title = Zu dieser Meldung fragen
form-pages-title = Hierzu fragen
form-question = Was möchtest du wissen?
form-question-hint = Die Antwort kommt aus den Berichten, mit Links zu den Stellen, die sie belegen.
form-pages = Seiten zum Lesen, eine je Zeile
form-reason-title = Danke
form-reason = Was stimmt damit nicht?
form-reason-hint = Dein 👎 zählt auch ohne Begründung.

## Knöpfe

button-ask = Fragen
button-summary = Zusammenfassung
button-sources = Quellen
button-cancel = Abbrechen
button-again = Noch einmal fragen
button-erase = Löschen

## Was ein Druck bewirkt hat

opinion-thanks = Danke. Drück 👎, wenn du es dir anders überlegst.
opinion-noted = Danke. Die Moderation sieht es.
card-forgotten = Woraus diese Karte entstand, hat Newsdesk nicht mehr.
question-cancelled = Abgebrochen.
question-not-yours = Abbrechen kann das nur, wer gefragt hat, oder die Moderation.
question-once-more = Die Frage wird noch einmal beantwortet.
question-busy = Das wird gerade beantwortet oder ist nicht mehr gespeichert.

## Datenschutz

privacy-sure = Das löscht deine Fragen, ihre Antworten und was du von Karten gehalten hast, hier und auf jedem anderen Server. Es lässt sich nicht rückgängig machen.
privacy-not-yours = Das hast nicht du zu entscheiden.
privacy-erasing = Wird gelöscht …
privacy-erased = { $count ->
    [0] Gelöscht: Es gab nichts, was du gefragt oder von Karten gehalten hast.
    [one] Gelöscht: eine Sache, die du gefragt oder von einer Karte gehalten hast.
   *[other] Gelöscht: { $count } Sachen, die du gefragt oder von Karten gehalten hast.
}
privacy-exported = Alles, was Newsdesk von dir speichert:

## Quellen einer Karte

sources-articles = Quellen
sources-points = Worauf die Punkte beruhen
sources-more-articles = { $count ->
    [one] und { $count } weiterer Artikel
   *[other] und { $count } weitere Artikel
}
sources-more-points = { $count ->
    [one] und { $count } weiterer Punkt
   *[other] und { $count } weitere Punkte
}
sources-more-quotes = { $count ->
    [one] und { $count } weiteres
   *[other] und { $count } weitere
}
sources-untitled = Ohne Titel
sources-first-seen = zuerst gesehen { $when }
sources-full-text = ganzer Text
sources-feed-text = Text aus dem Feed
sources-headline-only = nur die Überschrift
# Vom Artikel der Karte selbst, von dem man alles erwartet: was gelesen wurde, und warum nicht mehr.
sources-short-feed-text = Nur der Text aus dem Feed
sources-short-headline-only = Nur die Überschrift
sources-corrected = Vom Medium berichtigt
sources-retracted = Vom Medium zurückgezogen
