"""Proof: what a model says of an article is compared with the article's own sentences.

`proving` holds a draft against its article, `checks` puts every check to one claim, and each check
has a file of its own. They all read texts as `wording` gives them.
"""

from bot.writing.proof.proving import FEWEST_POINTS, Fault, Proved, faults, prove

__all__ = ["FEWEST_POINTS", "Fault", "Proved", "faults", "prove"]
