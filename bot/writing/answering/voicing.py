"""The articles behind a prompt, as the voices that can prove what is said of them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.news import Article, Span
from bot.writing.answering.asking import AnswerPrompt, shown_sentence
from bot.writing.answering.tongues import tongue_of
from bot.writing.combined import near_sentences, outlet_of
from bot.writing.proof.voices import Voice
from bot.writing.proof.wording import guess, join, read
from bot.writing.tongue import believed


def voices_of(prompt: AnswerPrompt) -> tuple[Voice, ...]:
    """The articles of a prompt, in its order, each with its sentences by their numbers."""
    numbers: dict[str, list[int]] = {}
    for number, (passage, _) in prompt.sentences.items():
        numbers.setdefault(passage.source.article.url, []).append(number)
    alone = [_voice(prompt, own) for own in numbers.values()]
    stems = [join([*voice.shown.values()]).stems for voice in alone]
    return tuple(
        replace(voice, elsewhere=frozenset().union(*stems[:place], *stems[place + 1 :]))
        for place, voice in enumerate(alone)
    )


def _voice(prompt: AnswerPrompt, numbers: Sequence[int]) -> Voice:
    """An article with the sentences that have these numbers."""
    given = [prompt.sentences[number] for number in numbers]
    article = given[0][0].source.article
    text = article.text
    language = believed(article.language, text) or tongue_of(text) or guess(text)
    return Voice(
        _looked_at(article, [span for _, span in given]),
        outlet_of(article) or "?",
        {
            number: read(shown_sentence(passage, span), language)
            for number, (passage, span) in zip(numbers, given, strict=True)
        },
        language,
    )


def _looked_at(article: Article, shown: Sequence[Span]) -> Article:
    """An article with what was shown of it first, where that lies beyond what a voice reads."""
    near = near_sentences(article)
    if near and max(span.end for span in shown) <= near[-1].end:
        return article
    quotes = [article.text[span.start : span.end] for span in (*shown, *near)]
    ends, at = [], 0
    for quote in quotes:
        at += len(quote) + 1
        ends.append(at - 1)
    spans = (Span(end - len(quote), end) for quote, end in zip(quotes, ends, strict=True))
    return replace(article, text=" ".join(quotes), sentences=tuple(spans))
