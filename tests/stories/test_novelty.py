"""What is news to a story, and what only says in other words what it has said."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.news import Amendment, Article, ArticleId, Candidate, Notice
from bot.stories.novelty import edit_tells_news, tells_news
from bot.stories.terms import TermCounts
from bot.terms import terms

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

FIRE = (
    "Fire at Quay Street warehouse kills three",
    (
        "Three people died when a fire tore through a paper warehouse on Quay Street in "
        "Alderhaven on Friday night. Some 40 firefighters fought the flames until dawn. The cause "
        "is not known yet, fire chief Petra Okoro said. The warehouse belongs to the family firm "
        "Brandt Paper, which employs 120 people. Residents were told to keep their windows shut."
    ),
)
VOTE = (
    "Council approves flood barrier for Tern Bay",
    (
        "The harbour council of Tern Bay approved a flood barrier on Friday. Mayor Ada Moss said "
        "the barrier would protect the fish market from the sea, and that work would begin in the "
        "spring. It will cost 60 million crowns. Fishermen fear for the herring fleet, and some "
        "left the hall in protest before the vote. The opposition spoke of a monument to the "
        "mayor."
    ),
)
AUDIT = (
    "Auditors find holes in Harrow Bank's books",
    (
        "Auditors have found holes in the books of Harrow Bank, the lender said on Tuesday. Loans "
        "worth 900 million crowns had been counted twice, the report says. Chief executive Lorne "
        "Vask said that he would stay and put things right. Shares in the bank fell by a fifth. "
        "The regulator said that it was following the matter closely, and customers need not "
        "worry."
    ),
)

NEWS = [
    (
        FIRE,
        "Death toll in warehouse fire rises to seven",
        (
            "The number of people killed in the fire at a paper warehouse on Quay Street in "
            "Alderhaven has risen to seven. Four bodies were found on Saturday under the fallen "
            "roof."
        ),
    ),
    (
        FIRE,
        "Warehouse fire: 7 dead",
        (
            "The fire in the Quay Street warehouse in Alderhaven has killed 7 people, fire chief "
            "Petra Okoro said. Firefighters fought the flames until dawn."
        ),
    ),
    (
        FIRE,
        "Man arrested over Quay Street warehouse fire",
        (
            "Police have arrested a man of 34 on suspicion of arson after the fire at the Quay "
            "Street warehouse in Alderhaven. Detectives searched his flat and seized two cans of "
            "petrol."
        ),
    ),
    (
        FIRE,
        "Brandt Paper files for bankruptcy after fire",
        (
            "Brandt Paper, whose warehouse on Quay Street burnt down, filed for bankruptcy at the "
            "court of Alderhaven. All jobs are lost, the administrator told the workers in a "
            "letter."
        ),
    ),
    (
        FIRE,
        "Faulty heater caused Quay Street fire, investigators say",
        (
            "An electric heater with a broken switch caused the fire at the Quay Street "
            "warehouse, investigators told a news conference. Prosecutors ruled out arson."
        ),
    ),
    (
        VOTE,
        "Court halts Tern Bay flood barrier",
        (
            "The administrative court has stopped work on the flood barrier in Tern Bay after a "
            "lawsuit by the herring fishermen. Judges ruled that environmental studies were "
            "missing."
        ),
    ),
    (
        VOTE,
        "Mayor Moss resigns over barrier contract",
        (
            "Ada Moss has resigned as mayor of Tern Bay. Her brother's company was to supply "
            "concrete for the flood barrier, documents published by a whistleblower show."
        ),
    ),
    (
        VOTE,
        "Flood barrier will cost 95 million crowns, council admits",
        (
            "The flood barrier for Tern Bay will cost 95 million crowns, the council admitted. "
            "Mayor Ada Moss said that work would still begin in the spring."
        ),
    ),
    (
        VOTE,
        "Residents demand referendum on Tern Bay barrier",
        (
            "Opponents of the flood barrier in Tern Bay have collected 8,000 signatures for a "
            "referendum. The clerk must now verify the petition within a month."
        ),
    ),
    (
        AUDIT,
        "Harrow Bank chief Vask steps down",
        (
            "Lorne Vask has stepped down as chief executive of Harrow Bank with immediate effect. "
            "The supervisory board named finance director Inge Solberg as his interim successor."
        ),
    ),
    (
        AUDIT,
        "Prosecutors raid Harrow Bank headquarters",
        (
            "Prosecutors and detectives searched the headquarters of Harrow Bank at dawn and "
            "carried away computers. Two former managers are suspected of fraud."
        ),
    ),
    (
        AUDIT,
        "Government rescues Harrow Bank",
        (
            "The finance ministry will take over Harrow Bank and guarantee all deposits, minister "
            "Oda Lindqvist announced. Trading in the shares was suspended."
        ),
    ),
]

PARAPHRASES = [
    (
        FIRE,
        "Three dead in Alderhaven warehouse blaze",
        (
            "A fire at a paper warehouse in Alderhaven has killed three people. It broke out on "
            "Quay Street on Friday night, and around 40 firefighters needed until dawn to put out "
            "the flames."
        ),
    ),
    (
        FIRE,
        "Three people killed in fire at paper warehouse",
        (
            "Three people have died in a fire at a warehouse on Quay Street in Alderhaven. The "
            "cause of the fire was not yet known, said fire chief Petra Okoro."
        ),
    ),
    (
        FIRE,
        "Alderhaven: warehouse of Brandt Paper burns down, three die",
        (
            "Three people died on Friday night when the warehouse of the family firm Brandt Paper "
            "on Quay Street went up in flames. Firefighters worked until dawn."
        ),
    ),
    (
        FIRE,
        "Deadly fire on Quay Street",
        (
            "Flames tore through the warehouse of Brandt Paper on Friday night, and three people "
            "died. Residents of Quay Street were asked to keep windows shut."
        ),
    ),
    (
        VOTE,
        "Tern Bay votes for flood barrier",
        (
            "The council in Tern Bay voted for a flood barrier on Friday. Mayor Ada Moss said it "
            "would protect the fish market, while fishermen fear for the herring."
        ),
    ),
    (
        VOTE,
        "Tern Bay to build 60-million flood barrier",
        (
            "Tern Bay will build a flood barrier for 60 million crowns. The harbour council "
            "approved the plan of mayor Ada Moss on Friday; work begins in the spring."
        ),
    ),
    (
        VOTE,
        "Fishermen leave hall as Tern Bay approves barrier",
        (
            "Fishermen left the hall in protest on Friday as the harbour council of Tern Bay "
            "approved the flood barrier. They fear for their herring fleet."
        ),
    ),
    (
        VOTE,
        "Barrier approved",
        "Tern Bay gets its flood barrier: the council approved it on Friday.",
    ),
    (
        AUDIT,
        "Harrow Bank counted loans twice, auditors say",
        (
            "Harrow Bank counted loans worth 900 million crowns twice, according to a report of "
            "its auditors. Chief executive Lorne Vask wants to stay."
        ),
    ),
    (
        AUDIT,
        "Shares in Harrow Bank fall after auditors' report",
        (
            "Shares in Harrow Bank fell by a fifth on Tuesday after auditors found holes in its "
            "books. The regulator is following the matter."
        ),
    ),
    (
        AUDIT,
        "Harrow Bank: holes in the books",
        (
            "The books of Harrow Bank have holes: loans worth 900 million crowns were counted "
            "twice, auditors found. Vask, the chief executive, said he would put things right."
        ),
    ),
]

OTHER_LANGUAGES = [
    (
        ("Bürgermeisterin Moss unter Druck", "Die Opposition kritisiert Bürgermeisterin Ada Moss."),
        "Bürgermeisterin Moss zurückgetreten",
    ),
    (
        ("Perquisition chez Harrow", "Le parquet a fouillé les bureaux de la banque Harrow."),
        "Le patron de Harrow inculpé",
    ),
    (
        ("Fuego en el puerto", "Un incendio destruyó un almacén en el puerto de Alder."),
        "Muere un bombero en el fuego del puerto",
    ),
]


def article(told: tuple[str, str]) -> Article:
    title, text = told
    return Article(
        url="https://harbour.example/1",
        canonical_url="https://harbour.example/1",
        title=title,
        published_at=NOON,
        source="The Harbour Post",
        text=text,
    )


def candidate(title: str, text: str = "") -> Candidate:
    return Candidate(
        article_id=ArticleId(2),
        title=title,
        text=text,
        url="https://courier.example/2",
        published_at=NOON,
        source="Tern Courier",
    )


def counted() -> TermCounts:
    counts = TermCounts()
    for title, text in (FIRE, VOTE, AUDIT):
        counts.add(terms(f"{title} {text}"))
    return counts


@pytest.mark.parametrize(("known", "title", "text"), NEWS)
def test_what_has_happened_since_is_news(known: tuple[str, str], title: str, text: str) -> None:
    assert tells_news(candidate(title, text), [article(known)], counted())


@pytest.mark.parametrize(("known", "title", "text"), PARAPHRASES)
def test_the_same_in_another_outlets_words_is_no_news(
    known: tuple[str, str], title: str, text: str
) -> None:
    assert not tells_news(candidate(title, text), [article(known)], counted())


@pytest.mark.parametrize(("known", "title"), OTHER_LANGUAGES)
def test_a_turn_of_events_is_news_in_other_languages(known: tuple[str, str], title: str) -> None:
    assert tells_news(candidate(title, known[1]), [article(known)], counted())


def test_what_any_article_of_the_story_has_told_is_no_news() -> None:
    told = [article(FIRE), article(NEWS[0][1:]), article(NEWS[2][1:])]

    assert not tells_news(candidate("Arrest after fire killed seven"), told, counted())


def test_news_is_no_news_the_second_time() -> None:
    for known, title, text in NEWS:
        first = candidate(title, text)

        assert not tells_news(first, [article(known), first], counted())


@pytest.mark.parametrize(
    "title",
    [
        "Fire at Quay Street warehouse in 2026",
        "Fire at Quay Street warehouse: live from 14:30",
        "FIRE at Quay Street warehouse kills three!",
    ],
)
def test_years_times_and_capitals_are_no_news(title: str) -> None:
    assert not tells_news(candidate(title, FIRE[1]), [article(FIRE)], counted())


def test_a_number_is_the_same_with_either_mark_between_its_thousands() -> None:
    known = article(("Petition in Tern Bay", "Some 8,000 people signed it in Tern Bay."))

    assert not tells_news(candidate("Petition in Tern Bay: 8.000 signed it"), [known], counted())


def test_an_article_without_words_tells_no_news() -> None:
    assert not tells_news(candidate("", ""), [article(FIRE)], counted())
    assert not tells_news(candidate("…", "!"), [], TermCounts())


@pytest.mark.parametrize(
    "text", ["1." * 500_000, "a. " * 330_000, "arrest" * 160_000, "\n" * 10**6]
)
def test_a_hostile_megabyte_takes_no_time(text: str) -> None:
    hostile = article((text, text))

    assert tells_news(hostile, [hostile] * 3, counted()) is False
    assert edit_tells_news(hostile, hostile, (), counted()) is False


BEFORE = article(VOTE)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        replace(BEFORE, title=VOTE[0].upper() + "."),
        replace(BEFORE, text=VOTE[1].replace("monument", "monumment")),
        replace(BEFORE, text=VOTE[1].replace(". ", ".\n\n ")),
        replace(BEFORE, text=VOTE[1] + " Last updated 3 hours ago."),
        replace(BEFORE, text=VOTE[1].replace("in protest before the vote", "before the vote")),
        replace(BEFORE, image="https://harbour.example/other.jpg", byline="Tam Brook"),
    ],
)
def test_what_is_mended_in_an_article_is_no_news(after: Article) -> None:
    assert not edit_tells_news(BEFORE, after, ["It will cost 60 million crowns."], counted())


@pytest.mark.parametrize(
    "after",
    [
        replace(BEFORE, title="Council rejects flood barrier for Tern Bay"),
        replace(BEFORE, text=VOTE[1].replace("60 million", "95 million")),
        replace(BEFORE, text="Mayor Ada Moss resigned over the barrier on Saturday. " + VOTE[1]),
        replace(BEFORE, text="Protesters occupied a crane near Quay Street overnight. " + VOTE[1]),
        replace(BEFORE, notice=Notice(Amendment.CORRECTED, "An earlier version named a sum.")),
        replace(BEFORE, text=VOTE[1].replace("the fish market from the sea", "the sea")),
        replace(BEFORE, text=""),
    ],
)
def test_what_changes_the_story_in_an_edit_is_news(after: Article) -> None:
    quotes = ["barrier would protect the fish market from the sea"]

    assert edit_tells_news(BEFORE, after, quotes, counted())


def test_a_notice_that_was_there_before_is_no_news() -> None:
    noted = replace(BEFORE, notice=Notice(Amendment.RETRACTED, "We have withdrawn this article."))

    assert not edit_tells_news(noted, noted, (), counted())
