"""What a scripted model makes of the article in its prompt: faithfully, inventing, or nothing."""

import json
import re
from typing import Final

from bot.evaluation.samples import Sample, sample_of
from tests.model.script import Prompt, Reply

ARTICLE: Final = {
    "title": "Alderhaven library reopens after the flood",
    "language": "en",
    "facts": ["library in Alderhaven reopens on 4 May", "flood destroyed 9,300 books"],
    "text": """
        The public library in Alderhaven reopens on 4 May, fourteen months after the flood. The \
water had destroyed 9,300 books in a single night.
        The repair cost 2.6 million crowns, of which the insurance paid half. “We have not \
replaced every book, and we never will,” said the librarian, Tilda Moss.
        A reading room for children stands where the cellar was. It can be flooded without harm.
    """,
}
INVENTED: Final = "The mayor has promised another 7,700 books by Christmas."

_SENTENCE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_TITLE = re.compile(r"^\[title\] (.+)$", re.MULTILINE)


def library() -> Sample:
    """The article as a sample."""
    sample = sample_of(ARTICLE, "library.json")
    assert isinstance(sample, Sample)
    return sample


def faithful(prompt: Prompt) -> Reply:
    """The title, and the first sentences as they are."""
    return _card(prompt, [])


def inventing(prompt: Prompt) -> Reply:
    """The same, with a dek and a third point that nobody said."""
    return _card(prompt, [{"text": INVENTED, "sentences": [1]}], dek=INVENTED)


def only_inventing(prompt: Prompt) -> Reply:
    """Nothing that anybody said."""
    points: list[dict[str, object]] = [
        {"text": INVENTED, "sentences": [1]},
        {"text": f"{INVENTED} She denies it.", "sentences": [2]},
    ]
    return _answer(prompt, points, "")


def _card(prompt: Prompt, more: list[dict[str, object]], dek: str | None = None) -> Reply:
    sentences = _SENTENCE.findall(prompt.user)
    points: list[dict[str, object]] = [
        {"text": text, "sentences": [int(number)]} for number, text in sentences[:2]
    ]
    return _answer(prompt, [*points, *more], sentences[-1][1] if dek is None else dek)


def _answer(prompt: Prompt, points: list[dict[str, object]], dek: str) -> Reply:
    card = {
        "language": "en",
        "kind": "news",
        "points": points,
        "dek": dek,
        "headline": _title(prompt),
        "labels": [],
    }
    return Reply(text=json.dumps(card))


def _title(prompt: Prompt) -> str:
    found = _TITLE.search(prompt.user)
    assert found is not None
    return found[1]
