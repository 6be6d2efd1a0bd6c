# Ce que les modérateurs apprennent d’un sujet qu’ils ne peuvent ni corriger ni masquer.

story-unknown = Ce sujet n’existe pas ici. Choisissez-en un dans la liste.
story-not-hidden = Ce sujet n’est pas masqué ici. Choisissez-en un dans la liste.
story-shared = Un autre serveur voit aussi **{ $title }**. Masquez-le ici, ou demandez à la personne qui gère Newsdesk de le corriger pour tous.
story-hide-where = Indiquez dans quel serveur le sujet doit être masqué.
