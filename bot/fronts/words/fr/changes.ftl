# Le journal : après l’heure et l’auteur.

change-title = Qui a changé quoi
change-none = Rien n’a encore été changé.
change-by-admin = qui gère Newsdesk
change-feed-added = suit { $about }
change-feed-edited = a modifié { $about }
change-feed-paused = a mis { $about } en pause
change-feed-resumed = a repris { $about }
change-feed-moved = a déplacé { $about } vers une autre adresse
change-feed-removed = a retiré { $about }
change-filter-added = a ajouté un filtre : { $about }
change-filter-removed = a retiré un filtre : { $about }
change-settings = a changé les réglages { $about }
change-guild-forgotten = tout a été oublié, 30 jours après le départ de Newsdesk { $about }
change-role-gone = un rôle a été supprimé et n’est plus mentionné : { $about }
change-story-hidden = a masqué { $about }
change-story-unhidden = laisse { $about } paraître à nouveau
change-story-split = a retiré { $about } de son sujet
change-story-merged = a fait un sujet de deux : { $about }
change-story-unrelated = a déclaré { $about } sans rapport avec un autre sujet
change-report-dismissed = a écarté un signalement sur { $about }
