# `/settings`.

as-the-house = Par défaut
settings-title = Réglages de ce serveur
settings-explained = Ils valent pour tous les salons ; /feed edit change un seul flux. Outre ceux qui ont « Gérer le serveur », les rôles gestionnaires peuvent changer flux et filtres ; rendez-leur les commandes visibles dans les paramètres du serveur, sous Intégrations.
settings-style = Longueur des cartes
settings-language = Langue
settings-managers = Rôles gestionnaires
settings-desk = Salon des modérateurs
settings-no-desk = aucun : les signalements attendent dans /story reports
settings-person-day = Questions par membre et par jour
settings-guild-day = Questions de tous par jour
settings-kept-days = Jours de conservation des questions
settings-choose-managers = Qui peut changer flux et filtres
settings-choose-desk = Où vont les signalements des membres
settings-numbers = Langue, questions, conservation
settings-language-hint = Un code comme de ou pt-BR ; vide pour le réglage par défaut
settings-number-hint = Vide pour le réglage par défaut ; pas davantage
settings-saved = Enregistré.
settings-managers-refused = Seuls ceux qui ont « Gérer le serveur » peuvent choisir les rôles gestionnaires.
settings-everyone = Le rôle de tous ne peut pas gérer Newsdesk : chacun pourrait tout changer. Choisissez un autre rôle.
settings-not-a-number = « { $typed } » n’est pas un nombre entier. N’utilisez que des chiffres, ou laissez le champ vide.
