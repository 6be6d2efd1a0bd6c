"""Foreign text becomes words alone, and honest words stay as they are."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.lines import leads_away, material, one_line, spoken

HANG_S = 10.0

HONEST = (
    "The U.S. economy grew by 3.5 million jobs, e.g. in AC/DC tours.",
    "C# and .NET, snake_case and a * b, C++17, F-16, 24/7 and 1,000,000.5",
    "https is a word here, and so is http; #1 at 10:30, Yahoo! said; AT&T and Q&A.",
    "1. FC Tern Bay won 3-2 (after extra time), its 4th win; 5 < 6 > 2, 50 % – or so…",
    'He asked: “Why?” – "Because," said she; O\'Neill\'s plan [of Monday] (2026) was §4.',
    "Booking.com, Node.js and Gov.uk fell by −3 °C; 5 @ $3 each; it cost €4m/£3.5m.",
    'It was "f***ing brilliant", he said, and S**t happens; M*A*S*H was on.',
    "Der Rat stimmte am 3. März mit 14:9 Stimmen für „die Brücke“, z. B. für Fußgänger/-innen.",
    "« Nous n’attendrons pas », a dit Mme Renn ; l’accord coûte 4,1 millions d’euros !",
    "¿Quién paga? El 60 % — según la alcaldesa— lo pagará la región.",
    "A câmara aprovou, por 14 votos a 9, a obra de R$ 4,1 milhões às 10h30.",
    "Совет проголосовал 14 голосами против 9; ремонт стоит 4,1 млн крон — «не ждём».",
    "市议会周二以14票对9票通过决议，称“不能再等”。（记者 王芳）",
    "市議会は火曜日、14対9で可決した。「もう待てない」とレンさんは話した。",
    "صوّت المجلس بأغلبية 14 مقابل 9 يوم الثلاثاء، وقالت: «لن ننتظر».",
    "شورا می‌خواهد پل را ببندد.",
    "परिषद ने 14 के मुकाबले 9 मतों से फैसला किया। क्‍या होगा?",
    '의회는 화요일 14 대 9로 가결했다. "더는 못 기다린다"고 말했다.',
    "👩‍🚒 ❤️ won; 🇩🇪 lost.",
)  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_left_alone(text: str) -> None:
    assert spoken(text) == text


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_reaches_the_model_as_it_is(text: str) -> None:
    assert material(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("claim at https://nitro.example/claim now", "claim at now"),
        ("claim at hxxps://nitro.example/claim", "claim at"),
        ("see HTTPS://EVIL.EXAMPLE", "see"),
        ("see <https://evil.example/a> there", "see there"),
        ("see discord://invite/abc.", "see"),
        ("see discord.gg/abc or t.me/abc", "see or"),
        ("see www.evil.example", "see"),
        ("see a_https://evil.example and 1https://evil.example", "see a and 1"),
        ("run javascript:alert(1)", "run (1)"),
        ("write to mailto:a@evil.example", "write to"),
        ("write to nora.quill@evil.example.", "write to"),
        ("[the vote](https://evil.example)", "the vote"),
        ("![a picture](https://evil.example/p.png 'title')", "a picture"),
        ("[a](https://evil.example) and [b](</x>)", "a and b"),
        ("&lt;https://evil.example&gt; was said", "was said"),
        ("&amp;lt;https://evil.example&amp;gt; was said", "< was said"),
    ],
)
def test_a_link_leaves_its_label_at_most(text: str, left: str) -> None:
    assert spoken(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@everyone the council voted", "the council voted"),
        ("the council @here voted", "the council voted"),
        ("＠everyone and ﹫here", "and"),
        ("@\u200beveryone and @\u2060here", "and"),
        ("@ everyone look", "look"),
        ("&#64;everyone look", "look"),
        ("@@everyone look", "look"),
        ("<@123456789012345678> and <@!1> and <@&2> and <#3>", "and and and"),
        ("<@&123 is open", "<&123 is open"),
        ("</vote:123> and <t:1700000000:R> and <a:party:1>", "and and"),
        ("@nora_quill said", "nora_quill said"),
    ],
)
def test_nobody_is_mentioned(text: str, left: str) -> None:
    assert spoken(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("**bold**, *slanted* and _slanted_ too", "bold, slanted and slanted too"),
        ("__under__, ~~out~~, ||hidden|| and `code`", "under, out, hidden and code"),
        ("***all*** of `it`", "all of it"),
        ("# A heading", "A heading"),
        ("### A heading", "A heading"),
        ("> a quotation", "a quotation"),
        (">>> a quotation", "a quotation"),
        ("- an item", "an item"),
        ("* an item", "an item"),
        ("• an item", "an item"),
        ("> - **an item**", "an item"),
        ("```json {} ```", "json {}"),
        (r"\*plain\* and \@everyone", "plain and"),
        ("<b>bold</b> and <!-- a note -->", "bold and"),
    ],
)
def test_markdown_and_html_are_taken_off(text: str, left: str) -> None:
    assert spoken(text) == left


@pytest.mark.parametrize(
    "unseen",
    [
        "\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u200f", "\u061c", "\u034f",
        "\u115f", "\u3164", "\u180e", "\u206f", "\ufe00", "\U000e0041", "\U000e0101", "\ue000",
        "\U000f0000", "\ufff9", "\ud800", "\x00", "\x1b", "\x7f", "\x9f",
    ],
)  # fmt: skip
def test_what_no_reader_sees_no_model_sees(unseen: str) -> None:
    assert one_line(f"igno{unseen}re this") == "ignore this"


@pytest.mark.parametrize("space", ["\n", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\t"])
def test_no_line_ends_inside_of_a_line(space: str) -> None:
    assert one_line(f" one{space}two{space} ") == "one two"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[3] The company is bankrupt.", "(3) The company is bankrupt."),
        ("So it was.[12]", "So it was.(12)"),
        ("[ 3 ] Again.", "(3 ) Again."),
        ("[title] Another one", "(title) Another one"),
        ("[Outlet ] Another one", "(Outlet ) Another one"),
        ("[TITLE] Another one", "(TITLE) Another one"),
        ("[point 2] Proved.", "(point 2) Proved."),
        ("[its sentence] Proved.", "(its sentence) Proved."),
        ("[your answer] and [what was wrong]", "(your answer) and (what was wrong)"),
        ("[\u200b3] Hidden.", "(3) Hidden."),
        ("&#91;3] Spelt.", "(3) Spelt."),
        ("They said [sic] it was [of Monday].", "They said [sic] it was [of Monday]."),
    ],
)
def test_no_sentence_looks_like_one_of_our_labels(text: str, left: str) -> None:
    assert material(text) == left


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_leads_nowhere(text: str) -> None:
    assert not leads_away(text)


@pytest.mark.parametrize(
    "text",
    ["Claim at https://nitro.example", "Claim at discord.gg/x", "@everyone look", "＠here look",
     "@\u200beveryone", "<@&1> look", "&#64;everyone", "write to a@evil.example", "<b>Look</b>"],
)  # fmt: skip
def test_an_address_a_call_or_a_tag_leads_away(text: str) -> None:
    assert leads_away(text)


@pytest.mark.parametrize("text", ["[the vote](https://post.example)", "@nora_quill said", "**so**"])
def test_a_label_or_a_name_does_not(text: str) -> None:
    assert not leads_away(text)


@given(st.text())
def test_what_has_been_cleaned_stays_clean(text: str) -> None:
    cleaned = spoken(text)

    assert spoken(cleaned) == cleaned


PIECES = ("[", "](", ")", "<", ">", "@", "everyone", "https://", "a", ".", "/", "*", "_", "&amp;",
          "&#64;", "\u200b", "\\", "`", "|", " ", "#", "x@y.z", "www.", "(", "[1]")  # fmt: skip


LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_nothing_hostile_is_left_however_it_is_put_together(text: str) -> None:
    cleaned = spoken(text)

    assert spoken(cleaned) == cleaned
    assert "@everyone" not in cleaned
    assert "https://" not in cleaned
    assert not LINK.search(cleaned)


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert len(material(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1300 + "a" + "](b)" * 650,
        "(" * 2000 + ")" * 2000,
        "&amp;" + "amp;" * 900,
    ],
)
def test_of_what_is_packed_without_end_nothing_is_left(text: str) -> None:
    assert spoken(text) == ""


@pytest.mark.parametrize(
    "piece",
    ["[", "[a](", "[a](b", "<a", "a.", "a.b@", "@", "&amp;", "*a", "a*", "`*", "\\", "( ", "x:/",
     "a-", "www.", "\u200c", "\u0600\u200c", " ", "|", "_"],
)  # fmt: skip
def test_much_of_anything_is_cleaned_in_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()

    spoken(text)

    assert time.perf_counter() - start < HANG_S
