# Ce que tout panneau et toute commande de modération peuvent dire.

cancel = Annuler
cancelled = Rien n’a été changé.
never = jamais
nobody = personne
page-of = Page { $page } sur { $pages }
as-the-server = Comme réglé pour le serveur

panel-old = Ce panneau est trop ancien, ou déjà traité. Veuillez relancer la commande.
panel-others = Ce panneau appartient à quelqu’un d’autre. Lancez la commande vous-même.
only-in-servers = Newsdesk fonctionne dans les serveurs, pas en messages privés.
not-a-manager = Il faut la permission « Gérer le serveur » ou l’un des rôles indiqués dans /settings. Un admin de ce serveur peut vous donner l’un ou l’autre.

place-unknown = Choisissez un salon de ce serveur que vous pouvez voir.
place-takes-no-cards = Aucune carte ne peut être publiée dans { $channel }. Choisissez un salon textuel ou un fil.
place-closed = Newsdesk ne peut rien publier dans { $channel } : il lui manque { $lack }. Accordez-le dans les paramètres du salon, ou choisissez un autre salon.

style-headline = Titre seul
style-brief = Bref
style-standard = Normal
style-detailed = Détaillé
language-of-the-article = Celle de chaque article
summaries-on = Sur chaque carte
summaries-off = Jamais
summaries-request = À la demande, par un bouton
summaries-long = Pour les longs articles seulement
image-on = Affichée
image-off = Masquée
threads-never = Jamais
threads-question = Quand quelqu’un pose une question
threads-always = Avec chaque carte
