# Les panneaux de `/opml`.

opml-trying = Essai des flux du fichier : { $done } sur { $of }…
opml-title = Ce que le fichier apporterait
opml-asks = Ces flux seraient suivis dans { $channel }. Rien n’est suivi avant votre accord.
opml-nothing-new = Le fichier ne contient rien de nouveau qui soit lisible.
opml-new = Nouveaux : { $count }
opml-known = Déjà suivis : { $count }
opml-broken = Illisibles : { $count }
opml-untried = Non essayés : { $count }. Importez le fichier encore une fois pour eux.
opml-import = { $count ->
        [one] Suivre { $count } flux
       *[other] Suivre { $count } flux
    }
opml-added = { $count ->
        [0] Aucun flux n’a été ajouté dans { $channel }.
        [one] ✅ { $count } flux est suivi dans { $channel }. Changez-le avec /feed edit.
       *[other] ✅ { $count } flux sont suivis dans { $channel }. Changez-les avec /feed edit.
    }
opml-refused = Non ajoutés : { $count }
opml-failed = cela n’a pas marché cette fois
opml-exported = { $count ->
        [one] Voici { $count } flux, que tout lecteur peut importer.
       *[other] Voici { $count } flux, que tout lecteur peut importer.
    }
and-more = et { $count } de plus
