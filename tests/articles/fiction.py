"""One invented news story, and the many forms in which a page may set it."""

import json
from collections.abc import Callable
from html import escape

TITLE = "Harbour Bridge Closed After Cracks Found in Two Piers"
SITE = "The Harbour Post"
AUTHOR = "Ida Lindqvist"
URL = "https://www.harbourpost.example/news/bridge-closed"
DEK = "Engineers say the crossing will stay shut for at least six weeks while divers look at it."
BODY = (
    (
        "The harbour bridge was closed to all traffic on Monday evening after divers found deep"
        ' cracks in two of its nine piers. "Nobody has to be afraid, but nobody should drive here'
        ' either," said Mats Okoro, who leads the road office, at a press conference.'
    ),
    (
        "About 31,000 cars cross the bridge on a working day. They now have to use the tunnel,"
        " where queues reached four kilometres on Tuesday morning, or the old ferry, which the"
        " city has put back into service until further notice."
    ),
    (
        "The cracks were found by chance. A company that lays cables had sent divers to the foot"
        " of the seventh pier, and they noticed that pieces of concrete as large as a hand came"
        " off where they leant on it."
    ),
    (
        "The road office had last looked at the piers in 2019 and called them sound. It now wants"
        " to examine all nine with sound waves, and to publish what it finds within ten days."
    ),
)
AFTER_ADVERT = (
    "Shopkeepers on the island fear for their Christmas trade. The chamber of commerce has asked"
    " for a second ferry and for free crossings in December, which the mayor called worth a talk."
)
LABEL = "Trailmaster Daypack, Rolltop 28 Litres, Waterproof, with Laptop Sleeve, Large, Slate"
BLURB = "COMFORT - A daypack with padded straps, nine pockets and a sleeve for a..."
TEASERS = (
    "Two bakers from the old town won a prize for a bread that keeps fresh for eleven days.",
    "The school on Quay Street gets a new roof after rain came through for the third winter.",
    "A seal that had lost its way was carried back to the sea by four firefighters.",
)
SHOP = "https://www.amazon.com/dp/B000?tag=post-20"
ABSENT = (LABEL, BLURB, *TEASERS, "You may so like", "0 comments")

_HEAD = (
    f"<title>{TITLE} | {SITE}</title><meta property='og:title' content='{TITLE}'>"
    f"<meta property='og:site_name' content='{SITE}'><meta name='author' content='{AUTHOR}'>"
    "<meta property='og:type' content='article'>"
)
_TOP = "<header><a href='/'>The Harbour Post</a><a href='/blog'>Blog</a></header>"
_FOOT = "<footer><p>Copyright 2025 The Harbour Post. All rights reserved.</p></footer>"


def page(body: str, head: str = _HEAD) -> bytes:
    """Set a body as a whole page.

    Args:
        body: What stands between the body tags.
        head: What stands between the head tags.
    """
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"{head}</head><body>{body}</body></html>"
    ).encode()


def set_as(form: str) -> bytes:
    """Set the story in one of `FORMS`."""
    return FORMS[form]()


def _each(lines: tuple[str, ...], pattern: str) -> str:
    return "".join(pattern.format(escape(line)) for line in lines)


_PARAGRAPHS = _each((DEK, *BODY), "<p>{}</p>")
_LAST = f"<p>{AFTER_ADVERT}</p>"
_CARDS = "".join(
    f"<div class='c7'><a href='/s/{at}'><img src='t.jpg'></a><div>0 comments</div>"
    f"<div>{line}</div></div>"
    for at, line in enumerate(TEASERS)
)
_RELATED = f"<div class='zQ1'><div>You may so like</div><div>Blog</div>{_CARDS}</div>"
_SOLD = f"<a href='{SHOP}'>{LABEL}</a>"


def _classes() -> bytes:
    return page(
        f"{_TOP}<article><h1>{TITLE}</h1><p>By {AUTHOR}</p>{_PARAGRAPHS}"
        f"<div class='aawp'><a rel='nofollow sponsored' href='{SHOP}'>{LABEL}</a><p>{BLURB}</p>"
        f"</div>{_LAST}</article><section class='related-posts'><h3>You may so like</h3>"
        f"<h4>Blog</h4>{_CARDS}</section>{_FOOT}"
    )


