"""What the tests of filters and traces share: an outlet that prints fiction, and who follows it."""

from typing import Final

from bot.news import HERE, Actor, ChannelId, GuildId, Happening, Step, SubscriptionId, Trace
from tests.fiction import headline, paragraphs
from tests.newsroom.outlets import Outlet
from tests.newsroom.wall import Office

GUILD, STRANGE = GuildId(50), GuildId(60)
PLACE, THERE = ChannelId(51), ChannelId(61)
MONA: Final = Actor(GUILD, 7)
OTTO: Final = Actor(STRANGE, 8)


def tell(outlet: Outlet, number: int, *, title: str = "") -> str:
    """An outlet prints an invented article, or another edition of it; its headline."""
    told = title or headline(number)
    outlet.tell(f"invented-{number}", title=told, paragraphs=paragraphs(number))
    return told


async def follow(
    office: Office, outlet: Outlet, channel: ChannelId = PLACE, guild: GuildId = GUILD
) -> SubscriptionId:
    """A channel follows the outlet; how it does."""
    await office.desk.follow(outlet.feed, channel, guild=guild)
    wishes = await office.desk.bot.storage.subscriptions_in([channel])
    return wishes[-1].id


async def read(office: Office) -> None:
    """Every feed is polled, and all that follows from it done."""
    for feed in await office.desk.bot.storage.feeds():
        await office.desk.poll(feed.id)


async def trace(office: Office, title: str, actor: Actor = HERE) -> Trace:
    """What became of the newest article with this title."""
    return await office.desk.bot.desk.tracing.why(actor, title)


async def steps(office: Office, title: str, *what: Happening, actor: Actor = HERE) -> list[Step]:
    """The steps of some kinds."""
    return [step for step in (await trace(office, title, actor)).steps if step.what in what]


def posted(office: Office) -> list[str]:
    """The titles of what hangs on the wall, in order."""
    return [card.article.title for card in office.wall.cards.values()]
