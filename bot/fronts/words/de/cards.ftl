# Was die Knöpfe einer Karte dem sagen, der sie drückt.

asking-no-threads = In diesem Kanal werden keine Threads eröffnet, also kann unter seinen Karten nichts gefragt werden. Nutze /ask, ohne eine Story auszuwählen: Die Antwort kommt dann hier im Kanal.
cards-nothing-more = Mehr als die Überschrift gibt es nicht zu sagen: Der Artikel hat keinen Text, der sich zusammenfassen ließe. Folge der Überschrift, um ihn zu lesen.
