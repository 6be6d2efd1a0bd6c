"""Questions and answers of our own fiction, for the tests of what Discord shows of them."""

from datetime import UTC, datetime

from bot.news import (
    Answer,
    Asker,
    ChannelId,
    Citation,
    GuildId,
    MessageId,
    Posted,
    Question,
    QuestionId,
    Statement,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HERE = GuildId(4)
ASKED = "Why did the ferry stop?"
SAYS = "The last ferry to Skerry left at noon on Sunday before the storm."
WHY = "The pier failed its inspection in October."


def question_of(**changes: object) -> Question:
    """A question by Nora that nobody sees but her, in a channel."""
    facts: dict[str, object] = {
        "id": QuestionId(7),
        "text": ASKED,
        "asker": Asker("nora"),
        "name": "Nora",
        "guild_id": HERE,
        "channel_id": ChannelId(5),
        "parent_id": ChannelId(5),
        "asked_at": NOON,
    }
    return Question(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change


def citation_of(quote: str = SAYS, **changes: object) -> Citation:
    """A sentence of the Harbour Post."""
    facts: dict[str, object] = {
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "url": "https://harbourpost.example/ferry",
        "outlet": "The Harbour Post",
        "title": "Last ferry to Skerry leaves before winter",
        "published_at": NOON,
    }
    return Citation(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change


def courier(quote: str = WHY, **changes: object) -> Citation:
    """A sentence of another outlet."""
    facts = {"url": "https://courier.example/pier", "outlet": "Skerry Courier", **changes}
    return citation_of(quote, **facts)


def answer_of(*statements: Statement, **changes: object) -> Answer:
    """An answer in the articles' own words; two sentences of two outlets unless told otherwise."""
    told = statements or (Statement(SAYS, (citation_of(),)), Statement(WHY, (courier(),)))
    facts: dict[str, object] = {"statements": told, "language": "en", "passages": 4}
    return Answer(**{**facts, **changes})  # type: ignore[arg-type]  # any field may change


def long_answer(count: int = 12) -> Answer:
    """An answer that no single message holds."""
    words = "and the council of Skerry has looked at the pier once more " * 4
    numbered = [f"Sentence {number} says it, {words.strip()}." for number in range(count)]
    return answer_of(*(Statement(each, (citation_of(each),)) for each in numbered))


def posted(guild_id: GuildId = HERE) -> Posted:
    """A card that tells the story."""
    return Posted(guild_id, ChannelId(55), MessageId(66))
