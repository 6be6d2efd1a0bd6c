# Ce qui ne va pas dans la règle d’un filtre, et ce qui irait.

rule-empty = La règle est vide. Écrivez un mot, par exemple : football
rule-too-long = La règle est trop longue : { $most } caractères au plus. Faites-en deux filtres.
rule-too-many-terms = La règle a trop de mots : { $most } au plus. Faites-en deux filtres.
rule-too-deep = La règle a des parenthèses sur plus de { $most } niveaux. Faites-en deux filtres.
rule-unclosed-phrase = L’expression qui commence au caractère { $position } n’a pas de fin : mettez un second " derrière.
rule-unclosed-pattern = Le motif qui commence au caractère { $position } n’a pas de fin : mettez une seconde / derrière. Une barre dans un mot demande des guillemets autour.
rule-unclosed-bracket = La parenthèse du caractère { $position } n’est jamais fermée : mettez une ) derrière ce qui va ensemble.
rule-stray-bracket = La ) du caractère { $position } ne ferme rien : mettez une ( devant ce qui va ensemble, ou retirez-la.
rule-missing-term = Il manque quelque chose au caractère { $position } : AND, OR, NOT et le nom d’un champ demandent un mot derrière eux, AND et OR un aussi devant.
rule-without-words = Il n’y a pas de mot au caractère { $position }. Écrivez des lettres ou des chiffres.
rule-unknown-field = « { $field }: » au caractère { $position } n’est pas un champ. Il y a { $fields }. Si vous voulez les mots eux-mêmes, mettez-les entre guillemets.
rule-pattern-too-long = Le motif du caractère { $position } est trop long : { $most } caractères au plus.
rule-bad-pattern = Le motif du caractère { $position } est impossible : { $problem }. Ni anticipation ni référence arrière.
rule-no-domain = « { $typed } » au caractère { $position } n’est pas un domaine. Écrivez-le comme dans une adresse, par exemple domain:example.org
rule-no-language = « { $typed } » au caractère { $position } n’est pas une langue. Écrivez son code, par exemple language:de ou language:pt-BR
