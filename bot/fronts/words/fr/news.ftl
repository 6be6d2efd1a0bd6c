# Ce que voit quiconque cherche dans les nouvelles.

news-asked = Sujets avec : { $words }
news-found = { $count ->
        [one] { $count } sujet
       *[other] { $count } sujets
    }
news-none = Aucun salon que vous pouvez voir n’a montré de sujet avec : { $words }
news-latest = Les derniers sujets
news-nothing-yet = Les salons que vous pouvez voir n’ont montré aucun sujet ces derniers jours.
news-outlets = rapporté par { $count } médias
news-article = article
