"""What Newsdesk may do in a channel, and what it needs."""

import discord

# What posting takes; reading the history is how a lost answer is settled.
NEEDED = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, read_message_history=True
)
# Discord's names for them, in the order in which its settings show them.
NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}

Place = discord.abc.GuildChannel | discord.Thread


def missing(place: Place, me: discord.Member) -> str:
    """What Newsdesk lacks to post in a channel: "lacks Embed Links"; empty if it lacks nothing."""
    needed = [name for name, wanted in NEEDED if wanted]
    if isinstance(place, discord.Thread):
        needed = [
            "send_messages_in_threads" if name == "send_messages" else name for name in needed
        ]
    granted = dict(place.permissions_for(me))
    lacking = [words for name, words in NAMES.items() if name in needed and not granted[name]]
    return f"lacks {' and '.join(lacking)}" if lacking else ""


def invite(application_id: int) -> str:
    """The link by which a guild's admin adds Newsdesk with what it needs, and nothing more."""
    return discord.utils.oauth_url(
        application_id, permissions=NEEDED, scopes=("bot", "applications.commands")
    )
