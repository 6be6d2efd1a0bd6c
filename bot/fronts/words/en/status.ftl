# `/status`.

status-well = All is well
status-trouble = Something needs a look
status-gateway = Connected to Discord, { $milliseconds } ms away
status-feeds = { $feeds ->
        [one] { $feeds } feed
       *[other] { $feeds } feeds
    }, of which { $paused } paused
status-cards = { $cards ->
        [one] { $cards } card
       *[other] { $cards } cards
    } within a day, the last { $last }
status-waiting = Waiting: { $owed ->
        [one] { $owed } card
       *[other] { $owed } cards
    }, { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }
status-model = Summaries are written by { $model } and checked against the articles
status-no-model = Summaries are taken from the articles’ own words
status-closed = Cannot be posted
status-failing = Cannot be read
status-failed = Given up
status-reports = Reports of members
status-reports-wait = { $count ->
        [one] { $count } report waits for a decision
       *[other] { $count } reports wait for a decision
    }
status-model-trouble = The model did not answer lately
status-model-away = Until it does, cards and answers are in the articles’ own words.
