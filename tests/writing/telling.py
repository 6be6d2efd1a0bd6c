"""Stories for the writer's tests: what several outlets of Tern Bay tell of one event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.news import Amendment, ArticleId, Notice, StoredArticle, StoryId
from tests.writing.composing import composed

POST = (
    "The council of Tern Bay approved a flood barrier worth nine million crowns on Monday.",
    "Mayor Ada Moss said that the vote ended eleven wet winters for the fish market.",
    "Engineers from the Heron Institute had measured the tides of the bay for six years.",
    "Work on the barrier begins in April, after the neighbours have been heard.",
)
COURIER = (
    "A flood barrier worth nine million crowns was approved by the council of Tern Bay.",
    "Fishermen fear that the gates will keep herring boats out of the harbour for two winters.",
    "A petition against the plan has gathered 4,000 names since the summer.",
    "Councillor Tam Okoro was fined 300 crowns for leaving the debate without a word.",
)
GAZETTE = (
    "Shops on Quay Street closed eleven times last winter because of the high water.",
    "The last great flood drowned the old ferry terminal and two warehouses in 1998.",
    "Insurers have promised lower premiums for the houses behind the new barrier.",
    "School classes may visit the building site every Thursday afternoon from May.",
)


def told_by(
    source: str,
    *paragraphs: str,
    number: int = 1,
    title: str = "Tern Bay gets its barrier",
    language: str | None = "en",
    amendment: Amendment | None = None,
) -> StoredArticle:
    """An article of an outlet; its number is its id, and the hours after the first one."""
    article = composed(*paragraphs, title=title, language=language)
    notice = Notice(amendment, f"{source} regrets its report.") if amendment else None
    return StoredArticle(
        id=ArticleId(number),
        story_id=StoryId(1),
        version=1,
        article=replace(
            article,
            source=source,
            published_at=article.published_at + timedelta(hours=number),
            notice=notice,
        ),
    )


def story() -> list[StoredArticle]:
    """Three outlets, each with a text of its own."""
    outlets = (("The Post", POST), ("The Courier", COURIER), ("The Gazette", GAZETTE))
    return [
        told_by(source, *in_pairs(sentences), number=number)
        for number, (source, sentences) in enumerate(outlets, start=1)
    ]


def in_pairs(sentences: Sequence[str]) -> list[str]:
    """Paragraphs of two sentences."""
    return [" ".join(sentences[place : place + 2]) for place in range(0, len(sentences), 2)]
