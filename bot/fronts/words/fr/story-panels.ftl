# Les panneaux de `/story`.

story-hide-asks = Masquer **{ $title }** dans ce serveur ? Ses cartes sont supprimées de tous les salons et plus rien n’en est publié ici. Les fils restent, avec ce qui y a été écrit. Les autres serveurs gardent les leurs.
story-hide = Masquer partout
story-hidden = Masqué. Ses cartes disparaissent dans un instant ; /story unhide le laisse publier de nouveau.
story-shown-again = Il est de nouveau publié à partir de maintenant. Ce qui a disparu ne revient pas.
story-merge-asks = **{ $title }** et **{ $other }** sont-ils un seul sujet ? Une seule carte le racontera alors, avec tous les médias, et les liens suivront.
story-merge = En faire un seul
story-was-merged = C’est un seul sujet désormais. Sa carte change d’ici quelques minutes.
story-split-asks = Quel article n’appartient pas à **{ $title }** ? Il commence son propre sujet et ne revient jamais.
story-choose = L’article qui n’y appartient pas
story-was-split = C’est un sujet à part désormais. La carte où il figurait change d’ici quelques minutes.
story-alone = **{ $title }** n’a qu’un article : il n’y a rien à séparer.
