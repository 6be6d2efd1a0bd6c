"""What anybody sees who searches the news: stories with the way to their cards."""

from collections.abc import Sequence

from bot.fronts.discord.cards import jump
from bot.fronts.discord.escaping import escaped, fitted, followable, linked, within
from bot.fronts.discord.moderators.components import Message, pages, said
from bot.fronts.outside import NAME_LIMIT, line
from bot.fronts.words import Words
from bot.news import Hit, Hits, Panel
from bot.newsroom.searching import ON_PAGE

TITLE_LIMIT = 200
EXCERPT_LIMIT = 400
ROOM = 4_000  # of the 4,096 characters of a description
ADDRESS_LIMIT = 300  # so that a page of stories has room in one embed


def found(words: Words, hits: Hits, panel: Panel, *, page: int) -> Message:
    """A page of what was found; pages count from 1."""
    typed = escaped(line(panel.about["typed"], NAME_LIMIT))
    if not hits.total:
        return said(words("news-none", words=typed))
    last = (hits.total - 1) // ON_PAGE + 1
    embed = {
        "title": words("news-found", count=hits.total),
        "description": "\n".join(within([f"{_item(words, each)}\n" for each in hits.hits], ROOM)),
        "footer": {"text": words("page-of", page=page, pages=last)},
    }
    turned = pages("news-page", panel, page, first=1, last=last)
    told = words("news-asked", words=typed)
    return {"content": told, "embeds": [embed], "components": turned}


def latest(words: Words, hits: Sequence[Hit]) -> Message:
    """The newest stories."""
    if not hits:
        return said(words("news-nothing-yet"))
    told = "\n".join(within([f"- {_line(words, each)}" for each in hits], ROOM))
    embed = {"title": words("news-latest"), "description": told}
    return {"content": "", "embeds": [embed], "components": []}


def _item(words: Words, hit: Hit) -> str:
    more = [f"-# {words('news-outlets', count=hit.outlets)}"] if hit.outlets > 1 else []
    excerpt = [f"> {fitted(hit.excerpt, EXCERPT_LIMIT)}"] if hit.excerpt else []
    return "\n".join([_line(words, hit), *excerpt, *more])


def _line(words: Words, hit: Hit) -> str:
    """Title, linked to its card if there is one, outlet and time."""
    article = followable(hit.url)
    address = jump(hit.posted) if hit.posted else article
    title = linked(line(hit.title, TITLE_LIMIT) or hit.url, address)
    outlet = escaped(line(hit.source, NAME_LIMIT))
    when = f"<t:{int(hit.published_at.timestamp())}:R>"
    short = article if article and len(article) <= ADDRESS_LIMIT else None
    other = [linked(words("news-article"), short)] if hit.posted and short else []
    return " · ".join([f"**{title}**", outlet, when, *other])
