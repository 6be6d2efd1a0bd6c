"""What a robots.txt lets us fetch (RFC 9309), however hostile the file.

The matching is Protego's. Before it sees the file, every robot that is not us is folded into one:
its time and memory grow with rules times robots, and 90 kB of names and rules cost it 29 s.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from protego import Protego

LONGEST_FILE: Final = 512 * 1024  # characters; RFC 9309, 2.5 asks for 500 KiB
LONGEST_RULE: Final = 2_000  # characters; longer ones are no paths
MOST_RULES: Final = 20_000  # the largest honest files have a few thousand
SOMEBODY_ELSE: Final = "another-robot"
EVERYBODY: Final = "*"

# RFC 9309, 2.2.1: a product token is letters, "_" and "-"; what follows it, a version say, is not.
_TOKEN: Final = re.compile(r"[a-z0-9_-]+")
# A crawl delay changes nothing here, but like a rule it ends the list of names above it.
_FIELD: Final = re.compile(
    r"\s*(user-agent|allow|disallow|crawl-delay)\s*:\s*([^#]*)", re.IGNORECASE
)


def allows(robots_txt: str, url: str, user_agent: str) -> bool:
    """Whether a robots.txt lets a robot fetch a URL.

    Args:
        robots_txt: The file. Of one over 512 KiB the rest is not read.
        url: The full address.
        user_agent: The User-Agent header; its first product token is the robot's name.
    """
    return _rules(robots_txt, _token(user_agent)).can_fetch(url, _token(user_agent))


@lru_cache(maxsize=16)  # a site's pages come in bursts; a hostile file's rules take 10 MB
def _rules(robots_txt: str, robot: str) -> Protego:
    return Protego.parse("\n".join(_relevant_lines(robots_txt, robot)))


def _relevant_lines(robots_txt: str, robot: str) -> Iterator[str]:
    rules = 0
    for line in _whole_lines(robots_txt):
        found = _FIELD.match(line)
        if found is None or len(line) > LONGEST_RULE:
            continue
        field, text = found[1].lower(), found[2].strip()
        if field == "user-agent":
            yield f"user-agent: {_folded(text, robot)}"
        elif rules < MOST_RULES:
            rules += 1
            yield f"{field}: {_encodable(text)}"


def _whole_lines(robots_txt: str) -> list[str]:
    lines = robots_txt[:LONGEST_FILE].splitlines()
    if len(robots_txt) > LONGEST_FILE:
        del lines[-1:]  # cut in the middle, "/drafts" would read "/"
    return lines


def _folded(name: str, robot: str) -> str:
    return name if name == EVERYBODY else robot if _token(name) == robot else SOMEBODY_ELSE


def _token(user_agent: str) -> str:
    found = _TOKEN.match(user_agent.strip().lower())
    return found[0] if found else SOMEBODY_ELSE


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
