# Pourquoi une demande sur les flux ou les réglages est impossible, et ce qui marcherait.

feed-unknown = Ce flux n’est pas suivi ici. Choisissez l’un de ceux qui sont proposés, ou voyez-les tous avec /feed list.
feed-limit = Ce serveur suit { $most } flux et ne peut pas en suivre davantage. Retirez-en un avec /feed remove, ou demandez-en plus à la personne qui gère Newsdesk (NEWSDESK_GUILD_FEEDS).
feed-follows-already = { $channel } suit déjà ce flux. Modifiez-le avec /feed edit, ou choisissez un autre salon.
feed-mentions-everyone = Une carte ne peut pas mentionner tout le monde : elle sonnerait sur tout le serveur. Choisissez un autre rôle.
address-too-long = L’adresse compte { $length } octets, et celle d’un flux peut en compter { $most }. Cherchez une adresse plus courte du même flux.

language-unknown = « { $typed } » n’est pas une langue que je connais. Écrivez son code, par exemple de ou pt-BR, ou laissez le champ vide.
guild-others = Ce sont les réglages d’un autre serveur. Modifiez-les là-bas.
settings-too-few = Il faut au moins { $least }. Laissez le champ vide pour garder ce que Newsdesk prévoit pour tous.
settings-too-many = Pas plus de { $most } ici. Choisissez moins, ou laissez le champ vide pour garder ce que Newsdesk prévoit pour tous.
