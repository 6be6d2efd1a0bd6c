# Was mit einer Adresse nicht stimmt, und was Moderatoren tun können.
# { $url } ist die gekürzte Adresse; { $problem } sagt auf Englisch, was geschah.

source-other = { $url } lässt sich nicht lesen ({ $problem }). Sieh im Browser nach, ob die Adresse stimmt, und versuch es noch einmal.
source-unreachable = { $url } ist nicht erreichbar ({ $problem }). Prüf die Schreibweise; wenn sich die Seite im Browser öffnet, versuch es in ein paar Minuten noch einmal.
source-missing = Unter { $url } gibt es nichts ({ $problem }). Such auf der Website nach der heutigen Adresse des Feeds, oder gib mir ihre Startseite, dann suche ich dort.
source-refused = { $url } lässt keine Programme hinein ({ $problem }). Such einen anderen Feed dieser Website, oder bitte die Betreiber, Newsdesk zuzulassen.
source-login = { $url } verlangt eine Anmeldung oder ein Abo ({ $problem }). Ich kann nur Feeds folgen, die alle lesen dürfen.
source-not-a-feed = Unter { $url } ist kein Feed ({ $problem }). Such auf der Website nach „RSS“ oder „Feed“ und gib mir diese Adresse.
source-not-a-page = { $url } ist keine Seite, die ich lesen kann ({ $problem }). Gib mir die Adresse eines Artikels.
source-private = { $url } darf ich nicht öffnen ({ $problem }). Ich frage nur öffentliche http- und https-Adressen an ihren üblichen Ports; für eine Seite in eurem eigenen Netz frag, wer diesen Bot betreibt.
source-too-large = { $url } ist mir zu groß ({ $problem }). Sieh nach, ob die Website einen kürzeren Feed hat, etwa für ein einzelnes Ressort.
source-robots = { $url } will nicht von Programmen gelesen werden ({ $problem }). Daran halte ich mich; frag die Betreiber nach einem Feed, oder wähl eine andere Quelle.
source-broken = Was { $url } schickt, ist fehlerhaft ({ $problem }). Das kann nur die Website selbst beheben; sag den Betreibern Bescheid, oder such einen anderen Feed von ihr.
source-slow = { $url } hat zu lange gebraucht ({ $problem }). Versuch es später noch einmal; wenn es so langsam bleibt, such einen anderen Feed dieser Website.
source-busy = { $url } hat gerade selbst Probleme ({ $problem }). Versuch es in etwa einer Stunde noch einmal.
source-circle = { $url } leitet immer weiter, ohne je anzukommen ({ $problem }). Öffne die Adresse im Browser und gib mir die, bei der du landest.
address-unreadable = „{ $address }“ ist keine Webadresse. Gib mir eine wie example.org oder https://example.org/feed.xml.
source-empty = Dieser Feed hat noch keine Einträge. Du kannst ihn trotzdem abonnieren; sobald der erste kommt, wird er gepostet.
