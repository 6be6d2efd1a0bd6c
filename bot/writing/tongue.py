"""The language of a draft: whether it is the one that was asked for, by its tag and by its words.

Models err in the tag, and so do pages. English is known by its smallest words, so there a tag that
cannot be right does not count; between other languages the tag is all that is known.
"""

from bot.news import Article
from bot.terms import terms
from bot.writing.draft import Draft
from bot.writing.languages import name_of
from bot.writing.proof.wording import TELLING, guess

_ENGLISH = "en"
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}  # two tags, one language to a reader


def foreign_words(draft: Draft, article: Article, wanted: str | None) -> str:
    """What is wrong with the language of a draft; empty if nothing is.

    Args:
        draft: As the model wrote it.
        article: What it is about.
        wanted: The tag that was asked for; None for the article's own language.
    """
    expected = wanted or believed(article.language, article.text)
    told = told_language(draft)
    if expected is None or told is None or _primary(expected) == _primary(told):
        return ""
    return f"the card is in {name_of(told)}, not in {name_of(expected)}"


def told_language(draft: Draft) -> str | None:
    """The language of a draft, as far as its own word for it can be right."""
    texts = (draft.headline, draft.dek, *(claim.text for claim in draft.points))
    return believed(draft.language, " ".join(texts))


def believed(tag: str | None, text: str) -> str | None:
    """A text's language: its tag, unless its words show that it is another; None if not known."""
    if len(terms(text[:4_000])) < TELLING:
        return tag
    if guess(text) == _ENGLISH:
        return tag if tag and _primary(tag) == _ENGLISH else _ENGLISH
    return None if tag is None or _primary(tag) == _ENGLISH else tag


def _primary(tag: str) -> str:
    """The language of a tag, whatever the country: "pt" of "pt-BR"."""
    first = tag.replace("_", "-").partition("-")[0].lower()
    return _SAME.get(first, first)
