# What anybody sees who searches the news.

news-asked = Stories with: { $words }
news-found = { $count ->
        [one] { $count } story
       *[other] { $count } stories
    }
news-none = No channel that you can see has shown a story with: { $words }
news-latest = The latest stories
news-nothing-yet = The channels that you can see have shown no story in the last days.
news-outlets = told by { $count } outlets
news-article = article
