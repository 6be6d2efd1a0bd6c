# Ce que voient les lectrices et lecteurs sur Discord : formulaires, boutons, et réponses pour eux seuls.

## Ce qui ne va pas

trouble-fault = C’est une erreur de Newsdesk. La personne qui gère le bot la trouvera dans le journal.
trouble-away = Newsdesk ne peut pas le faire pour le moment. Réessayez dans un instant.
trouble-command-changed = Cette commande a changé. Réessayez dans une minute.
trouble-button-unknown = Newsdesk ne connaît plus ce bouton.

## Poser une question

asking-not-here = Newsdesk répond aux questions dans les salons et les fils d’un serveur.
asking-read-only = Vous ne pouvez pas écrire dans ce salon : une question de votre part ne peut donc pas y figurer.
asking-thread-locked = Le fil est verrouillé : personne ne peut y recevoir de réponse.
# { $lack } nomme les permissions comme Discord le fait en anglais.
asking-place-lacks = Newsdesk ne peut pas répondre à cet endroit, il lui manque : { $lack }.
asking-length = Posez votre question en { $least } à { $most } caractères.
asking-no-words = Posez votre question avec des mots : que voulez-vous savoir ?
asking-too-many = { $most } de vos questions sont déjà en attente. Patientez jusqu’à la prochaine réponse.
asking-story-gone = Ce sujet n’a pas de carte que vous puissiez voir ici. Choisissez-en un dans la liste.
asking-no-link = Ce message ne contient aucun lien et n’est pas une carte : il n’y a rien à lire.
asking-no-page = Il ne reste aucune adresse de page à lire.
# { $problem } dit en anglais ce qui s’est passé.
asking-page-unread = Impossible de lire cette page : { $page } : { $problem }
asked = La réponse arrivera dans { $where }.
asked-before-yours = { $before ->
    [one] { $before } question passe avant la vôtre.
   *[other] { $before } questions passent avant la vôtre.
}

## Formulaires : titres et intitulés ont 45 caractères, les aides 100.

form-story-title = Poser une question sur ce sujet
form-pages-title = Poser une question
form-question = Que voulez-vous savoir ?
form-question-hint = La réponse vient des articles, avec des liens vers les passages qui la prouvent.
form-pages = Pages à lire, une par ligne
form-reason-title = Merci
form-reason = Qu’est-ce qui ne va pas ?
form-reason-hint = Votre 👎 compte aussi sans raison.

## Boutons

button-ask = Demander
button-summary = Résumé
button-sources = Sources
button-cancel = Annuler
button-again = Reposer la question
button-erase = Effacer

## Ce qu’une pression a donné

opinion-thanks = Merci. Appuyez sur 👎 si vous changez d’avis.
opinion-noted = Merci. L’équipe de modération le verra.
card-forgotten = Newsdesk ne conserve plus ce dont cette carte a été tirée.
question-cancelled = C’est annulé.
question-not-yours = Seule la personne qui a posé la question peut l’annuler, ou la modération.
question-once-more = Une nouvelle réponse arrive.
question-busy = La réponse est déjà en cours, ou la question n’est plus conservée.

## Vie privée

privacy-sure = Cela efface vos questions, leurs réponses et vos avis sur les cartes, ici et sur tous les autres serveurs. C’est irréversible.
privacy-not-yours = Ce n’est pas à vous d’en décider.
privacy-erasing = Effacement en cours…
privacy-erased = { $count ->
    [0] Il n’y avait ni question ni avis à effacer.
    [one] Effacé : { $count } question ou avis de votre part.
   *[other] Effacé : { $count } questions et avis de votre part.
}
privacy-exported = Tout ce que Newsdesk conserve sur vous :

## Sources d’une carte

sources-articles = Sources
sources-points = Ce sur quoi reposent les points
sources-more-articles = { $count ->
    [one] et { $count } autre article
   *[other] et { $count } autres articles
}
sources-more-points = { $count ->
    [one] et { $count } autre point
   *[other] et { $count } autres points
}
sources-more-quotes = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
sources-untitled = Sans titre
sources-first-seen = vu pour la première fois { $when }
sources-full-text = texte intégral
sources-feed-text = texte du flux
sources-headline-only = titre seulement
# De l’article de la carte, dont on attend tout : ce qui a été lu, et pourquoi pas plus.
sources-short-feed-text = Texte du flux seulement
sources-short-headline-only = Titre seulement
sources-corrected = Corrigé par le média
sources-retracted = Retiré par le média
