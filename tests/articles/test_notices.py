"""Corrections and retractions of an outlet's own, and what only sounds like them."""

import pytest

from bot.articles.notices import notice_of
from bot.news import Amendment
from tests.articles import fiction

_BODY = "\n\n".join(fiction.BODY)

_CORRECTIONS = [
    "Correction: An earlier version of this article gave the number of homes as 340. It is 240.",
    "Corrections & clarifications: the tunnel is four kilometres long, not five.",
    "Correction (12 May): the tunnel is four kilometres long, not five.",
    "Clarification: the ferry belongs to the city, not to the county.",
    "This article was amended on 12 May to correct the name of the road office.",
    "An earlier version of this article misstated the age of the bridge.",
    "Editor's note: An earlier version of this story said that nine piers had cracked.",
    "(This story has been corrected to show that the bridge has nine piers.)",
    "This story was updated on 3 March to correct the name of a diver.",
    "Korrektur: Die Brücke hat neun Pfeiler, nicht acht.",
    "In einer früheren Version dieses Artikels hieß es, die Brücke habe acht Pfeiler.",
    "Anm. d. Red.: In einer früheren Version hieß es, die Brücke habe acht Pfeiler.",
    "Rectificatif : le pont compte neuf piles, et non huit.",
    "Une version précédente de cet article donnait un autre chiffre.",
    "Fe de errores: el puente tiene nueve pilares y no ocho.",
    "Una versión anterior de este artículo daba otra cifra.",
    "Errata: a ponte tem nove pilares, e não oito.",
    "Errata corrige: il ponte ha nove piloni e non otto.",
    "Rectificatie: de brug heeft negen pijlers, geen acht.",
    "In een eerdere versie van dit artikel stond een ander getal.",
    "Исправление: у моста девять опор, а не восемь.",
    "В предыдущей версии статьи было указано другое число.",
    "Sprostowanie: most ma dziewięć filarów, a nie osiem.",
    "We wcześniejszej wersji tego artykułu podano inną liczbę.",
]
_RETRACTIONS = [
    "Editor's note: this story has been retracted.",
    "Editor’s note: This report has been withdrawn, since its source was forged.",
    "RETRACTED: the piers are whole.",
    "Retraction: this report has been withdrawn.",
    "This article has been retracted.",
    "The Harbour Post has retracted this article.",
    "Dieser Artikel wurde zurückgezogen.",
    "Cet article a été retiré.",
    "Este artículo ha sido retirado.",
]
_NEWS = [
    "A stock market correction is near, analysts say.",
    "Correction officers went on strike at three prisons on Monday.",
    "The Department of Corrections said: two guards were hurt.",
    "Corrections officials said on Monday: no one is to leave.",
    "He retracted his statement on Tuesday.",
    "The study was retracted after its data had proved false.",
    "This study has been retracted by the journal.",
    "This article has been retracted, the journal said of the study.",
    "This report was withdrawn by the ministry in March.",
    "An earlier version of the bill misstated the tax.",
    "An earlier version of this article appeared in the Harbour Review.",
    "This article was amended in 1949 and has stood in the constitution since.",
    "Update: the bridge is open again.",
    "This is a developing story and will be updated.",
    "This story has been updated with the mayor's answer.",
    "Editor's note: the author is a member of the rowing club.",
    '"This article was corrected on Monday," the magazine wrote of its own report.',
    "Die Korrektur an der Börse ging am Montag weiter.",
    "La corrección de los precios siguió el lunes.",
    "Корректировка цен продолжилась в понедельник.",
]


@pytest.mark.parametrize("words", _CORRECTIONS)
def test_a_correction_is_found_at_either_end(words: str) -> None:
    first, last = (
        notice_of("Bridge", text, "en") for text in (f"{words}\n\n{_BODY}", f"{_BODY}\n\n{words}")
    )

    assert first is not None
    assert (first.amendment, first.words) == (Amendment.CORRECTED, words)
    assert last == first


@pytest.mark.parametrize("words", _RETRACTIONS)
def test_a_retraction_is_found(words: str) -> None:
    notice = notice_of("Bridge", f"{words}\n\n{_BODY}", None)

    assert notice is not None
    assert (notice.amendment, notice.words) == (Amendment.RETRACTED, words)


@pytest.mark.parametrize("words", _NEWS)
def test_what_others_corrected_or_withdrew_is_news(words: str) -> None:
    assert notice_of(words, f"{words}\n\n{_BODY}\n\n{words}", "en") is None


def test_a_headline_alone_can_retract() -> None:
    notice = notice_of("RETRACTED: Bridge closed", _BODY, "en")

    assert notice is not None
    assert (notice.amendment, notice.words) == (Amendment.RETRACTED, "RETRACTED: Bridge closed")


def test_a_retraction_outweighs_a_correction() -> None:
    notice = notice_of("Bridge", f"{_CORRECTIONS[0]}\n\n{_BODY}\n\n{_RETRACTIONS[0]}", "en")

    assert notice is not None
    assert notice.amendment is Amendment.RETRACTED


def test_the_middle_of_an_article_is_not_searched() -> None:
    assert notice_of("Bridge", f"{_BODY}\n\n{_CORRECTIONS[0]}\n\n{_BODY}", "en") is None


def test_a_long_notice_is_cut_at_a_word() -> None:
    text = "Correction: " + "piers " * 200

    notice = notice_of("Bridge", text, "en")

    assert notice is not None
    assert len(notice.words) <= 400
    assert notice.words in text
    assert notice.words.endswith("piers")


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "part",
    ["(", "a", "\n\n", "Correction ", "Editor's note: ", "An earlier version of this article "],
)
def test_a_megabyte_of_hostile_text_is_read_in_time(part: str) -> None:
    hostile = part * (1_000_000 // len(part))

    assert notice_of(hostile, hostile, "en") is None
