# `/help`.

help-title = Newsdesk
help-what = Il lit les sites que suit ce serveur et publie une carte pour chaque sujet.
help-read = Lire et questionner
help-read-how = Appuyez sur **Demander** sous une carte, ou utilisez /ask. Les réponses viennent avec les mots des articles qui les prouvent. **Sources** montre sur quoi repose une carte, 🚩 signale une erreur aux modérateurs.
help-search = Retrouver un sujet
help-search-how = /news search et /news latest
help-privacy = Voir et effacer ce qui est gardé de vous
help-privacy-how = /privacy export et /privacy erase
help-begin = Suivre un site
help-begin-how = /feed add avec l’adresse du site ou de son flux. Vous voyez sa dernière entrée en carte avant toute publication.
help-change = Changer ou arrêter un flux
help-change-how = /feed list les montre tous avec leur état ; /feed edit, /feed pause, /feed move, /feed remove
help-filter = N’en publier qu’une partie
help-filter-how = /filter add, et /filter test pour voir ce qu’il adviendrait des dernières entrées
help-explain = Voir pourquoi quelque chose a été publié ou non
help-explain-how = /why avec un lien ou un titre, ou **Pourquoi ?** dans le menu d’une carte ; /feed test ; /status
help-correct = Corriger une carte
help-correct-how = /story hide, /story split, /story merge, /story reports ; les membres signalent avec 🚩
help-move-in = Apporter vos flux
help-move-in-how = /opml import et /opml export
help-settings = Régler ce qui vaut pour tous les salons
help-settings-how = /settings : langue, rôles gestionnaires, destination des signalements, nombre de questions