def _hashed() -> bytes:
    return page(
        f"{_TOP}<div class='x1'><div class='x2'><h1>{TITLE}</h1><div>{AUTHOR}</div>{_PARAGRAPHS}"
        f"<div class='Zr9'><div>{_SOLD}{_SOLD}</div><div class='q8'>{BLURB}</div></div>"
        f"{_LAST}</div>{_RELATED}</div>{_FOOT}"
    )


def _flat() -> bytes:
    teasers = _each(TEASERS, "<p>0 comments</p><p>{}</p>")
    return page(
        f"<h1>{TITLE}</h1><p>{AUTHOR}</p>{_PARAGRAPHS}<p>{_SOLD}</p><p>{LABEL}</p><p>{BLURB}</p>"
        f"{_LAST}<p>You may so like</p><p>Blog</p>{teasers}{_FOOT}"
    )


def _unlinked() -> bytes:
    return page(
        f"{_TOP}<div><h1>{TITLE}</h1><div>{AUTHOR}</div>{_PARAGRAPHS}<p>{LABEL}</p><p>{LABEL}</p>"
        f"<p>{BLURB}</p>{_LAST}</div>{_RELATED}{_FOOT}"
    )


def _breaks() -> bytes:
    story = "<br><br>".join(map(escape, (DEK, *BODY)))
    teasers = _each(TEASERS, "0 comments<br>{}<br>")
    return page(
        f"<div><h1>{TITLE}</h1><b>{AUTHOR}</b><br><br>{story}<br><br><a href='{SHOP}'>"
        f"<img src='b.jpg'></a><br>{_SOLD}<br>{BLURB}<br><br>{AFTER_ADVERT}<br><br>"
        f"<b>You may so like</b><br>Blog<br>{teasers}</div>{_FOOT}"
    )


def _tables() -> bytes:
    teasers = _each(TEASERS, "<table><tr><td>0 comments<br>{}</td></tr></table>")
    return page(
        f"<table><tr><td>{_TOP}</td></tr><tr><td><font size=5>{TITLE}</font><br><i>{AUTHOR}</i>"
        f"</td></tr><tr><td>{_PARAGRAPHS}<table><tr><td>{_SOLD}<br>{BLURB}</td></tr></table>"
        f"{_LAST}</td></tr><tr><td><b>You may so like</b><br>Blog<br>{teasers}</td></tr></table>"
        f"{_FOOT}"
    )


def _lists() -> bytes:
    story = _each((DEK, *BODY), "<li>{}</li>")
    teasers = _each(TEASERS, "<li><a href='/s'>{}</a> 0 comments</li>")
    return page(
        f"{_TOP}<h1>{TITLE}</h1><span>By {AUTHOR}</span><ul>{story}<li>{_SOLD}</li>"
        f"<li>{LABEL}</li><li>{BLURB}</li><li>{AFTER_ADVERT}</li></ul>"
        f"<h3>You may so like</h3><ul>{teasers}</ul>{_FOOT}"
    )


def _semantic() -> bytes:
    teasers = _each(
        TEASERS, "<article><a href='/s'><h4>{}</h4></a><span>0 comments</span></article>"
    )
    return page(
        f"{_TOP}<main><article><header><h1>{TITLE}</h1><p>By <a rel='author' href='/i'>{AUTHOR}"
        f"</a></p></header>{_PARAGRAPHS}<aside><a href='https://amzn.to/3x'>{LABEL}</a>"
        f"<p>{LABEL}</p><p>{BLURB}</p></aside>{_LAST}<section><h2>You may so like</h2>"
        f"<h3>Blog</h3>{teasers}</section></article></main>{_FOOT}"
    )


def _data_alone() -> bytes:
    article = {
        "@type": ["NewsArticle"],
        "headline": TITLE,
        "author": [{"@type": "Person", "name": AUTHOR}],
        "articleBody": "\n\n".join((DEK, *BODY, AFTER_ADVERT)),
    }
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, article]}
    return page(
        "<div id='root'></div><script>start()</script><noscript>Enable JavaScript.</noscript>",
        f"<title>{TITLE} | {SITE}</title>"
        f"<script type='application/ld+json'>{json.dumps(graph)}</script>",
    )


FORMS: dict[str, Callable[[], bytes]] = {
    "class names that say what a block is": _classes,
    "hashed class names": _hashed,
    "paragraphs side by side": _flat,
    "an advert without links": _unlinked,
    "line breaks instead of paragraphs": _breaks,
    "layout tables": _tables,
    "list items": _lists,
    "semantic elements": _semantic,
    "JSON-LD in an empty page": _data_alone,
}
