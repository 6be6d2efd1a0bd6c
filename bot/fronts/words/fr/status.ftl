# `/status`.

status-well = Tout va bien
status-trouble = Quelque chose demande un coup d’œil
status-gateway = Connecté à Discord, à { $milliseconds } ms
status-feeds = { $feeds ->
        [one] { $feeds } flux
       *[other] { $feeds } flux
    }, dont { $paused } en pause
status-cards = { $cards ->
        [one] { $cards } carte
       *[other] { $cards } cartes
    } en un jour, la dernière { $last }
status-waiting = En attente : { $owed ->
        [one] { $owed } carte
       *[other] { $owed } cartes
    }, { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }
status-model = Les résumés sont écrits par { $model } et vérifiés sur les articles
status-no-model = Les résumés reprennent les mots des articles
status-closed = Publication impossible
status-failing = Lecture impossible
status-failed = Abandonné
status-reports = Signalements de membres
status-reports-wait = { $count ->
        [one] { $count } signalement attend une décision
       *[other] { $count } signalements attendent une décision
    }
status-model-trouble = Le modèle n’a pas répondu récemment
status-model-away = En attendant, cartes et réponses reprennent les mots des articles.
