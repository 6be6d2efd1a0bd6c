"""Quotations: what stands between quotation marks must stand in the article, word by word."""

import re
from collections.abc import Iterator, Sequence

from bot.writing.proof.wording import Wording, content, read

# Opening and closing marks, as newspapers and models set them; ` and '' come from old typesetting.
_MARKS = (
    ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("«", "»"), ("»", "«"), ("‹", "›"),
    ("「", "」"), ("『", "』"), ("‘", "’"), ("‚", "‘"), ('"', '"'), ("`", "'"), ("``", "''"),
)  # fmt: skip
# Characters of one quotation: what is longer is two marks that do not belong together.
_LONGEST = 600
_QUOTED = re.compile(
    "|".join(
        rf"(?<!\w){first}(?P<q{i}>(?:[^{first[-1]}{last[-1]}\n]|{last}(?=\w)){{2,{_LONGEST}}}){last}(?!\w)"
        for i, (first, last) in enumerate(_MARKS)
    )
)
# What an editor may leave out or put in: "the plan … [of Monday] was wrong".
_EDITED = re.compile(r"…|\.{3}|\[[^\]]{0,80}\]|\([^)]{0,80}\)")
_WORDS = re.compile(r"\w+")
# Spaces beside the letters of scripts that set none: Thai to Khmer, kana, Han.
_UNSPACED = re.compile("(?<=[\u0e00-\u17ff\u3040-\u9fff]) | (?=[\u0e00-\u17ff\u3040-\u9fff])")


def misquotations(claim: Wording, evidence: Wording, whole: Wording) -> Iterator[str]:
    """The quotations of a claim that nobody made.

    One that only bends what the evidence says is let pass: `unquoted` takes its marks away.
    """
    there = content(evidence)
    for quotation in _QUOTED.finditer(claim.text):
        quoted = _inside(quotation)
        bent = content(read(quoted, whole.language))
        if not _is_verbatim(quoted, whole) and not _is_in_order(bent, there):
            yield f"quotes “{quoted}”, which the article does not say"


def unquoted(text: str, whole: Wording) -> str:
    """A text without the marks around what the article does not say word by word."""

    def plain(quotation: re.Match[str]) -> str:
        quoted = _inside(quotation)
        return quotation[0] if _is_verbatim(quoted, whole) else quoted

    return _QUOTED.sub(plain, text)


def _inside(quotation: re.Match[str]) -> str:
    return quotation[quotation.lastgroup or 0]


def _is_verbatim(quoted: str, whole: Wording) -> bool:
    """Whether words were said so, up to what an editor left out or put in brackets."""
    said = _flat(whole.text)
    parts = (_flat(read(part, whole.language).text) for part in _EDITED.split(quoted))
    return all(part in said for part in parts if part.strip())


def _flat(text: str) -> str:
    """A text without its typography: words between single spaces, or run together in Chinese."""
    flat = f" {' '.join(_WORDS.findall(text.casefold()))} "
    return _UNSPACED.sub("", flat)


def _is_in_order(stems: Sequence[str], there: Sequence[str]) -> bool:
    """Whether all words come in the same order there, whatever stands between them."""
    rest = iter(there)
    return all(word in rest for word in stems)
