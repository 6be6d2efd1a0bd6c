# Die Ansichten von `/story`.

story-hide-asks = **{ $title }** auf diesem Server verbergen? Die Karten werden in jedem Kanal gelöscht, und hier wird nichts mehr dazu gepostet. Threads darunter bleiben mit allem, was geschrieben wurde. Andere Server behalten ihre.
story-hide = Überall verbergen
story-hidden = Verborgen. Die Karten verschwinden gleich; /story unhide lässt die Meldung wieder posten.
story-shown-again = Sie wird ab jetzt wieder gepostet. Was weg ist, bleibt weg.
story-merge-asks = Sind **{ $title }** und **{ $other }** eine Meldung? Dann erzählt sie eine Karte mit allen Quellen, und verwandte Meldungen folgen dem.
story-merge = Zu einer machen
story-was-merged = Sie sind jetzt eine Meldung. Die Karte wird in wenigen Minuten geändert.
story-split-asks = Welcher Artikel gehört nicht zu **{ $title }**? Er beginnt eine eigene Meldung und kommt nie zurück.
story-choose = Der Artikel, der nicht dazugehört
story-was-split = Er ist jetzt eine eigene Meldung. Die Karte, auf der er stand, wird in wenigen Minuten geändert.
story-alone = **{ $title }** hat nur einen Artikel: da ist nichts zu trennen.
