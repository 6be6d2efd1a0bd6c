# Ce qui entoure une réponse, pour toutes les personnes qui la lisent.

answer-asks = **{ $name }** demande : { $question }
answer-somebody = Quelqu’un
answer-looking = Je cherche…
answer-waits = { $before ->
    [one] Une question passe avant celle-ci.
   *[other] { $before } questions passent avant celle-ci.
}
answer-unchecked = en cours d’écriture, pas encore vérifié
answer-refused = Les articles n’en disent rien.
answer-nearest = Ce qui s’en approche le plus :
answer-quoted = Cité des articles ; aucun modèle n’a été consulté
answer-checked = Écrit par { $writer } ; chaque phrase a été comparée aux passages vers lesquels elle renvoie
# { $when } est dit par Discord : « dans 5 minutes ».
answer-again-at = reposer la question { $when }
answer-article = l’article

## Pourquoi il n’y en a pas, en quelques mots

excuse-place-gone = ce fil ou ce salon n’existe plus
excuse-guild-gone = Newsdesk n’est plus sur ce serveur
excuse-message-gone = le message n’existe plus
excuse-unseen = Newsdesk ne peut pas voir ce salon
excuse-no-messages = ce genre de salon n’accepte pas de messages
excuse-no-writing = Newsdesk n’a pas le droit d’écrire ici
excuse-archived = ce fil est archivé
excuse-no-history = Newsdesk n’a pas le droit de lire les messages ici, et ne peut donc répondre à aucun
excuse-locked = ce fil est verrouillé
excuse-answer-held = une règle de modération de ce serveur a retenu la réponse
excuse-title-held = une règle de modération de ce serveur a retenu le titre
excuse-card-gone = la carte n’existe plus
excuse-no-starting = Newsdesk n’a pas le droit de créer un fil ici
excuse-no-thread = aucun fil ne peut être créé ici
excuse-no-thread-there = aucun fil ne peut être créé à partir de ce message
excuse-threads-full = ce salon a atteint la limite de fils actifs de Discord
excuse-otherwise = Discord n’accepte pas la réponse
