# Ce qu’est devenue une entrée. Une ligne pour chaque chose arrivée.

why-title = Pourquoi ?
why-tested = Ce qui arriverait maintenant
why-unknown = Rien de ce que suit ce serveur n’est connu sous ce nom. Donnez le lien de l’article, celui de sa carte, ou des mots de son titre.
why-feed = De { $feed }
why-card = Publié dans { $channel } : { $url }

why-found = Trouvée dans son flux{ $edited ->
        [0] {""}
        [one] ; modifiée une fois depuis par son éditeur
       *[other] ; modifiée { $edited } fois depuis par son éditeur
    }
why-silent = Gardée sans carte : elle était là avant que le flux soit suivi, ou est venue avec trop d’autres à la fois
why-read = Lue : { $words } mots ({ $basis }) { $note }
why-placed = Son sujet : { $why }
why-owed = À publier ici
why-paused = Non publiée : le flux était en pause ici
why-filtered = Non publiée : { $kind ->
        [only] aucun filtre de ce qu’il faut publier ne lui convient : { $rule }
       *[other] un filtre de ce qu’il ne faut jamais publier lui convient : { $rule }
    }
why-passed = Acceptée par les filtres : { $reason ->
        [edited] son éditeur l’a modifiée
        [topics] ses thèmes sont { $topics }
       *[other] nul ne connaît ses thèmes, un filtre par thème ne décide donc rien
    }
why-written = Résumé { $writer ->
        [extractive] avec les phrases de l’article
       *[other] par { $writer }
    } { $note }
why-joined = Pas de carte à elle : une autre raconte le même sujet, { $title }
why-put-off = Remise : { $problem }
why-closed = On ne peut rien publier dans le salon : { $problem }
why-failed = Abandonnée : { $problem }
why-posted = Publiée
why-edited = Carte modifiée { $problem }
why-hidden = Masquée par la modération
why-threaded = Fil ouvert { $problem }
