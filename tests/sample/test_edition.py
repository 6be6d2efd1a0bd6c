"""What is out at which moment."""

from datetime import timedelta

from tests.sample.editions import A_MINUTE_LATER, NOW, OPENING, editions, piece

FOLLOW_UP = "margit-oll-steering-alarm"
CORRECTED = "rope-works-homes"
LIVE_BLOG = "storm-ottla-live"


def test_the_follow_up_comes_while_a_newcomer_watches() -> None:
    early, late = (piece(FOLLOW_UP, elapsed) for elapsed in (OPENING, A_MINUTE_LATER))

    assert early is None
    assert late is not None
    assert late.published_at == NOW + timedelta(seconds=15)


def test_the_correction_puts_the_right_figure_in_the_place_of_the_wrong() -> None:
    early, late = (piece(CORRECTED, elapsed) for elapsed in (OPENING, A_MINUTE_LATER))

    assert early is not None
    assert late is not None
    assert "The plans show 340 homes" in early.paragraphs[1]
    assert "The plans show 240 homes" in late.paragraphs[1]
    assert late.paragraphs[-1].startswith("Correction: ")
    assert late.guid == early.guid
    assert late.updated_at > early.updated_at == early.published_at == late.published_at


def test_the_live_blog_grows() -> None:
    early, late = (piece(LIVE_BLOG, elapsed) for elapsed in (OPENING, A_MINUTE_LATER))

    assert early is not None
    assert late is not None
    assert late.paragraphs[: len(early.paragraphs)] == early.paragraphs
    assert len(late.paragraphs) == len(early.paragraphs) + 2


def test_nothing_is_dated_in_the_future() -> None:
    for seconds in range(61):
        elapsed = timedelta(seconds=seconds)

        newest = max(edition.modified_at for edition in editions(elapsed))

        assert newest <= NOW + elapsed


def test_an_edition_is_ordered_newest_first() -> None:
    for edition in editions():
        dates = [piece.published_at for piece in edition.pieces]

        assert dates == sorted(dates, reverse=True)


def test_identities_are_unique_and_free_of_ports_and_dates() -> None:
    guids = [piece.guid for edition in editions() for piece in edition.pieces]

    assert len(set(guids)) == len(guids)
    assert "tag:courier.example,2026:rope-works-homes" in guids


def test_three_outlets_tell_one_event_in_their_own_words() -> None:
    tellings = [
        piece
        for edition in editions()
        for piece in edition.pieces
        if "Margit Oll" in " ".join(piece.paragraphs[:3])
        and timedelta(hours=73) <= NOW - piece.published_at <= timedelta(hours=75)
    ]

    assert len(tellings) == 3
    assert len({piece.url.split("/")[2] for piece in tellings}) == 3
    assert len({piece.paragraphs[0] for piece in tellings}) == 3
