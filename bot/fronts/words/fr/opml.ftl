# Importer et exporter des listes de flux.

opml-too-large = Ce fichier dépasse { $most } Mo ; aucune liste de flux n’est si grande. Exportez-la de nouveau, ou divisez-la.
opml-too-many = Cette liste compte plus de { $most } flux. Divisez-la et importez la partie que vous voulez ici.
opml-empty = Cette liste ne nomme aucun flux. Exportez-la de nouveau depuis votre lecteur, avec ses abonnements.
opml-unreadable = Ce fichier n’est pas une liste OPML. Les lecteurs en proposent une sous des noms comme « Exporter OPML » ou « Exporter les abonnements ».
opml-is-a-feed = Ce fichier est lui-même un flux, pas une liste de flux. Utilisez /feed add avec son adresse.
