"""What an outlet says of its own mistake: corrections and retractions, as outlets print them.

Only an article's edges and its headline are looked at, and a wording counts only where a sentence
begins, so that what others corrected or retracted stays news.
"""

import re
from collections.abc import Iterator

from bot.articles.sentences import split_sentences
from bot.news import Amendment, Notice

_EDGE = 3  # paragraphs at either end where such notes stand
_READ = 1_500  # characters of a paragraph; a note is shorter, and what is read stays bounded
_LONGEST = 400  # characters of a notice that are kept

# Before a notice: a bracket or star, then "Editor's note:" and its like.
_SIGN = (
    r"[\s(\[*_–—-]{0,5}(?:(?:editor['’]?s['’]? note|note from the editor"
    r"|anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.)|hinweis der redaktion"
    r"|note de la rédaction|ndlr|nota de la redacción|nota del editor|nota da redação"
    r"|nota della redazione|ndr|noot van de redactie|от редакции|примечание редакции"
    r"|od redakcji)\s?[:.–—-]{1,2}\s{0,3})?"
)
_COLON = (
    r"(?: \([^()\n]{1,40}\)|,? [^:\n]{0,20}\d{4})?\s?(?:[:：]|[–—-]\s)"  # a date may precede it
)
_THIS = (
    r"(?:this|the) (?:article|story|post|column|headline|newsletter|live ?blog)|this report"
    r"|th(?:is|e) (?:news )?(?:item|piece)"
)
_ITSELF = r"this (?:article|story|post|column|headline|newsletter|news item|piece|live ?blog)"
_WENT_WRONG = (
    r"[^\n]{0,160}?\b(?:misstat|misspel|misspelt|misidentif|misquot|mischaracteri|misattribut"
    r"|misreport|incorrect|wrong|erroneous|mistaken|inaccura|error|said|stated|gave|referred"
    r"|suggested|named|claimed|implied|omitted|described|contained|included|reported|called)"
)

