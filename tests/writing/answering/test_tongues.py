"""The language of a question is known by its script or its small words, or it is not known."""

import pytest

from bot.writing.answering.tongues import tongue_of


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("What did the mayor say?", "en"),
        ("Who won?", "en"),
        ("Was kostet das?", "de"),
        ("Warum denn?", "de"),
        ("Qui a gagné le vote ?", "fr"),
        ("¿Qué dijo la alcaldesa?", "es"),
        ("Quanto custou a barreira?", "pt"),
        ("Chi ha vinto?", "it"),
        ("Wat kost de dam?", "nl"),
        ("Hvad sagde borgmesteren?", "da"),
        ("Что сказал мэр?", "ru"),
        ("Коли це сталося в місті?", "uk"),
        ("他说了什么？", "zh"),
        ("市長は何を言いましたか", "ja"),
        ("시장은 무엇을 말했나", "ko"),
        ("ماذا قالت العمدة؟", "ar"),
        ("Τι είπε η δήμαρχος;", "el"),
    ],
)
def test_a_language_is_known_by_few_words(text: str, tongue: str) -> None:
    assert tongue_of(text) == tongue


@pytest.mark.parametrize("text", ["", "Ada Moss?", "9,000,000", "😀😀", "in in in", "Tern Bay"])
def test_a_language_that_the_words_do_not_tell_is_not_guessed(text: str) -> None:
    assert tongue_of(text) is None


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert tongue_of("What did Xi Jinping (习近平) say about the harbour?") == "en"
