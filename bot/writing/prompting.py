"""Prompts filled in: what a model is asked about an article, and asked again.

What is trusted stands in the system part, and stays the same from article to article. What other
people wrote stands in the user part alone, on lines of its own between two random marks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from bot.news import Article, Style
from bot.writing.combined import Combined, alone
from bot.writing.languages import name_of, tag_of
from bot.writing.lines import one_line
from bot.writing.numbering import BUDGET, number_sentences
from bot.writing.shapes import CARD
from bot.writing.templates import MARK, Template

# One point more than a card needs: the proof may take one away, and then nobody has to ask again.
# A headline alone is the article's own: no model is asked for it.
STYLES: Final[Mapping[Style, str]] = {
    Style.BRIEF: "Brief: 3 points of at most 12 words each, and a dek of at most 15 words.",
    Style.STANDARD: "Standard: 4 points of at most 20 words each, and a dek of at most 25 words.",
    Style.DETAILED: "Detailed: 5 points of at most 35 words each, and a dek of at most 30 words.",
}
# Characters; all of them are paid for with every article.
LONGEST_HOUSE_RULES: Final = 2_000

# Tokens: five long points in a script of many take 1,500, and models that think need some of it
# for thinking. A limit, not a price.
_MOST_OUTPUT = 4_000
# Bits of chance in a mark: an article has one guess. Twice as many would be ten tokens more a call.
_MARK_BITS = 64
# Of what is told before a second try: characters, and the number of faults.
_LONGEST_ANSWER = 6_000
_LONGEST_FAULT = 300
_MOST_FAULTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model is asked.

    Attributes:
        system: What stays the same for all articles in one style, language and house.
        user: The rest.
        version: Of the prompt's file, as stored with each summary.
        cut: Whether a part of the article was left out, for the card to say so.
        schema: Of the answer, as JSON schema.
        schema_name: A name for it.
        max_output: Tokens that the answer may have.
    """

    system: str
    user: str
    version: str
    cut: bool = False
    schema: dict[str, Any]
    schema_name: str
    max_output: int = _MOST_OUTPUT


def prompt_for(
    told: Article | Combined,
    template: Template,
    *,
    style: Style = Style.STANDARD,
    language: str | None = None,
    house_rules: str = "",
    budget: int = BUDGET,
    dice: Random,
) -> Prompt:
    """Ask for the card of an article, or of a story that several tell.

    Args:
        told: Untrusted, the title and the outlets' names too.
        template: The prompt "summary".
        style: How much the card says.
        language: A tag or an English name; the article's own language if left out.
        house_rules: What the people of the house add. Trusted, 2,000 characters at most.
        budget: Tokens of the article, by the estimate.
        dice: For the mark.

    Raises:
        ValueError: The style has no summary, the language is none, or the house rules are too long.
    """
    if style not in STYLES:
        raise ValueError(f"no model is asked for the style {style.value!r}")
    story = told if isinstance(told, Combined) else alone(told)
    numbered = number_sentences(story.article, budget, outlets=story.outlets)
    system, user = template.fill(
        {
            "style": STYLES[style],
            "language": _language_words(language),
            "house_rules": _house_rules_words(house_rules),
            MARK: new_mark(dice, numbered.title + numbered.text),
            "title": numbered.title,
            "article": numbered.text,
        }
    )
    return Prompt(
        system=system,
        user=user,
        version=template.version,
        cut=numbered.cut or story.cut,
        schema=CARD,
        schema_name="card",
    )


def retry_for(
    prompt: Prompt, template: Template, *, answer: str, faults: Iterable[str], dice: Random
) -> Prompt:
    """Ask again, and say what was wrong.

    The first question is kept to the letter and the rest comes behind it, so that a provider has
    all of it in its cache.

    Args:
        prompt: The first question.
        template: The prompt "retry".
        answer: What the model wrote. It may repeat the article, so it is not trusted.
        faults: What was wrong, "point 2: says 40, the sentences say 14"; the first twelve count.
        dice: For a new mark.
    """
    told = one_line(answer[:_LONGEST_ANSWER])
    wrong = "\n".join(_fault_lines(faults))
    mark = new_mark(dice, prompt.user + told + wrong)
    _, again = template.fill({MARK: mark, "answer": told, "faults": wrong})
    return replace(prompt, user=f"{prompt.user}\n\n{again}")


def new_mark(dice: Random, text: str) -> str:
    """A line to stand before and after a text, which does not occur in it.

    Args:
        dice: Those of the system, outside of tests: an article must not foresee the mark.
        text: Whatever is going to stand between.
    """
    said = text.casefold()
    while (mark := f"mark-{dice.getrandbits(_MARK_BITS):016x}") in said:
        pass
    return mark


def _language_words(language: str | None) -> str:
    if language is None:
        return "Write in the language of the article."
    tag = tag_of(language)
    if tag is None:
        raise ValueError(f"{language[:40]!r} is no language that has a tag, such as 'de'")
    return (
        f"Write in {name_of(tag)}. If the article is in another language, translate all but names "
        "and numbers, and set no quotation marks: a translation is nobody's own words."
    )


def _house_rules_words(rules: str) -> str:
    if len(rules) > LONGEST_HOUSE_RULES:
        raise ValueError(f"house rules of more than {LONGEST_HOUSE_RULES:,} characters")
    lines = filter(None, map(one_line, rules.splitlines()))
    return "\n".join(lines) or "None."


def _fault_lines(faults: Iterable[str]) -> Iterator[str]:
    for _, fault in zip(range(_MOST_FAULTS), faults, strict=False):
        yield f"- {one_line(fault[:_LONGEST_FAULT])}"
