# `/help`.

help-title = Newsdesk
help-what = Es liest die Seiten, denen dieser Server folgt, und postet zu jeder Meldung eine Karte.
help-read = Lesen und fragen
help-read-how = Drück **Fragen** unter einer Karte oder nutze /ask. Antworten kommen mit den Worten der Artikel, die sie belegen. **Quellen** zeigt, worauf eine Karte beruht, 🚩 meldet den Moderatoren einen Fehler.
help-search = Eine Meldung wiederfinden
help-search-how = /news search und /news latest
help-privacy = Sehen und löschen, was über dich gespeichert ist
help-privacy-how = /privacy export und /privacy erase
help-begin = Einer Seite folgen
help-begin-how = /feed add mit der Adresse der Seite oder ihres Feeds. Du siehst den neuesten Eintrag als Karte, bevor etwas gepostet wird.
help-change = Einen Feed ändern oder beenden
help-change-how = /feed list zeigt alle mit ihrem Zustand; /feed edit, /feed pause, /feed move, /feed remove
help-filter = Nur manches davon posten
help-filter-how = /filter add, und /filter test zeigt, was mit den letzten Einträgen geschähe
help-explain = Sehen, warum etwas gepostet wurde oder nicht
help-explain-how = /why mit einem Link oder Titel, oder **Warum das?** im Menü einer Karte; /feed test; /status
help-correct = Eine Karte berichtigen
help-correct-how = /story hide, /story split, /story merge, /story reports; Mitglieder melden mit 🚩
help-move-in = Deine Feeds mitbringen
help-move-in-how = /opml import und /opml export
help-settings = Einstellen, was für alle Kanäle gilt
help-settings-how = /settings: Sprache, Verwalterrollen, wohin Meldungen gehen, wie viele Fragen beantwortet werden
