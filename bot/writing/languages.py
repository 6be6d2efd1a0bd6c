"""Languages by the names that a person or a model calls them, and their tags."""

import re
from collections.abc import Mapping
from typing import Final

# Small models follow a name more surely than a tag. The list is of the larger languages of news.
NAMES: Final[Mapping[str, str]] = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_TAGS = {name.casefold(): tag for tag, name in NAMES.items()}
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def tag_of(language: str) -> str | None:
    """The tag of a language given as a tag or by its English name; None for anything else.

    Args:
        language: "de", "pt-BR", "pt_BR" or "German".
    """
    given = language.strip().replace("_", "-")
    if given.casefold() in _TAGS:
        return _TAGS[given.casefold()]
    primary, hyphen, rest = given.partition("-")
    return f"{primary.lower()}{hyphen}{rest}" if _TAG.fullmatch(given) else None


def name_of(tag: str) -> str:
    """What a language is called in a prompt: "German (de)", or "language sw" where it is rare."""
    name = NAMES.get(tag.partition("-")[0].lower())
    return f"{name} ({tag})" if name else f"language {tag}"
