# Ce que les membres signalent, et ce que les modérateurs en voient et décident.

## Le formulaire sous une carte

form-report-title = Signaler cette carte
form-report = Qu’est-ce qui ne va pas ?
form-report-hint = Les modérateurs voient vos mots, pas votre nom.

## Ce que le membre apprend

report-thanks = Merci. Les modérateurs sont prévenus.
report-thanks-listed = Merci. Les modérateurs le voient dans leur liste de signalements.
report-limit = Vous avez signalé { $most } cartes en une heure. Patientez un peu.

## L’avis dans le salon des modérateurs

report-notice = { $count ->
    [one] Un membre signale une carte
   *[other] { $count } membres signalent une carte
}
report-no-reason = Sans explication.
report-more = { $count ->
    [one] et { $count } autre explication
   *[other] et { $count } autres explications
}
button-report-hide = Masquer partout
button-report-split = Séparer du sujet
button-report-dismiss = Écarter
# Les fils sont laissés aux modérateurs : ce qui y est écrit appartient à leurs auteurs.
report-was-hidden = Masqué dans ce serveur par { $who }. Les fils sous ses cartes restent, avec ce qui y est écrit.
report-was-split = Séparé de son sujet par { $who }.
report-was-dismissed = Écarté par { $who }.
report-by-admin = la personne qui gère Newsdesk

## Ce qu’apprend qui appuie

report-unknown = Ce signalement n’est plus conservé.
report-decided = { $who } a déjà tranché.
report-decided-at-home = La personne qui gère Newsdesk a déjà tranché.

## La liste

reports-none = Rien n’est signalé.
reports-open = { $count ->
    [one] Une carte attend une décision
   *[other] { $count } cartes attendent une décision
}
reports-members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
reports-choose = Décider de l’une d’elles
