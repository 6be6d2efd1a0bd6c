"""Telling: which articles of a story are told, and which of their sentences nobody told before."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.news import Article, Basis, Span, StoredArticle
from bot.terms import terms
from bot.writing.combined import near_sentences, outlet_of
from bot.writing.numbering import LONGEST_SENTENCE
from bot.writing.readable import Fitness, fitness
from bot.writing.repeats import Told
from bot.writing.tokens import estimate_tokens

# Articles that are told: by then most outlets repeat each other, and each has room for some lines.
_TELLERS = 8
# Articles that are looked at, besides the earliest: the newest ones.
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, as much of it as a prompt shows.

    Attributes:
        number: Which one it is, from 0.
        span: Where it stands in the article's text.
        paragraph: Which one it belongs to.
        terms: Of its words.
        is_news: Whether it tells anything, and does not sell the outlet.
        cost: In tokens, with its number, by the estimate.
    """

    number: int
    span: Span
    paragraph: int
    terms: tuple[str, ...]
    is_news: bool
    cost: int


@dataclass(frozen=True, slots=True)
class Heard:
    """An article with its sentences, or with those of them that are told."""

    stored: StoredArticle
    sentences: tuple[Sentence, ...]

    @property
    def need(self) -> int:
        """Tokens that the sentences come to."""
        return sum(sentence.cost for sentence in self.sentences)


def in_one_language(articles: Sequence[StoredArticle]) -> list[StoredArticle]:
    """Those in the language of the first that has a text, and those that name none."""
    known = (language_of(each.article) for each in (*filter(_has_text, articles), *articles))
    first = next(filter(None, known), "")
    return [each for each in articles if language_of(each.article) in {first, ""}]


def with_text(articles: Iterable[StoredArticle]) -> list[StoredArticle]:
    """Those with a text: the earliest, and as many of the newest as are looked at."""
    told = [*filter(_has_text, articles)]
    return [*told[:1], *told[1:][-_CANDIDATES:]]


def tellers(articles: Sequence[StoredArticle]) -> tuple[list[Heard], bool]:
    """The articles that are told, in their order, and whether others had something to say too.

    Args:
        articles: Those that are looked at, the earliest first.
    """
    heard = [_heard(each) for each in articles]
    own = [each for each, new in zip(heard, _fresh(heard), strict=True) if new.sentences]
    wanted = (*own[:1], *_last_words(own), *own[:0:-1])
    told = [*dict.fromkeys(each.stored.id for each in wanted)][:_TELLERS]
    return [each for each in own if each.stored.id in told], len(told) < len(own)


def trimmed(heard: Sequence[Heard]) -> list[Heard]:
    """The first article in full, and of the others what they have not from those before."""
    return [heard[0], *islice(_fresh(heard), 1, None)]


def language_of(article: Article) -> str:
    """An article's language whatever the country, "pt" of "pt-BR"; empty where none is named."""
    return (article.language or "").replace("_", "-").partition("-")[0].lower()


def _has_text(stored: StoredArticle) -> bool:
    return bool(stored.article.sentences) and stored.article.basis is not Basis.HEADLINE_ONLY


def _last_words(own: Sequence[Heard]) -> Iterator[Heard]:
    """The newest article of all, and the newest of each outlet but the first one's."""
    yield from own[:0:-1][:1]
    seen = {outlet_of(each.stored.article) for each in own[:1]}
    for each in own[:0:-1]:
        outlet = outlet_of(each.stored.article)
        if outlet not in seen:
            yield each
        seen.add(outlet)


def _fresh(heard: Sequence[Heard]) -> Iterator[Heard]:
    """Each article with those of its sentences that are news, and that none before it has."""
    told = Told()
    for each in heard:
        language = language_of(each.stored.article) or "en"
        new = (s for s in each.sentences if s.is_news and not told.has(s.terms, language))
        yield Heard(each.stored, tuple(new))
        told.add(sentence.terms for sentence in each.sentences)


def _heard(stored: StoredArticle) -> Heard:
    article = stored.article
    starts = [paragraph.start for paragraph in article.paragraphs]
    return Heard(
        stored,
        tuple(
            _sentence(number, span, bisect_right(starts, span.start), article)
            for number, span in enumerate(near_sentences(article))
        ),
    )


def _sentence(number: int, span: Span, paragraph: int, article: Article) -> Sentence:
    span = Span(span.start, min(span.end, span.start + LONGEST_SENTENCE))
    text = article.text[span.start : span.end]
    return Sentence(
        number,
        span,
        paragraph,
        tuple(terms(text)),
        fitness(text, article.language) is not Fitness.NEVER,
        estimate_tokens(f"[999] {text}\n"),
    )
