"""Sameness: whether a sentence of one outlet tells what a sentence of another one does.

Careful rather than complete: where it says yes, a card says that both outlets tell it.
"""

from bot.writing.proof.checks import complaints
from bot.writing.proof.wording import Wording, content

# Words of meaning that a statement has at least, and the share of them that the other one has.
_FEWEST = 4
_SHARED = 0.65


def tells(sentence: Wording, claim: Wording) -> bool:
    """Whether a sentence alone bears out all that another one says.

    It has most of its words, and the checks that every point of a model must pass have nothing to
    say: its numbers, its dates and its names are there, and nothing is denied or turned round.
    """
    stems = set(content(claim))
    if len(stems) < _FEWEST or len(stems & sentence.stems) < _SHARED * len(stems):
        return False
    return not complaints(claim.text, claim.language, [sentence], sentence, strict=True)
