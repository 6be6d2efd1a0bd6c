# Pourquoi un filtre ne peut pas être ajouté ou retiré.

filter-limit = Ce serveur a { $most } filtres, le maximum. Retirez-en un avec /filter remove, ou joignez-en deux par OR.
filter-double = Ce filtre existe déjà : { $rule }. /filter list les montre tous.
filter-unknown = Ce filtre n’existe pas. Choisissez-en un dans la liste qui s’ouvre pendant la saisie.
