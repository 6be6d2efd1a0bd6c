"""Lines of text to clean paragraphs: one form of Unicode, no furniture, nothing twice.

What the tree's cleaning cannot see is caught here by its wording: "Read more: …", "Sign up for
our newsletter", a date alone on a line. Only short lines are judged by words, so a sentence of
the article that speaks of newsletters stays.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from bot.articles.signs import is_comment_count, is_related_heading

MOST_PARAGRAPHS = 3_000  # the longest live blogs stay below
LONGEST_TEXT = 400_000  # characters in all; a long book chapter
_MOST_REMOVED = 1 / 3  # of the text, as for the tree

# Zero-width and invisible characters, bidi overrides and isolates, tags and the selectors beside
# them, musical format controls, private use: nothing that a reader sees, and whole sentences have
# been smuggled in it. The joiners U+200C and U+200D are kept for the scripts and emoji that need
# them, and dropped beside anything else; so is a variation selector that follows another one.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\ue000-\uf8ff\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff\ud800-\udfff]|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
_JOINER = re.compile("(?<![\u0600-\u109f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"^(?:[-*•·▪►»]\s+|\|\s*)|\s*\|$")

_LINE = 200  # characters: a line of furniture is short; longer ones are never judged by words
_LABELLED = re.compile(
    r"\W{0,3}(?:read (?:more|also|next|full story)|also read|see (?:also|more)"
    r"|more on this(?: story)?"
    r"|related(?: (?:articles?|stor(?:y|ies)|posts?|links?|news|content|video))?|don'?t miss"
    r"|watch(?: now)?"
    r"|also on [\w.-]{3,40}|lesen sie (?:auch|mehr)|mehr zum thema|lire aussi|à lire aussi"
    r"|lee también"
    r"|leia (?:também|mais)|leggi anche|lees (?:ook|meer)|läs också|читайте также|czytaj (?:też"
    r"|także)"
    r"|相关阅读|関連記事|관련기사)\s?[:：►»|-]+\s?\S.*",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:"
    # adverts and their labels
    r"\W*(?:advertisements?|ads?|sponsored(?: content)?|(?:story )?continues? (?:below"
    r"|after) (?:the )?"
    r"ad(?:vertisement)?|(?:article|story) continues below|anzeige|werbung|publicité"
    r"|publicidad(?:e)?"
    r"|pubblicità|advertentie|реклама|reklama?|annons|广告|廣告|広告|광고|scroll to continue)\W*"
    # newsletters, apps, accounts
    r"|(?:please )?(?:sign up|subscribe|register|click (?:here|to)|tap here|enter your (?:e-?mail)"
    r"|get (?:the|our|all the|more|your) (?:[^.!?]{1,60}(?:inbox|newsletter|email"
    r"|app\b)))[^.!?]{0,60}"
    r"\b(?:newsletters?|inbox|e-?mail (?:alerts?|updates)|(?:the|our) (?:app|channel)"
    r"|youtube channel"
    r"|to (?:subscribe|sign up))\b.{0,80}"
    r"|get .{2,80}\b(?:in|to|into|straight to|delivered to) your inbox.{0,60}"
    r"|thank(?:s| you) for (?:signing up|subscribing|registering|your (?:feedback|subscription))\W*"
    r"|(?:an|there was an) error (?:has )?occurred.{0,60}|by (?:signing up|subscribing"
    r"|clicking).{5,150}"
    r"\b(?:terms|privacy|policy)\b.{0,60}|(?:newsletter|abonnieren|jetzt abonnieren|s'abonner)\W*"
    r"|(?:abonnieren sie|melden sie sich|inscrivez-vous|abonnez-vous|suscríbete|assine"
    r"|iscriviti).{0,80}"
    r"\b(?:newsletter|boletín|infolettre)\b.{0,40}"
    # sharing and following
    r"|(?:share|tweet|email|print|copy link|save|like|follow|comment|comments|tags|topics|more|menu"
    r"|share (?:this|on|via|with)(?: (?:article|story|post|page|link|facebook|twitter|x|whatsapp"
    r"|linkedin"
    r"|reddit|email|friends?|your))*|teilen|drucken|merken|partager|compartir|compartilhar"
    r"|condividi"
    r"|delen|dela|поделиться|分享|シェア|공유)\W*"
    r"|like this (?:story|article)\W{1,3}share (?:it|this)\b.{0,40}"
    r"|(?:you can )?(?:follow|like|find|join|connect with)\b.{2,60}\bon (?:twitter|facebook"
    r"|instagram|x"
    r"|telegram|whatsapp|youtube|linkedin|google news|tiktok|threads|bluesky)\b.{0,100}"
    # rights, counts, reading time
    r"|(?:copyright|©|\(c\)).{0,160}|.{0,80}all rights reserved.{0,80}"
    r"|.{0,40}alle rechte vorbehalten\W*"
    r"|.{0,40}tous droits réservés\W*|(?:estimated )?(?:reading|read) time\W.{0,20}"
    r"|\d{1,3} min(?:ute)?s? read"
    r"|lesezeit\W.{0,20}|tempo de leitura\W.{0,20}|temps de lecture\W.{0,20}"
    r"|tiempo de lectura\W.{0,20}"
    r"|\d[\d.,]{0,9}[km]? (?:views|shares|likes|reads|votes)\W*"
    # the rest of a teaser
    r"|(?:\[?(?:read|continue|find out|learn) (?:more|reading|the full (?:story"
    r"|article))\b.{0,50}\]?)"
    r"|weiterlesen.{0,20}|lire la suite.{0,20}|seguir leyendo.{0,20}|(?:continuar"
    r"|continue) (?:a ler|lendo).{0,20}"
    r"|the post .{3,150} (?:appeared first|first appeared) on .{2,80}"
    r"|(?:have|got) a (?:news )?tip\?.{0,150}|view (?:comments|gallery|all|more)\W*|see all\W*"
    r"|loading\W*"
    r"|(?:please )?enable javascript.{0,100}|your browser does not support.{0,100}"
    r"|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,20}"
    r")",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"\b(?:\d{1,4}|jan\w*|feb\w*|m[aä]r\w*|apr\w*|ma[iy]\w*|jun\w*|jul\w*|aug\w*|sep\w*"
    r"|o[ck]t\w*|nov\w*"
    r"|de[cz]\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|segunda|terça|quarta|quinta|sexta"
    r"|feira|sábado|domingo|[ap]\.?m\.?|[a-z]{2,4}t|utc|gmt|st|nd|rd|th|de|às|at|on|um|uhr"
    r"|updated|published"
    r"|posted|last|modified|ago|hours?|minutes?|min|date|first|publicado|atualizado|aktualisiert"
    r"|publié"
    r"|stand|le|à|기사입력|입력|발행|发布|更新)\b|[年月日時分]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TOP_LINES = 5  # where a dateline that is no sentence can stand
_DATELINE = 80  # characters


def tidy(lines: Iterable[str]) -> tuple[str, ...]:
    """Turn lines of extracted text into the paragraphs of an article.

    Args:
        lines: The lines in order, as an extractor gives them.

    Returns:
        Paragraphs in NFC with single blanks, none empty, no two the same, without adverts'
        labels, "read more" lines, comment counts, dates alone on a line and the like.
    """
    known = [line for line in map(plain, lines) if any(map(str.isalnum, line))]
    whole = _bounded(_without_product_cards(known))
    kept = [line for at, line in enumerate(whole) if not _is_furniture(line, at)]
    return tuple(dict.fromkeys(_without_repeats(_without_tail(kept))))


def plain(text: str) -> str:
    """Fold white space, compose to NFC, and drop what no reader sees.

    Args:
        text: Any text, lone surrogates and control characters included.

    Returns:
        One line.
    """
    bare = _JOINER.sub("", _INVISIBLE.sub("", _CONTROL.sub(" ", text)))
    return _BULLET.sub("", _SPACE.sub(" ", unicodedata.normalize("NFC", bare)).strip()).strip()


def without_credits(
    paragraphs: Sequence[str], titles: Iterable[str], byline: str | None
) -> tuple[str, ...]:
    """Drop the headline and the byline from the top of a text: an article keeps them apart.

    Args:
        paragraphs: The text, tidied.
        titles: The title in every form that the page gives it.
        byline: The authors' names, if any.

    Returns:
        The paragraphs without those among the first few that only repeat title or byline.
    """
    said = {_letters(title) for title in titles} | {_letters(byline or "")}
    said |= {f"by{_letters(byline or '')}"}
    top = (line for line in paragraphs[:_TOP_LINES] if _letters(line) not in said)
    return (*top, *paragraphs[_TOP_LINES:])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _bounded(lines: Sequence[str]) -> list[str]:
    """Keep as many lines as an article may have."""
    kept: list[str] = []
    size = 0
    for line in lines[:MOST_PARAGRAPHS]:
        size += len(line)
        if size > LONGEST_TEXT:
            room = len(line) - (size - LONGEST_TEXT)
            return [*kept, line[:room]] if room > _LINE else kept
        kept.append(line)
    return kept


def _is_furniture(line: str, at: int) -> bool:
    if len(line) > _LINE:
        return False
    straight = line.replace("\u2019", "'")
    return (
        is_comment_count(line)
        or bool(_FURNITURE.fullmatch(straight))
        or bool(_LABELLED.fullmatch(straight))
        or (at < _TOP_LINES and (_is_dateline(line) or line.startswith(("http://", "https://"))))
    )


def _is_dateline(line: str) -> bool:
    """Tell whether a line is a date, perhaps with a name, and no sentence."""
    if len(line) > _DATELINE or not _YEAR.search(line):
        return False  # a bare time of day heads an entry of a live blog
    return not _LETTERS.search(_DATE_WORDS.sub(" ", line))


def _without_repeats(lines: Iterable[str]) -> Iterator[str]:
    """Give every line once: a long one is dropped where it returns, a short one opens the next.

    The question that an interview puts to each guest, or a list's "Ingredients", is part of what
    follows it; a paragraph that returns was printed twice.
    """
    seen: set[str] = set()
    opening = ""
    for line in lines:
        if line not in seen:
            seen.add(line)
            yield f"{opening} {line}" if opening else line
            opening = ""
        elif len(line) <= _LINE and line != opening:
            if len(opening) > _LINE:
                yield opening
                opening = ""
            opening = f"{opening} {line}".lstrip()


def _without_product_cards(lines: Sequence[str]) -> list[str]:
    """Drop shop cards whose links are lost: a label said twice in a row, then a blurb cut short."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if _is_product_card(lines[at : at + 3]):
            at += 3
            continue
        kept.append(lines[at])
        at += 1
    return kept


def _is_product_card(lines: Sequence[str]) -> bool:
    if len(lines) < 3 or lines[0] != lines[1]:  # noqa: PLR2004 - label, label, blurb
        return False
    label, _, blurb = lines
    return not label.endswith((".", "!", "?", '"', "”")) and blurb.endswith(("...", "…"))


def _without_tail(lines: list[str]) -> list[str]:
    """Cut "You may also like" and all after it, where that is the lesser part of the text."""
    total = sum(map(len, lines))
    for at, line in enumerate(lines):
        if at and is_related_heading(line):
            tail = sum(map(len, lines[at:]))
            if tail <= total * _MOST_REMOVED:
                return lines[:at]
    return [line for line in lines if not is_related_heading(line)]
