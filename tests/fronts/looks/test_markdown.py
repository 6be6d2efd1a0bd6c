"""Discord's markdown: what becomes of each sign, and of any text at all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from bot.fronts.discord.escaping import escaped
from bot.fronts.looks import Scene, markdown
from bot.fronts.looks.spans import shown, shown_line
from bot.fronts.outside import line
from tests.fronts.desk import NOW

SCENE = Scene(now=NOW, names={"@&1": "news", "#2": "harbour", "@3": "Maria <b>"})
SIGNS = "*_~|`\\<>[]()#-+.:@&t/!1 \n"
LONGEST_WAIT = 10  # seconds for a hostile text on the busiest machine; it takes a hundredth

# A megabyte of what begins and never ends.
HOSTILE = (
    "*a", "_a ", "**", "***", "[", "[a](https://a", "[[a]", "`a", "```a\n", "<t:1", "</a", "\\",
    "https://", "https://x.... ", "- a\n", ">>> a\n", "> ", "**__||~~*_a ", "(", "\n", " ", "<@",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* _j_ __u__ ~~s~~", "<strong>b</strong> <em>i</em> <em>j</em> <u>u</u> <s>s</s>"),
        ("***both***", "<strong><em>both</em></strong>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("**a", "**a"),
        ("****", "****"),
        ("*a **b* c", "<em>a **b</em> c"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("\\*not\\* \\<", "*not* &lt;"),
        ("`a *b* \\` ``c`d``", "<code>a *b* \\</code> <code>c`d</code>"),
        ("||x||", '<span class="spoiler" tabindex="0">x</span>'),
        ("[a](https://x.org/_(b))", '<a href="https://x.org/_(b)" rel="noopener">a</a>'),
        ('[a](<https://x.org> "t")', '<a href="https://x.org" rel="noopener">a</a>'),
        ("[1] [a](javascript:x)", "[1] [a](javascript:x)"),
        ("<https://x.org/>", '<a href="https://x.org/" rel="noopener">https://x.org/</a>'),
        ("https://x.org/a.", '<a href="https://x.org/a" rel="noopener">https://x.org/a</a>.'),
        ("https://a:b@x.org", "https://a:b@x.org"),
        ("<@&1> <#2>", '<span class="mention">@news</span> <span class="mention">#harbour</span>'),
        ("<@!3>", '<span class="mention">@Maria &lt;b&gt;</span>'),
        ("<@&9>", '<span class="mention">@unknown-role</span>'),
        ("</feed add:12>", '<span class="mention">/feed add</span>'),
        ("@everyone", '<span class="mention">@everyone</span>'),
        ("<a:party:123456789>", ":party:"),
        ("<script>", "&lt;script&gt;"),
    ],
)  # fmt: skip
def test_a_sign_is_shown_as_discord_shows_it(text: str, html: str) -> None:
    assert shown_line(text, SCENE) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", '<p dir="auto">a\nb</p>'),
        ("a\n\n- b", '<p dir="auto">a\n\n</p><ul><li>b</li></ul>'),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n1. b", '<ul><li>a</li></ul><ol start="1"><li>b</li></ol>'),
        ("> a\n> b\nc", '<blockquote><p dir="auto">a\nb</p></blockquote><p dir="auto">c</p>'),
        (">>> a\n- b", '<blockquote><p dir="auto">a</p><ul><li>b</li></ul></blockquote>'),
        ("-# small", '<p class="small">small</p>'),
        ("## Two", '<p class="h2" role="heading" aria-level="5">Two</p>'),
        ("#no", '<p dir="auto">#no</p>'),
        ("```py\na < b\n```", "<pre><code>a &lt; b</code></pre>"),
        ("```open", '<p dir="auto">```open</p>'),
    ],
)
def test_a_line_begins_a_block(text: str, html: str) -> None:
    assert shown(text, SCENE) == html


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("t", "12:05"),
        ("T", "12:05:09"),
        ("d", "20/11/2026"),
        ("D", "20 November 2026"),
        ("f", "20 November 2026 at 12:05"),
        ("F", "Friday 20 November 2026 at 12:05"),
        ("R", "2 days ago"),
    ],
)
def test_a_time_has_its_style(style: str, words: str) -> None:
    assert f">{words}</time>" in shown_line(f"<t:1795176309:{style}>", SCENE)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds ago"),
        (1, "in 1 second"),
        (-90, "1 minute ago"),
        (7_300, "in 2 hours"),
        (-40 * 86_400, "1 month ago"),
        (800 * 86_400, "in 2 years"),
    ],
)
def test_a_relative_time_is_told_from_now(seconds: int, words: str) -> None:
    assert f">{words}</time>" in shown_line(f"<t:{int(NOW.timestamp()) + seconds}:R>", SCENE)


def test_a_time_outside_of_the_calendar_is_invalid() -> None:
    assert shown_line("<t:999999999999999:R>", SCENE) == '<span class="moment">Invalid date</span>'


def test_an_emoji_that_we_have_drawn_is_a_picture_with_its_name() -> None:
    assert shown_line("⚠️ x", SCENE) == (
        '<span class="emoji e26a0" role="img" aria-label="⚠️"></span> x'
    )


@given(st.text() | st.text(SIGNS))
def test_whatever_is_typed_nothing_is_obeyed_but_markdown(text: str) -> None:
    html = shown(text, SCENE)

    found = fragment_fromstring(html, create_parent="div")
    assert {str(each.tag) for each in found.iter()} <= {
        *("div", "p", "blockquote", "ul", "ol", "li", "pre", "code", "strong", "em", "u", "s"),
        *("span", "a", "time"),
    }
    assert {name for each in found.iter() for name in each.attrib} <= {
        *("class", "dir", "role", "aria-level", "aria-label", "start", "tabindex", "href", "rel"),
        *("datetime", "title"),
    }


@given(st.text() | st.text(SIGNS))
def test_what_is_escaped_is_shown_as_it_stands(text: str) -> None:
    words = line(text, 500)

    html = shown(escaped(words), SCENE)

    found = fragment_fromstring(html, create_parent="div")
    pictures = {each.get("aria-label") or "" for each in found.iter("span")}
    assert not pictures - {"⚠️", *words}
    assert pictures or found.text_content().split() == words.split()


@pytest.mark.parametrize("part", HOSTILE)
def test_a_megabyte_of_anything_takes_no_time(part: str) -> None:
    started = time.monotonic()

    shown(part * (1_000_000 // len(part)), SCENE)
    markdown.read(part * (50_000 // len(part)), longest=50_000)

    assert time.monotonic() - started < LONGEST_WAIT
