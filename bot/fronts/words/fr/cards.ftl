# Ce que les boutons d'une carte disent à qui appuie dessus.

asking-no-threads = Dans ce salon, personne n'ouvre de fil : on ne peut donc rien demander sous ses cartes. Utilisez /ask sans choisir de sujet : la réponse viendra ici même.
cards-nothing-more = Il n'y a rien à dire de plus que le titre : l'article n'a pas de texte à résumer. Suivez le titre pour le lire.
