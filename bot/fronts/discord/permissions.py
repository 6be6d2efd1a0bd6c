"""What Newsdesk may do in a channel, and what it needs."""

import discord

# What posting takes; reading the history is how a lost answer is settled.
POSTING = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, read_message_history=True
)
# What answering takes besides: the questions under a card are answered in its thread.
ANSWERING = discord.Permissions(create_public_threads=True, send_messages_in_threads=True)
# Discord's names for them, in the order in which its settings show them; by those of discord.py.
NAMES = {
    "read_messages": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}

Place = discord.abc.GuildChannel | discord.Thread


def missing(place: Place, me: discord.Member) -> str:
    """What Newsdesk lacks to post in a channel: "lacks Embed Links"; empty if it lacks nothing."""
    lack = absent(place, me)
    return f"lacks {' and '.join(lack)}" if lack else ""


def absent(place: Place, me: discord.Member) -> list[str]:
    """The permissions that Newsdesk needs to post in a channel and does not have, by name."""
    needed = [name for name, wanted in POSTING if wanted]
    if isinstance(place, discord.Thread):
        needed = [
            "send_messages_in_threads" if name == "send_messages" else name for name in needed
        ]
    given = dict(place.permissions_for(me))
    return [words for name, words in NAMES.items() if name in needed and not given[name]]


def invite(application_id: int) -> str:
    """The link by which a guild's admin adds Newsdesk with what it needs, and nothing more."""
    return discord.utils.oauth_url(
        application_id,
        permissions=POSTING | ANSWERING,
        scopes=("bot", "applications.commands"),
    )
