"""What Discord shows of questions and answers: pure, and held against a reader of its markdown."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fronts.discord.answering.answers import (
    closed,
    draft,
    final,
    is_first,
    looking,
    new,
    nonce,
    thread_name,
    waiting,
)
from bot.fronts.discord.answering.packing import Piece, packed
from bot.fronts.discord.escaping import size
from bot.fronts.words import words_for
from bot.news import (
    Answer,
    ChannelId,
    Citation,
    GuildId,
    MessageId,
    Posted,
    Question,
    QuestionId,
    Statement,
)
from tests.fronts.desk import HOSTILE
from tests.fronts.discord.asking import (
    ASKED,
    NOON,
    SAYS,
    WHY,
    answer_of,
    citation_of,
    courier,
    long_answer,
    posted,
    question_of,
)
from tests.fronts.discord.markdown import LINK, read
from tests.fronts.discord.markdown import Piece as Read
from tests.fronts.discord.test_escaping import ANYTHING, MARKUP

ENGLISH = words_for(None)

ME = 77
DEEP = "https://harbourpost.example/ferry#:~:text=The%20last%20ferry%20to,Sunday%20before%20the%20storm"
COURIER = "https://courier.example/pier"
OURS = {"quote", "bold", "small print", "bullet", "link", "time", "text"}


def content(question: Question, answer: Answer) -> str:
    """What the one message of an answer says."""
    [body] = final(ENGLISH, question, answer)
    return str(body["content"])


def links(text: str) -> list[tuple[str, str]]:
    """The links in a text: label and address."""
    found = [LINK.fullmatch(piece.words) for piece in read(text) if piece.kind == "link"]
    return [(link[1], link[2]) for link in found if link]


def buttons(body: dict[str, Any]) -> list[tuple[str, str]]:
    """The buttons under a message: what they say and what they carry."""
    return [
        (button["label"], button["custom_id"])
        for row in body["components"]
        for button in row["components"]
    ]


def reply_of(**changes: object) -> Question:
    """A question whose own message is answered."""
    return question_of(message_id=MessageId(99), **changes)


def test_each_sentence_is_followed_by_links_to_the_words_that_prove_it() -> None:
    shown = content(reply_of(), answer_of())

    statements, sources, made = shown.split("\n")
    assert links(statements) == [
        ("[1]", DEEP),
        ("[2]", f"{COURIER}#:~:text=The%20pier%20failed%20its%20inspection%20in%20October"),
    ]
    assert statements.startswith(f"{SAYS} [[1]](")
    assert links(sources) == [
        ("The Harbour Post", "https://harbourpost.example/ferry"),
        ("Skerry Courier", COURIER),
    ]
    assert sources.startswith("-# \\[1\\] [The Harbour Post](")
    assert made == "-# Quoted from the articles; no model was asked"


def test_the_same_sentence_has_the_same_number() -> None:
    one, other = citation_of(), citation_of("No other ferry sails.")
    answer = answer_of(Statement("A.", (one, other)), Statement("B.", (other, one)))

    shown = content(reply_of(), answer)

    first, sources, _ = shown.split("\n")
    assert [label for label, _ in links(first)] == ["[1]", "[2]", "[2]", "[1]"]
    assert sources == "-# \\[1\\]\\[2\\] [The Harbour Post](https://harbourpost.example/ferry)"


def test_a_list_keeps_its_lines() -> None:
    items = [Statement(f"- It is number {n}.", (citation_of(),)) for n in range(3)]
    answer = answer_of(Statement("There are three:", (citation_of(),)), *items,
                       Statement("That is all.", (citation_of(),)))  # fmt: skip

    lines = content(reply_of(), answer).split("\n")

    kinds = [read(line)[0].kind for line in lines]
    assert kinds == ["text", *["bullet"] * 3, "text", "small print", "small print"]


def test_a_model_is_named_with_what_was_done_about_it() -> None:
    answer = answer_of(writer="small-model", note="translated")

    made = content(reply_of(), answer).split("\n")[-1]

    assert made == (
        "-# Written by small-model; each sentence was checked against the words that it links to; "
        "translated"
    )


def test_a_refusal_offers_the_nearest_passages() -> None:
    answer = Answer(near=(citation_of(), courier()), note="the budget of this hour is spent")

    shown = content(reply_of(), answer).split("\n")

    assert shown[0] == "The coverage does not say."
    assert shown[2].startswith(f"- “{SAYS}” [The Harbour Post](")
    assert links(shown[2]) == [("The Harbour Post", DEEP)]
    assert shown[3].startswith(f"- “{WHY}” [Skerry Courier](")
    assert shown[4] == "-# the budget of this hour is spent"
    assert len(shown) == 5


def test_a_refusal_without_anything_near_is_one_line() -> None:
    assert content(reply_of(), Answer()) == "The coverage does not say."


def test_a_question_that_nobody_sees_is_quoted() -> None:
    question = question_of(name="*Nora*", text=f"**Why?** {'x ' * 500}")

    first, *_ = content(question, answer_of()).split("\n")

    assert first.startswith("> **\\*Nora\\*** asks: \\*\\*Why?\\*\\* ")
    assert size(first) <= 400


@pytest.mark.parametrize("changes", [{}, {"message_id": MessageId(99), "starts": MessageId(5)}])
def test_what_stands_elsewhere_is_quoted_and_not_replied_to(changes: dict[str, Any]) -> None:
    question = question_of(**changes)

    body = new(looking(ENGLISH, question), question, first=True)

    assert "message_reference" not in body
    assert body["content"].startswith("> **Nora** asks: Why did")


def test_a_message_that_asks_is_replied_to_and_not_quoted() -> None:
    body = new(looking(ENGLISH, reply_of()), reply_of(), first=True)

    assert body["message_reference"] == {"message_id": "99", "fail_if_not_exists": False}
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert body["flags"] == 1 << 2
    assert body["content"] == "Looking into it …"


def test_while_an_answer_is_owed_it_can_be_cancelled() -> None:
    question = question_of()
    bodies = (
        looking(ENGLISH, question),
        waiting(ENGLISH, question, 2),
        draft(ENGLISH, question, "The"),
    )

    assert [buttons(body) for body in bodies] == [[("Cancel", "nd:cancel:7")]] * 3
    assert buttons(closed(ENGLISH, question, "Cancelled.")) == []
    assert buttons(final(ENGLISH, question, answer_of())[0]) == []


def test_how_many_come_first_is_said() -> None:
    assert "\n2 questions are" in waiting(ENGLISH, question_of(), 2)["content"]
    assert "\nOne question is" in waiting(ENGLISH, question_of(), 1)["content"]
    assert waiting(ENGLISH, question_of(), 0) == looking(ENGLISH, question_of())


def test_after_a_failure_a_button_asks_again_and_the_time_is_told() -> None:
    again_at = NOON + timedelta(minutes=1)
    answer = answer_of(again_at=again_at, note="the model did not answer")

    [body] = final(ENGLISH, question_of(), answer)

    assert buttons(body) == [("Ask again", "nd:again:7")]
    assert body["content"].endswith(f"; ask again <t:{int(again_at.timestamp())}:R>")


def test_words_that_come_in_are_marked_as_unchecked() -> None:
    body = draft(ENGLISH, reply_of(), "The ferry stopped.\n- One\n- Two")

    assert body["content"] == (
        "The ferry stopped.\n- One\n- Two\n-# being written, not checked yet"
    )


def test_of_long_drafts_the_beginning_is_shown() -> None:
    body = draft(
        ENGLISH, reply_of(), "\n".join(f"Row {number} of many rows." for number in range(500))
    )

    assert body["content"].startswith("Row 0 of many rows.\nRow 1 ")
    assert body["content"].endswith("of many rows. …\n-# being written, not checked yet")
    assert 1_900 < size(body["content"]) <= 2_000


def test_a_long_answer_is_parted_between_sentences() -> None:
    answer = long_answer()

    bodies = final(ENGLISH, question_of(), answer)

    texts = [body["content"] for body in bodies]
    assert len(texts) > 1
    assert all(size(text) <= 2_000 for text in texts)
    assert texts[0].startswith("> **Nora** asks: ")
    for number in range(12):
        assert sum(f"Sentence {number} says" in text for text in texts) == 1
    assert sum(len(links(text)) for text in texts) == 12 + 1
    assert all(read(text)[-1].kind in {"link", "text"} for text in texts)
    assert [buttons(body) for body in bodies[1:]] == [[]] * (len(bodies) - 1)


def test_pieces_are_never_cut() -> None:
    pieces = [Piece("abc"), Piece("def"), Piece("ghi", "\n-# ", "-# "), Piece("jkl", " · ", "-# ")]

    assert packed(pieces, limit=14) == ("abc def\n-# ghi", "-# jkl")
    assert packed(pieces, limit=8) == ("abc def", "-# ghi", "-# jkl")
    assert packed([]) == ()


def test_a_list_that_is_parted_goes_on_as_a_list() -> None:
    items = [Statement(f"- {'word ' * 60}{n}.", (citation_of(),)) for n in range(12)]

    bodies = final(ENGLISH, reply_of(), answer_of(*items))

    assert len(bodies) > 1
    assert [read(body["content"])[0].kind for body in bodies[:-1]] == ["bullet"] * (len(bodies) - 1)


@pytest.mark.parametrize(
    ("url", "card", "leads_to"),
    [
        ("javascript:alert(1)", posted(), "https://discord.com/channels/4/55/66"),
        ("http://localhost/a", posted(), "https://discord.com/channels/4/55/66"),
        ("https://a.example/" + "x" * 400, posted(), "https://discord.com/channels/4/55/66"),
        ("javascript:alert(1)", posted(GuildId(8)), None),
        ("javascript:alert(1)", Posted(None, ChannelId(55), MessageId(66)), None),
        ("javascript:alert(1)", None, None),
    ],
)
def test_where_an_article_cannot_be_linked_its_card_of_this_guild_is(
    url: str, card: Posted | None, leads_to: str | None
) -> None:
    answer = answer_of(Statement("A.", (citation_of(url=url, posted=card),)))

    shown = content(reply_of(), answer)

    assert {address for _, address in links(shown)} == ({leads_to} if leads_to else set())
    assert "1" in shown


def test_without_links_nothing_leads_anywhere() -> None:
    [body] = final(ENGLISH, reply_of(), answer_of(), plain=True)

    assert links(body["content"]) == []
    assert body["content"].startswith(f"{SAYS} \\[1\\] {WHY} \\[2\\]\n-# ")


@pytest.mark.parametrize("words", [*HOSTILE, *MARKUP])
def test_nothing_from_outside_is_obeyed(words: str) -> None:
    cited = citation_of(words, outlet=words, title=words)
    answer = answer_of(Statement(f"{words} x", (cited,)), Statement(f"- {words}", (cited,)),
                       writer=words, note=words)  # fmt: skip
    question = question_of(text=words, name=words)
    bodies = [
        *final(ENGLISH, question, answer),
        *final(ENGLISH, question, Answer(near=(cited,), note=words)),
        draft(ENGLISH, question, f"{words}\n{words}"),
        closed(ENGLISH, question, words),
        looking(ENGLISH, question),
    ]

    for body in bodies:
        assert {piece.kind for piece in read(body["content"])} <= OURS
        assert all(address.startswith("https://harbourpost.example/ferry")
                   for _, address in links(body["content"]))  # fmt: skip
        assert 0 < size(body["content"]) <= 2_000


CITED = st.builds(
    citation_of,
    ANYTHING,
    url=st.sampled_from(
        ["https://a.example/b", "http://x", "javascript:1", "https://a.example/()"]
    ),
    outlet=ANYTHING,
    title=ANYTHING,
    posted=st.none() | st.just(posted()),
)
STATEMENTS = st.builds(
    Statement, ANYTHING | ANYTHING.map("- {}".format), st.lists(CITED, max_size=5).map(tuple)
)


@settings(max_examples=150)
@given(
    statements=st.lists(STATEMENTS, max_size=14).map(tuple),
    near=st.lists(CITED, max_size=4).map(tuple),
    words=ANYTHING,
    plain=st.booleans(),
)
def test_whatever_is_answered_can_be_posted(
    statements: tuple[Statement, ...], near: tuple[Citation, ...], words: str, *, plain: bool
) -> None:
    answer = Answer(statements=statements, near=near, note=words, writer=words)

    bodies = final(ENGLISH, question_of(text=words, name=words), answer, plain=plain)

    assert all(0 < size(body["content"].strip()) <= 2_000 for body in bodies)
    kinds = {piece.kind for body in bodies for piece in read(body["content"])}
    assert kinds <= OURS


@given(ANYTHING)
def test_whatever_is_written_can_be_shown(words: str) -> None:
    body = draft(ENGLISH, reply_of(), words)

    assert 0 < size(body["content"]) <= 2_000
    assert {piece.kind for piece in read(body["content"])} <= OURS


def test_the_nonce_belongs_to_a_question_and_a_message() -> None:
    question = question_of()
    other = replace(question, id=QuestionId(8))
    later = replace(question, asked_at=NOON + timedelta(seconds=1))

    marks = {
        nonce(question),
        nonce(other),
        nonce(later),
        nonce(question, "a"),
        nonce(question, "b"),
    }

    assert len(marks) == 5
    assert all(len(mark) <= 25 for mark in marks)
    assert nonce(question) == nonce(replace(question, edition=2, attempts=4))


@pytest.mark.parametrize(
    ("message", "is_ours"),
    [
        ({"components": looking(ENGLISH, question_of())["components"]}, True),
        ({"components": looking(ENGLISH, question_of(id=QuestionId(70)))["components"]}, False),
        ({"components": []}, False),
        ({"components": [{"components": [1, {}]}, 2]}, False),
        ({}, False),
    ],
)
def test_the_first_message_is_known_by_its_button(
    message: dict[str, Any], *, is_ours: bool
) -> None:
    assert is_first({"author": {"id": "77"}, **message}, question_of(), author=ME) is is_ours
    assert not is_first({"author": {"id": "78"}, **message}, question_of(), author=ME)


def test_the_first_message_is_known_by_what_it_replies_to() -> None:
    message = {"author": {"id": "77"}, "message_reference": {"message_id": "99"}, "components": []}

    assert is_first(message, reply_of(), author=ME)
    assert not is_first(message, reply_of(starts=MessageId(3)), author=ME)
    assert not is_first(message, replace(reply_of(), message_id=MessageId(98)), author=ME)


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ({"embeds": [{"title": "Ferry \\*stops\\*"}]}, "Ferry *stops*"),
        ({"embeds": [{"title": "\\\\o/ it sails"}]}, "\\o/ it sails"),
        ({"embeds": []}, ASKED),
        ({"embeds": [{"url": "https://a.example/"}]}, ASKED),
        ({"embeds": [{"title": "\u200b"}]}, ASKED),
        (None, ASKED),
    ],
)
def test_a_thread_is_called_by_its_card_or_by_what_is_asked(message: object, name: str) -> None:
    assert thread_name(ENGLISH, question_of(), message) == name


@pytest.mark.parametrize("text", ["x" * 500, "word " * 100, "😀" * 200, "\u200b", ""])
def test_a_thread_always_has_a_name_that_discord_takes(text: str) -> None:
    assert 1 <= size(thread_name(ENGLISH, question_of(text=text), None)) <= 100


def test_the_tests_reader_sees_the_links() -> None:
    assert read("[[1]](https://a.example/)") == [Read("link", "[[1]](https://a.example/)")]
