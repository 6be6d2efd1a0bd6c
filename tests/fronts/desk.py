"""Cards of our own fiction for the fronts' tests."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.news import (
    Amendment,
    Article,
    ArticleId,
    Basis,
    Card,
    ChannelId,
    DeliveryId,
    EntryId,
    Evidence,
    Kind,
    MessageId,
    Notice,
    OwedEdit,
    Point,
    Related,
    Span,
    StoryId,
    Summary,
    Telling,
    Tokens,
)

NOW = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)

FERRY = (
    "The last ferry to Skerry left at noon on Sunday, and no other will follow before spring.",
    "“We kept the service alive for as long as the pier could bear it,” said pier master Ona Lind.",
    "The island council wants a subsidy of 40,000 crowns, paid from the lighthouse fund.",
    "Bread, post and the school’s only chemistry teacher will come by helicopter on Tuesdays.",
)

HOSTILE = (
    "\x1b[31mred\x1b[0m and \x1b]8;;https://evil.example/\x07click\x1b]8;;\x07",
    "\u202egnp.exe\u202c \u2066isolated\u2069 zero\u200bwidth\u200d\ufeff",
    "[bold red]markup[/] [link=https://evil.example/]here[/link] [/]",
    "<script>alert(1)</script></style></title><img src=x onerror=alert(1)>",
    "\"double\" 'single' & ampersand `backtick` ${title} {card} %s",
    "lone \ud800 surrogate, NUL \x00, bell \x07, backspace \x08, C1 \x9b31m, \u2028 line",
    "Z" * 10_000,
    "word " * 2_000,
    "n" + "\u0301" * 500 + "o marks",
    "\u200b\u2060\ufeff",
    "",
)


EDIT = OwedEdit(
    id=DeliveryId(4), channel_id=ChannelId(5), entry_id=EntryId(6), message_id=MessageId(7)
)


def article_of(sentences: Sequence[str], **changes: object) -> Article:
    """An article whose text is the sentences, two to a paragraph."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        text += ("" if not number else " " if number % 2 else "\n\n") + sentence
        spans.append(Span(len(text) - len(sentence), len(text)))
    facts: dict[str, object] = {
        "url": "https://harbourpost.example/ferry?from=feed",
        "canonical_url": "https://harbourpost.example/ferry",
        "title": "Last ferry to Skerry leaves before winter",
        "byline": "By Maria Okafor",
        "published_at": NOW - timedelta(hours=3),
        "source": "The Harbour Post",
        "language": "en",
        "image": "https://harbourpost.example/pier.jpg",
        "text": text,
        "sentences": tuple(spans),
    }
    return Article(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change


def telling(number: int, source: str, **changes: object) -> Telling:
    """Another article of a story, by an outlet."""
    facts: dict[str, object] = {
        "article_id": ArticleId(number),
        "source": source,
        "title": f"Told by {source}",
        "url": f"https://outlet{number}.example/ferry",
        "published_at": NOW + timedelta(minutes=number),
    }
    return Telling(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change


def card_of(article: Article | None = None, **changes: object) -> Card:
    """A card whose points are the article's own sentences, with themselves as evidence."""
    article = article or article_of(FERRY)
    points = tuple(
        Point(quote, (Evidence(quote, span.start, span.end),))
        for span in article.sentences
        for quote in [article.text[span.start : span.end]]
    )
    facts: dict[str, object] = {
        "feed_url": "https://harbourpost.example/feed.xml",
        "entry_id": "tag:harbourpost.example,2026:ferry",
        "story_id": StoryId(7),
        "article": article,
        "summary": Summary(
            headline=article.title,
            dek=points[0].text if points else "",
            points=points[1:],
            language=article.language,
        ),
        "related": (
            Related(
                "Skerry’s pier fails its inspection",
                "https://harbourpost.example/pier",
                0.314159,
                "three days earlier; both name Ona Lind and Skerry",
            ),
        ),
    }
    return Card(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change


def modelled_card(article: Article | None = None, **changes: object) -> Card:
    """A card that a model has written, each point with the sentence that it names."""
    article = article or article_of(FERRY)
    told = ("The pier master said the service lasted as long as the pier did.", "Aid is 40,000.")
    proofs = (
        Evidence(article.text[span.start : span.end], span.start, span.end)
        for span in article.sentences[1:3]
    )
    facts: dict[str, object] = {
        "headline": "Skerry loses its ferry until spring",
        "dek": "The island asks for help.",
        "points": tuple(Point(text, (proof,)) for text, proof in zip(told, proofs, strict=True)),
        "labels": ("ferries", "island life"),
        "language": article.language,
        "writer": "small-model",
        "prompt_version": "summary-1a2b3c",
        "tokens": Tokens(1_240, 182),
    }
    summary = Summary(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change
    return card_of(article, summary=summary)


def hostile_card(words: str) -> Card:
    """A card in which everything that comes from outside is the same hostile text."""
    article = article_of(
        [f"{words} x"],
        title=words,
        byline=words,
        source=words,
        language=words,
        note=words,
        basis=Basis.FEED_TEXT,
        notice=Notice(Amendment.CORRECTED, words),
        image=f"javascript:{words}",
        url=f"javascript:alert(1)//{words}",
        canonical_url=f"https://evil.example/{words}",
    )
    quote = article.text
    return card_of(
        article,
        feed_url=words,
        entry_id=words,
        summary=Summary(
            headline=words,
            dek=words,
            points=(
                Point(words, (Evidence(quote, 0, len(quote)),)),
                Point(words, (Evidence(words, 0, 1, ArticleId(2)), Evidence("", 0, 0))),
                Point(words, (Evidence(words, 0, 1, ArticleId(3)),)),
            ),
            labels=(words, f"{words}1", f"2 {words}", "", words, words[:30]),
            kind=Kind.ADVERTISEMENT,
            writer=words,
            note=words,
            language=words,
        ),
        related=(Related(words, f"data:text/html,{words}", 0.5, words),),
        also=(
            telling(2, f"{words}2", title=words, url=f"javascript:alert(2)//{words}"),
            telling(3, f"{words}3", notice=Notice(Amendment.RETRACTED, words)),
            telling(4, words, url=f"https://evil.example/{words}"),
            telling(5, f"5{words}", url=f"https://evil.example/{words}"),
        ),
    )


def bare_card() -> Card:
    """A card with nothing but a headline."""
    article = article_of([], byline=None, language=None, image=None, basis=Basis.HEADLINE_ONLY)
    return card_of(article, related=())
