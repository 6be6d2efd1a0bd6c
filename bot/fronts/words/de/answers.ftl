# Was um eine Antwort herum steht, für alle, die sie lesen.

answer-asks = **{ $name }** fragt: { $question }
answer-somebody = Jemand
answer-looking = Ich sehe nach …
answer-waits = { $before ->
    [one] Eine Frage wird vor dieser beantwortet.
   *[other] { $before } Fragen werden vor dieser beantwortet.
}
answer-unchecked = entsteht gerade, noch nicht geprüft
answer-refused = Darüber sagen die Berichte nichts.
answer-nearest = Was dem am nächsten kommt:
answer-quoted = Aus den Artikeln zitiert; kein Modell wurde gefragt
answer-checked = Geschrieben von { $writer }; jeder Satz wurde mit den Stellen verglichen, auf die er verweist
# { $when } sagt Discord: „in 5 Minuten“.
answer-again-at = noch einmal fragen: { $when }
answer-article = der Artikel

## Warum es keine gibt, in wenigen Worten

excuse-place-gone = diesen Thread oder Kanal gibt es nicht mehr
excuse-guild-gone = Newsdesk ist nicht mehr auf diesem Server
excuse-message-gone = die Nachricht gibt es nicht mehr
excuse-unseen = Newsdesk kann diesen Kanal nicht sehen
excuse-no-messages = diese Art von Kanal nimmt keine Nachrichten auf
excuse-no-writing = Newsdesk darf hier nicht schreiben
excuse-archived = dieser Thread ist archiviert
excuse-no-history = Newsdesk darf die Nachrichten hier nicht lesen und kann deshalb auf keine antworten
excuse-locked = dieser Thread ist gesperrt
excuse-answer-held = eine Moderationsregel dieses Servers hat die Antwort aufgehalten
excuse-title-held = eine Moderationsregel dieses Servers hat den Titel aufgehalten
excuse-card-gone = die Karte gibt es nicht mehr
excuse-no-starting = Newsdesk darf hier keinen Thread eröffnen
excuse-no-thread = hier lässt sich kein Thread eröffnen
excuse-no-thread-there = zu dieser Nachricht lässt sich kein Thread eröffnen
excuse-threads-full = dieser Kanal hat so viele offene Threads, wie Discord zulässt
excuse-otherwise = Discord nimmt die Antwort nicht an
