# Ce que Discord montre des commandes avant qu’on s’en serve : les descriptions ont 100 caractères ;
# les noms d’options 32, en minuscules et sans espace. Les commandes portent partout un nom anglais.

option-question = question
option-story = sujet

command-ask = Posez une question sur l’actualité ; la réponse vient avec des liens vers ses preuves
command-ask-question = Ce que vous voulez savoir
command-ask-story = De quoi il s’agit ; sans précision, toutes les archives de ce serveur sont lues

menu-ask-about = Poser une question

command-privacy = Ce que Newsdesk conserve sur vous
command-privacy-erase = Effacer vos questions et vos avis sur les cartes
command-privacy-export = Tout ce que Newsdesk conserve sur vous, dans un fichier

command-feed = Ce que suit ce serveur
command-feed-add = Suivre un site ou un flux dans un salon
command-feed-add-url = L’adresse d’un site ou de son flux
command-feed-add-channel = Où publier ses cartes ; ici, si vous ne précisez rien
command-feed-add-name = Comment l’appeler ; sans précision, il garde son propre nom
command-feed-move = Suivre un flux à une autre adresse ; les réglages restent
command-feed-move-url = Où il se trouve maintenant
command-feed-list = Tous les flux de ce serveur, et comment ils vont
command-feed-show = Un flux, son état et ses réglages
command-feed-edit = Changer ce que disent les cartes d’un flux, et où elles paraissent
command-feed-test = La dernière entrée sous forme de carte, avec chaque décision
command-feed-pause = Ne plus rien publier d’un flux jusqu’à ce qu’il reprenne
command-feed-resume = Publier de nouveau ce qu’un flux apporte
command-feed-remove = Ne plus suivre un flux ; ses cartes restent
command-feed-which = Quel flux

command-filter = Ne publier qu’une partie de l’actualité
command-filter-add = Ne publier que ce qui suit une règle, ou jamais ce qui la suit
command-filter-add-kind = Que faire de ce qui correspond
filter-kind-only = seulement ce qui convient
filter-kind-never = jamais ce qui convient
command-filter-add-rule = Mots, "expressions", AND, OR, NOT, title:, author:, category:, domain:, /motifs/
command-filter-add-feed = Pour un seul flux ; sans précision, pour tous ceux de ce serveur
command-filter-remove = Retirer un filtre
command-filter-which = Quel filtre
command-filter-list = Les filtres de ce serveur
command-filter-test = Lesquelles des 50 dernières entrées passent, et pourquoi d’autres non
command-filter-test-rule = Une règle à essayer ; sans précision, les filtres en vigueur
command-filter-test-kind = Ce que la règle ferait de ce qui correspond
command-filter-test-feed = Les entrées d’un seul flux

command-opml = Apporter des flux, ou les emporter
command-opml-import = Suivre les flux d’un fichier OPML
command-opml-import-file = Ce qu’un autre lecteur exporte au format OPML
command-opml-import-channel = Où publier leurs cartes ; ici, si vous ne précisez rien
command-opml-export = Tous les flux de ce serveur dans un fichier OPML

command-story = Corriger ce qui va ensemble, ou masquer un sujet
command-story-hide = Retirer pour toujours les cartes d’un sujet sur ce serveur
command-story-unhide = Laisser publier de nouveau un sujet masqué
command-story-reports = Ce que des membres signalent et que personne n’a tranché
command-story-split = Sortir un article d’un sujet
command-story-merge = Réunir deux sujets qui racontent le même événement
command-story-merge-one = Un sujet
command-story-merge-other = L’autre
command-story-which = Quel sujet

command-why = Pourquoi un article a été publié, ou ne l’a pas été
command-why-about = Le lien d’un article ou d’une carte, ou des mots d’un titre
menu-why = Pourquoi cela ?

command-news = Ce que les salons de ce serveur ont montré
command-news-search = Trouver des sujets par leurs mots
command-news-search-words = Tous les mots, "expressions", et -mots qui doivent être absents
command-news-latest = Les derniers sujets des salons que vous pouvez voir

command-settings = Ce qui vaut pour tous les salons de ce serveur

command-help = Ce que vous pouvez faire avec Newsdesk
command-status = Si tout va bien, et ce qui ne va pas
command-feed-log = Qui a changé quoi dans ce serveur
