# Was jede Ansicht und jeder Befehl für Moderatoren sagen kann.

cancel = Abbrechen
cancelled = Es wurde nichts geändert.
never = nie
nobody = niemand
page-of = Seite { $page } von { $pages }
as-the-server = Wie für den Server eingestellt

panel-old = Diese Ansicht ist zu alt oder schon erledigt. Nutze bitte den Befehl noch einmal.
panel-others = Diese Ansicht gehört jemand anderem. Nutze den Befehl selbst.
only-in-servers = Newsdesk arbeitet auf Servern, nicht in Direktnachrichten.
not-a-manager = Dafür brauchst du das Recht „Server verwalten“ oder eine der Rollen, die unter /settings stehen. Ein Admin dieses Servers kann dir beides geben.

place-unknown = Wähle einen Kanal dieses Servers, den du sehen kannst.
place-takes-no-cards = In { $channel } können keine Karten stehen. Wähle einen Textkanal oder einen Thread.
place-closed = Newsdesk kann in { $channel } nichts posten: ihm fehlt { $lack }. Gib ihm das in den Einstellungen des Kanals oder wähle einen anderen Kanal.

style-headline = Nur die Überschrift
style-brief = Knapp
style-standard = Normal
style-detailed = Ausführlich
language-of-the-article = Wie der jeweilige Artikel
summaries-on = Bei jeder Karte
summaries-off = Nie
summaries-request = Auf Wunsch, per Knopf
summaries-long = Nur bei langen Artikeln
image-on = Wird gezeigt
image-off = Wird nicht gezeigt
threads-never = Nie
threads-question = Wenn jemand fragt
threads-always = Bei jeder Karte
