"""A tag is believed as far as the words bear it out."""

import pytest

from bot.writing.tongue import believed

ENGLISH = (
    "The council of Wendmouth voted on Tuesday to close the tram line for eleven weeks, and the "
    "buses that run instead will carry bicycles free of charge."
)
GERMAN = (
    "Der Rat von Wendmünde hat am Dienstag beschlossen, die Straßenbahn für elf Wochen "
    "stillzulegen; die Busse, die stattdessen fahren, nehmen Fahrräder kostenlos mit."
)
DUTCH = (
    "De gemeenteraad van Wendmond besloot dinsdag de tramlijn elf weken te sluiten, en de bussen "
    "die in plaats daarvan rijden, nemen de fietsen van reizigers gratis mee."
)
CHINESE = (
    "文德茅斯市议会星期二投票决定关闭有轨电车线路十一个星期，代替运行的公共汽车将免费运送自行车。"
)


@pytest.mark.parametrize(
    ("tag", "text", "language"),
    [
        ("en", ENGLISH, "en"),
        ("en-GB", ENGLISH, "en-GB"),
        ("de", ENGLISH, "en"),
        (None, ENGLISH, "en"),
        ("de", GERMAN, "de"),
        ("en", GERMAN, None),
        (None, GERMAN, None),
        ("nl", DUTCH, "nl"),
        ("en", DUTCH, None),
        ("zh", CHINESE, "zh"),
        ("en", CHINESE, None),
        ("fr", GERMAN, "fr"),  # beyond English nobody knows better
        ("de", "Too short to tell.", "de"),
        (None, "", None),
    ],
)
def test_a_language_is_what_tag_and_words_can_both_mean(
    tag: str | None, text: str, language: str | None
) -> None:
    assert believed(tag, text) == language
