"""Jitter: what waits in crowds must not all come back in one moment."""

from random import Random

# A long delay is shortened or lengthened by up to this part.
JITTER = 0.2


def jitter(random: Random) -> float:
    """The factor for one delay."""
    return 1 + JITTER * (2 * random.random() - 1)
