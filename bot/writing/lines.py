"""Foreign text on one line: what an article says to a model, and what a model says to readers.

Both ways the same things are taken out that no reader sees: by them a page can speak to a model
behind its readers' backs, and a model's answer can carry what nobody has checked.
"""

import re
from html import unescape

# Controls, soft hyphens, fillers, zero-width and direction characters, variation selectors but the
# one of emoji, tags, private use, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0e"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Joiners are letters of a kind in Persian and in Indian scripts, and hold emoji together.
_JOINER = re.compile("(?<![\u0600-\u109f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")

# Without one of these a text holds nothing of the kinds below, and most sentences hold none.
_SIGN = re.compile(r"[@＠﹫<>\[*_`~|\\/:#]|www\.|\A\W\s", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""!?\[(?P<label>[^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)
    | <[@#:/!?a-z][^<>]{0,2000}>                   # Discord's own marks, HTML, <https://…>
    | [a-z][a-z0-9+.-]{0,20}:/[^\s()<>]*          # any scheme with a slash
    | \b(?:mailto|tel|javascript|data|discord|steam):[^\s()<>]+
    | \bwww\.[^\s()<>]+
    | (?<![\w.@-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/[^\s()<>]*  # a host with a path
    | [\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,200}     # mail
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CALL = re.compile(r"[@＠﹫]\s?(?:everyone|here)\b", re.IGNORECASE)
_MENTION = re.compile(rf"{_CALL.pattern}|[@＠﹫](?=\S)", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"""(?<=\w)(?P<kept>\*\*+)(?=\w)             # "f***ing"
    | `+ | \*\*+ | ~~+ | \|\|+ | __+
    | (?<!\w)[*_](?=\S) | (?<=\S)[*_](?!\w)  # around words, not inside them
    | \\(?=[\\`*_~|<>\[\]()#@:.-])            # escapes
    | \A(?:\#{1,6}|>{1,3}|[-+*•·–])\s         # "1. " stays: it may open "1. FC Tern Bay"
    """,
    re.VERBOSE,
)
_LEFT_OVER = re.compile(r"\s(?=[,.](?:\s|\Z))|\(\s?\)|\[\s?\]")  # where something was taken out
# Brackets that could be taken for our own labels in a prompt: "[3]", "[title]".
_LABEL = re.compile(
    r"""\[\s?((?:title|outlet|its\ sentence|your\ answer|what\ was\ wrong
    |(?:sentence|point)?\s?\d{1,6})\s?)\]""",
    re.IGNORECASE | re.VERBOSE,
)
# How often a text is cleaned of what only came about by the cleaning. Honest texts need two rounds.
_MOST_ROUNDS = 6


def one_line(text: str) -> str:
    """A text without what cannot be seen, its white space folded to single blanks."""
    return " ".join(_JOINER.sub("", _UNSEEN.sub("", text)).split())


def spoken(text: str) -> str:
    """What somebody said, as words alone: on one line, without links, mentions and markdown.

    A link leaves its label, and "@name" the name; "@everyone" leaves nothing. What is taken out
    may bring together a new link, so all is done again until nothing changes. Of a text in which
    they are packed into each other too deep, nothing is left: nobody writes so by chance.
    """
    for _ in range(_MOST_ROUNDS):
        before, text = text, _cleaned(text)
        if text == before:
            return text
    return ""


def leads_away(text: str) -> bool:
    """Whether a text holds an address without a label, a tag, or a call to everyone.

    No reporter writes these into a headline. A model that was told not to, and does, obeys somebody
    else.
    """
    plain = one_line(unescape(text))
    addresses = _ADDRESS.finditer(plain)
    return bool(_CALL.search(plain)) or any(found["label"] is None for found in addresses)


def material(text: str) -> str:
    """What somebody said, as it may stand in a prompt behind one of our labels.

    Square brackets around a number, or around a word that we use so, become round ones: a sentence
    that begins with "[3]" is not taken for the third.
    """
    return _LABEL.sub(r"(\1)", spoken(text))


def _cleaned(text: str) -> str:
    text = one_line(unescape(text))
    if _SIGN.search(text):
        text = _ADDRESS.sub(lambda found: found["label"] or " ", text)
        text = _MARKDOWN.sub(lambda found: found["kept"] or "", text)
        text = _MENTION.sub("", text)
    return _LEFT_OVER.sub("", text)