_RETRACTED = re.compile(
    _SIGN
    + r"(?:(?:retracted|retraction|withdrawn|zurückgezogen|rétractation|retractación|retratação"
    r"|ritrattazione|отозвано)"
    + _COLON
    + rf"|(?:{_ITSELF}) (?:has been|was|is) (?:\w+ )?(?:retracted|withdrawn)\b"
    r"(?!, (?!because|after|since|as|and))"  # "…, the journal said" tells of another's
    rf"|(?:we have|we|[\w ]{{2,40}} has) (?:\w+ )?(?:retracted|withdrawn) (?:{_ITSELF})"
    r"|(?:dieser (?:artikel|text|beitrag)) wurde (?:\w+ )?(?:zurückgezogen|zurückgenommen)"
    r"|(?:wir haben diesen|diesen) (?:artikel|text|beitrag) (?:haben wir )?(?:zurückgezogen)"
    r"|cet article a été (?:retiré|dépublié)|est[ea] (?:artículo|noticia) ha sido retirad[oa]"
    r"|est[ea] (?:artigo|reportagem|matéria|texto) foi (?:retirad[oa] do ar|despublicad[oa])"
    r"|questo articolo è stato (?:ritirato|rimosso)"
    r"|dit (?:artikel|bericht) is (?:ingetrokken|teruggetrokken)"
    r"|(?:эта статья|этот материал|эта новость) (?:была? )?(?:отозван|снята? с публикации)"
    r"|ten (?:artykuł|tekst) został wycofany)",
    re.IGNORECASE,
)
# After "Editor's note:" what the article or the report has suffered is the outlet's own doing.
_NOTED_RETRACTED = re.compile(
    r"[\s(\[*_–—-]{0,5}editor['’]?s['’]? note\s?[:.–—-]{1,2}\s{0,3}"
    rf"(?:{_THIS}) (?:has been|was|is) (?:\w+ )?(?:retracted|withdrawn)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    _SIGN + r"(?:(?:corrections?(?: (?:and|&) clarifications?)?|clarifications?|corrected|erratum"
    r"|korrektur(?:hinweis)?|berichtigung|richtigstellung|klarstellung|rectificatif"
    r"|rectification|mise au point|fe de err(?:ores|atas)|corrección|rectificación|aclaración"
    r"|errata(?: corrige)?|correção|retificação|rettifica|correzione|precisazione|correctie"
    r"|rectificatie|исправление|поправка|уточнение|опровержение|sprostowanie|korekta)"
    + _COLON
    + rf"|an? (?:earlier|previous|original|prior) version of (?:{_THIS}){_WENT_WRONG}"
    rf"|(?:{_ITSELF}) (?:has been|was) (?:\w+ )?(?:amended|corrected)"
    r"(?=[.)\]]| (?:on|to|because|after|since|following|at)\b)"
    rf"|(?:{_ITSELF}) (?:has been|was) (?:updated|edited|revised|changed)"
    r"(?: on [\w ,]{3,30})? to (?:correct|clarify)\b"
    r"|in einer (?:früheren|vorherigen|ersten|älteren) (?:version|fassung)"
    r" (?:(?:dieses|des) (?:artikels|textes|beitrags|berichts)|hieß es|stand|haben wir)"
    r"|dieser (?:artikel|text|beitrag) wurde (?:\w+ )?(?:korrigiert|berichtigt)"
    r"|(?:dans )?une (?:version précédente|version antérieure|première version) de cet article"
    r"|cet article a été (?:corrigé|rectifié)"
    r"|(?:en )?una versión anterior de est[ea] (?:artículo|noticia|información|texto)"
    r"|est[ea] (?:artículo|noticia|información) ha sido corregid[oa]"
    r"|(?:em )?uma versão anterior dest[ea] (?:artigo|texto|reportagem|matéria|notícia)"
    r"|est[ea] (?:artigo|texto|reportagem|matéria) foi corrigid[oa]"
    r"|(?:in )?una (?:versione precedente|precedente versione) di questo articolo"
    r"|questo articolo è stato corretto"
    r"|in een eerdere versie van dit (?:artikel|bericht|stuk)"
    r"|dit (?:artikel|bericht) is (?:gecorrigeerd|aangepast op)"
    r"|в (?:более )?(?:ранней|предыдущей|первоначальной|первой) версии"
    r" (?:(?:этой|этого|данной|данного) )?(?:статьи|заметки|новости|материала|текста)"
    r"|we? (?:wcześniejszej|poprzedniej|pierwotnej) wersji (?:tego )?(?:artykułu|tekstu))",
    re.IGNORECASE,
)


def notice_of(title: str, text: str, language: str | None) -> Notice | None:
    """Find what an outlet says of a mistake of its own in this article.

    Args:
        title: The headline.
        text: The article, its paragraphs parted by an empty line.
        language: The article's, by which its sentences are told apart; every language is tried.

    Returns:
        The notice, with at most 400 characters of it as they stand in the text; those of a
        retraction in the headline where that alone tells. A retraction outweighs a correction.
        None for none.
    """
    told = [
        notice
        for paragraph in _edges(text)
        for start in _starts(paragraph, language)
        if (notice := _told(paragraph[start:]))
    ]
    headline = _told(title[:_READ])
    retractions = [each for each in (*told, headline) if _is_retraction(each)]
    # A correction told by a headline may as well be one of the market's.
    return next(iter([*retractions, *told]), None)


def is_notice(words: str) -> bool:
    """Say whether a text begins as an outlet's notice of its own mistake does."""
    return _told(words[:_READ]) is not None


def _is_retraction(notice: Notice | None) -> bool:
    """Say whether a notice takes the whole article back."""
    return notice is not None and notice.amendment is Amendment.RETRACTED


def _edges(text: str) -> list[str]:
    """Return the first and the last paragraphs, as much of each as is read."""
    paragraphs = text.split("\n\n")
    last = paragraphs[max(_EDGE, len(paragraphs) - _EDGE) :]
    return [paragraph[:_READ] for paragraph in paragraphs[:_EDGE] + last]


def _starts(paragraph: str, language: str | None) -> Iterator[int]:
    """Say where a notice can begin: at the paragraph's start, and at each sentence's."""
    yield 0
    for span in split_sentences(paragraph, language):
        if span.start:
            yield span.start


def _told(words: str) -> Notice | None:
    if _RETRACTED.match(words) or _NOTED_RETRACTED.match(words):
        return Notice(Amendment.RETRACTED, _cut(words))
    return Notice(Amendment.CORRECTED, _cut(words)) if _CORRECTED.match(words) else None


def _cut(words: str) -> str:
    """Cut at a word."""
    words = words.strip()
    if len(words) <= _LONGEST:
        return words
    return words[: _LONGEST + 1].rpartition(" ")[0].rstrip() or words[:_LONGEST]
