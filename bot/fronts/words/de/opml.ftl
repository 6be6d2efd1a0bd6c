# Feed-Listen ein- und ausführen.

opml-too-large = Diese Datei ist größer als { $most } MB; so groß ist keine Feed-Liste. Exportier die Liste neu, oder teil sie auf.
opml-too-many = Diese Liste hat mehr als { $most } Feeds. Teil sie auf und importier den Teil, den du hier haben willst.
opml-empty = In dieser Liste steht kein Feed. Exportier sie noch einmal aus deinem Reader, mit den Abonnements.
opml-unreadable = Diese Datei ist keine OPML-Liste. Reader bieten sie unter Namen wie „OPML exportieren“ oder „Abonnements exportieren“ an.
opml-is-a-feed = Diese Datei ist selbst ein Feed, keine Feed-Liste. Nimm /feed add mit seiner Adresse.
