# Was Moderatoren über eine Meldung hören, die sie nicht berichtigen oder verbergen können.

story-unknown = Diese Meldung gibt es hier nicht. Wähle eine aus der Liste.
story-not-hidden = Diese Meldung ist hier nicht verborgen. Wähle eine aus der Liste.
story-shared = Auch ein anderer Server bekommt **{ $title }** zu sehen. Verbirg sie hier, oder bitte die Person, die Newsdesk betreibt, sie für alle zu berichtigen.
story-hide-where = Sag, auf welchem Server die Meldung verborgen werden soll.
