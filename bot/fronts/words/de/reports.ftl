# Was Mitglieder melden, und was Moderatoren davon sehen und entscheiden.

## Das Formular unter einer Karte

form-report-title = Diese Karte melden
form-report = Was stimmt daran nicht?
form-report-hint = Die Moderatoren sehen deine Worte, nicht deinen Namen.

## Was das Mitglied hört

report-thanks = Danke. Die Moderatoren wissen Bescheid.
report-thanks-listed = Danke. Die Moderatoren sehen es in ihrer Liste.
report-limit = Du hast in einer Stunde { $most } Karten gemeldet. Bitte warte ein wenig.

## Der Hinweis im Kanal der Moderatoren

report-notice = { $count ->
    [one] Ein Mitglied meldet eine Karte
   *[other] { $count } Mitglieder melden eine Karte
}
report-no-reason = Ohne Begründung.
report-more = { $count ->
    [one] und { $count } weitere Begründung
   *[other] und { $count } weitere Begründungen
}
button-report-hide = Überall verbergen
button-report-split = Aus der Meldung nehmen
button-report-dismiss = Verwerfen
# Threads bleiben den Moderatoren überlassen: was darin steht, gehört den Leuten.
report-was-hidden = Auf diesem Server verborgen von { $who }. Threads unter den Karten bleiben, mit allem, was darin steht.
report-was-split = Aus der Meldung genommen von { $who }.
report-was-dismissed = Verworfen von { $who }.
report-by-admin = der Person, die Newsdesk betreibt

## Was hört, wer drückt

report-unknown = Dieser Hinweis wird nicht mehr aufbewahrt.
report-decided = Das hat { $who } schon entschieden.
report-decided-at-home = Das ist schon entschieden, von der Person, die Newsdesk betreibt.

## Die Liste

reports-none = Nichts ist gemeldet.
reports-open = { $count ->
    [one] Eine Karte wartet auf eine Entscheidung
   *[other] { $count } Karten warten auf eine Entscheidung
}
reports-members = { $count ->
    [one] { $count } Mitglied
   *[other] { $count } Mitglieder
}
reports-choose = Über eine entscheiden
