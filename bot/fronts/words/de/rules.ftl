# Was an der Regel eines Filters nicht stimmt, und was ginge.

rule-empty = Die Regel ist leer. Schreib ein Wort, zum Beispiel: Fußball
rule-too-long = Die Regel ist zu lang: höchstens { $most } Zeichen. Nimm stattdessen zwei Filter.
rule-too-many-terms = Die Regel hat zu viele Wörter: höchstens { $most }. Nimm stattdessen zwei Filter.
rule-too-deep = Die Regel hat Klammern in Klammern, mehr als { $most } tief. Nimm stattdessen zwei Filter.
rule-unclosed-phrase = Die Wortgruppe ab Zeichen { $position } hat kein Ende: setz ein zweites " dahinter.
rule-unclosed-pattern = Das Muster ab Zeichen { $position } hat kein Ende: setz ein zweites / dahinter. Ein Schrägstrich in einem Wort braucht Anführungszeichen darum.
rule-unclosed-bracket = Die Klammer bei Zeichen { $position } wird nie geschlossen: setz ein ) hinter das, was zusammengehört.
rule-stray-bracket = Bei Zeichen { $position } steht ein ), das nichts öffnet: setz ein ( vor das, was zusammengehört, oder nimm es weg.
rule-missing-term = Bei Zeichen { $position } fehlt etwas: Hinter AND, OR, NOT und dem Namen eines Felds muss ein Wort stehen, vor AND und OR auch.
rule-without-words = Bei Zeichen { $position } steht kein Wort. Schreib Buchstaben oder Ziffern.
rule-unknown-field = „{ $field }:“ bei Zeichen { $position } ist kein Feld. Es gibt { $fields }. Meinst du die Wörter selbst, setz sie in Anführungszeichen.
rule-pattern-too-long = Das Muster bei Zeichen { $position } ist zu lang: höchstens { $most } Zeichen.
rule-bad-pattern = Das Muster bei Zeichen { $position } geht nicht: { $problem }. Vorausschau und Rückverweise sind nicht möglich.
rule-no-domain = „{ $typed }“ bei Zeichen { $position } ist keine Domain. Schreib sie wie in einer Adresse, zum Beispiel domain:example.org
rule-no-language = „{ $typed }“ bei Zeichen { $position } ist keine Sprache. Schreib ihr Kürzel, zum Beispiel language:de oder language:pt-BR
