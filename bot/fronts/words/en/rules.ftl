# What is wrong with a filter's rule, and what would work.

rule-empty = The rule is empty. Write a word, such as: football
rule-too-long = The rule is too long: at most { $most } characters. Use two filters instead.
rule-too-many-terms = The rule has too many words: at most { $most }. Use two filters instead.
rule-too-deep = The rule has brackets in brackets, more than { $most } deep. Use two filters instead.
rule-unclosed-phrase = The phrase that begins at character { $position } has no end: put a second " behind it.
rule-unclosed-pattern = The pattern that begins at character { $position } has no end: put a second / behind it. A slash in a word needs quotes around it.
rule-unclosed-bracket = The bracket at character { $position } is never closed: put a ) behind what belongs together.
rule-stray-bracket = There is a ) at character { $position } that nothing opens: put a ( before what belongs together, or take it away.
rule-missing-term = Something is missing at character { $position }: AND, OR and NOT, and a field's name, need a word behind them, and AND and OR one before them.
rule-without-words = There is no word at character { $position }. Write letters or digits.
rule-unknown-field = “{ $field }:” at character { $position } is no field. There are { $fields }. If you mean the words themselves, put them in quotes.
rule-pattern-too-long = The pattern at character { $position } is too long: at most { $most } characters.
rule-bad-pattern = The pattern at character { $position } cannot be used: { $problem }. Look-around and back-references are not possible.
rule-no-domain = “{ $typed }” at character { $position } is no domain. Write it as it stands in an address, such as domain:example.org
rule-no-language = “{ $typed }” at character { $position } is no language. Write its tag, such as language:de or language:pt-BR
