"""Retracting: what a card says of an article that its outlet has taken back."""

import re

from bot.news import Article, Summary
from bot.writing.headlines import cut_title
from bot.writing.lines import one_line

_PREFIX = "Retracted: "
# Characters of the outlet's words: as many as a dek may have.
_LONGEST = 350
# Titles that say it themselves, in several languages.
_SAYS_SO = re.compile(
    r"\b(?:retract|withdrawn\b|zurückgezogen|rétract|retract|retrat|retirad|ritratt|ritirat"
    r"|ingetrokken|отозван|отзыв)|撤回|撤稿",
    re.IGNORECASE,
)


def retracted(article: Article) -> Summary:
    """What is left to say: that it is no longer true, in the outlet's own words."""
    title = cut_title(article.title)
    headline = title if _SAYS_SO.search(title) else cut_title(_PREFIX + title)
    words = one_line(article.notice.words[: 4 * _LONGEST]) if article.notice else ""
    dek = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return Summary(headline=headline, dek=dek, language=article.language)
