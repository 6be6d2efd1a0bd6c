"""Notices that an outlet prints in a box, where extractors see furniture."""

import pytest

from bot.articles.assembling import assemble_page
from bot.articles.reading import read_page
from bot.news import Amendment, Notice
from tests.articles import fiction
from tests.articles.test_assembling import _NOW

CORRECTION = (
    "Correction: An earlier version of this article misstated the number of piers. There are nine."
)
RETRACTION = "Editor's note: This article has been retracted, since its documents were forged."
TEXT = "".join(f"<p>{line}</p>" for line in (*fiction.BODY, fiction.AFTER_ADVERT))


def told(inside: str, *, before: str = "", after: str = "") -> Notice | None:
    """What is found of an outlet's mistake on a page with this in, or around, its article."""
    body = f"{before}<article><h1>{fiction.TITLE}</h1>{TEXT}{inside}</article>{after}"
    reading = read_page(fiction.page(body), url=fiction.URL)
    article = assemble_page(fiction.URL, reading, now=_NOW)

    assert all(line in reading.paragraphs for line in fiction.BODY)
    return article.notice


@pytest.mark.parametrize(
    "box",
    [
        "<aside class='correction'><p>{}</p></aside>",
        "<aside>{}</aside>",
        "<footer><small>{}</small></footer>",
        "<footer><p><em>{}</em></p></footer>",
        "<div>{}</div>",
        "<div class='article-note'><span>{}</span></div>",
        "<section><div><h4>Note</h4><p>{}</p></div></section>",
    ],
)
def test_a_notice_in_a_box_is_found(box: str) -> None:
    assert told(box.format(CORRECTION)) == Notice(Amendment.CORRECTED, CORRECTION)
    assert told(box.format(RETRACTION)) == Notice(Amendment.RETRACTED, RETRACTION)


def test_a_notice_that_the_text_has_already_is_not_told_twice() -> None:
    body = f"<article><h1>{fiction.TITLE}</h1>{TEXT}<p>{CORRECTION}</p></article>"

    reading = read_page(fiction.page(body), url=fiction.URL)

    assert " ".join(reading.paragraphs).count("misstated the number of piers") == 1


@pytest.mark.parametrize(
    ("inside", "after"),
    [
        ("", f"<aside><p>{CORRECTION}</p></aside>"),  # of some other article
        ("", f"<footer><p>{CORRECTION}</p></footer>"),
        (f"<aside><a href='/other'>{CORRECTION}</a></aside>", ""),  # another article's headline
        (f"<aside><a href='/other'><span>{CORRECTION}</span></a></aside>", ""),
        (f"<nav><ul><li>{CORRECTION}</li></ul></nav>", ""),
        (f"<aside hidden><p>{CORRECTION}</p></aside>", ""),  # nobody sees it
        ("".join(f"<aside>{CORRECTION} {n}</aside>" for n in range(5)), ""),  # a list of them
        ("<aside><p>The ministry published a correction on Monday.</p></aside>", ""),
        (f"<aside><p>{CORRECTION} {'More. ' * 400}</p></aside>", ""),  # no note is so long
    ],
)
def test_what_is_not_the_articles_own_notice_is_left_alone(inside: str, after: str) -> None:
    assert told(inside, after=after) is None


def test_without_one_article_nothing_is_looked_for() -> None:
    two = f"<article><p>{fiction.TEASERS[0]}</p></article>" * 2
    body = f"<div><h1>{fiction.TITLE}</h1>{TEXT}</div>{two}<aside>{CORRECTION}</aside>"

    reading = read_page(fiction.page(body), url=fiction.URL)

    assert not any("misstated" in line for line in reading.paragraphs)


def test_hostile_boxes_are_no_notice_and_leave_the_article_alone() -> None:
    nested = "<div><span>Correction: </span>" * 200 + "</div>" * 200
    flat = f"<div>{'Correction: no ' * 20}</div>" * 9_000
    body = f"<article><h1>{fiction.TITLE}</h1>{TEXT}{nested}{flat}</article>"

    reading = read_page(fiction.page(body), url=fiction.URL)

    assert all(line in reading.paragraphs for line in fiction.BODY)
