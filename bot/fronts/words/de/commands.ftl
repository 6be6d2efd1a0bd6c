# Was Discord von Befehlen zeigt, bevor jemand einen benutzt: Beschreibungen haben 100 Zeichen; Namen
# von Optionen 32, klein geschrieben und ohne Leerzeichen. Befehle heißen überall englisch.

option-question = frage
option-story = meldung

command-ask = Frag zu den Nachrichten; die Antwort kommt mit Links zu ihren Belegen
command-ask-question = Was du wissen möchtest
command-ask-story = Worum es geht; ohne Angabe wird das ganze Archiv dieses Servers gelesen

menu-ask-about = Hierzu fragen

command-privacy = Was Newsdesk von dir speichert
command-privacy-erase = Deine Fragen löschen und was du von Karten gehalten hast
command-privacy-export = Alles, was Newsdesk von dir speichert, als Datei

command-feed = Was dieser Server verfolgt
command-feed-add = Einer Website oder einem Feed in einem Kanal folgen
command-feed-add-url = Die Adresse einer Website oder ihres Feeds
command-feed-add-channel = Wo seine Karten stehen sollen; ohne Angabe hier
command-feed-add-name = Wie er heißen soll; ohne Angabe so, wie er sich selbst nennt
command-feed-move = Einem Feed an einer anderen Adresse folgen; die Einstellungen bleiben
command-feed-move-url = Wo er jetzt zu finden ist
command-feed-list = Alle Feeds dieses Servers, und wie es um sie steht
command-feed-show = Ein Feed mit seinem Zustand und seinen Einstellungen
command-feed-edit = Ändern, was die Karten eines Feeds sagen und wo sie stehen
command-feed-test = Der neueste Eintrag als Karte, mit jeder Entscheidung
command-feed-pause = Nichts Neues von einem Feed posten, bis er fortgesetzt wird
command-feed-resume = Von jetzt an wieder posten, was ein Feed Neues bringt
command-feed-remove = Einem Feed nicht mehr folgen; seine Karten bleiben
command-feed-which = Welcher Feed

command-filter = Nur manche der Nachrichten posten
command-filter-add = Nur posten, was auf eine Regel passt, oder gerade das nie
command-filter-add-kind = Was mit dem geschehen soll, das passt
filter-kind-only = nur, was passt
filter-kind-never = nie, was passt
command-filter-add-rule = Wörter, "Wortfolgen", AND, OR, NOT, title:, author:, category:, domain:, /Muster/
command-filter-add-feed = Nur für einen Feed; ohne Angabe für alle dieses Servers
command-filter-remove = Einen Filter entfernen
command-filter-which = Welcher Filter
command-filter-list = Die Filter dieses Servers
command-filter-test = Welche der letzten 50 Einträge durchkommen, und warum andere nicht
command-filter-test-rule = Eine Regel zum Ausprobieren; ohne Angabe die Filter, die gelten
command-filter-test-kind = Was die Regel mit dem täte, das passt
command-filter-test-feed = Nur die Einträge eines Feeds

command-opml = Feeds mitbringen oder mitnehmen
command-opml-import = Den Feeds einer OPML-Datei folgen
command-opml-import-file = Was ein anderer Reader als OPML exportiert
command-opml-import-channel = Wo ihre Karten stehen sollen; ohne Angabe hier
command-opml-export = Alle Feeds dieses Servers als OPML-Datei

command-story = Berichtigen, was zusammengehört, oder eine Meldung verbergen
command-story-hide = Die Karten einer Meldung auf diesem Server für immer wegnehmen
command-story-unhide = Eine verborgene Meldung wieder posten lassen
command-story-reports = Was Mitglieder melden und noch niemand entschieden hat
command-story-split = Einen Artikel aus einer Meldung herausnehmen
command-story-merge = Aus zwei Meldungen über dasselbe Ereignis eine machen
command-story-merge-one = Eine Meldung
command-story-merge-other = Die andere
command-story-which = Welche Meldung

command-why = Warum ein Artikel gepostet wurde oder nicht
command-why-about = Der Link eines Artikels oder einer Karte, oder Wörter aus einem Titel
menu-why = Warum das?

command-news = Was in den Kanälen dieses Servers stand
command-news-search = Meldungen an ihren Wörtern finden
command-news-search-words = Alle Wörter, "Wortfolgen" und -Wörter, die fehlen müssen
command-news-latest = Die neuesten Meldungen der Kanäle, die du sehen kannst

command-settings = Was für alle Kanäle dieses Servers gilt

command-help = Was du mit Newsdesk tun kannst
command-status = Ob alles in Ordnung ist, und was nicht
command-feed-log = Wer auf diesem Server was geändert hat
