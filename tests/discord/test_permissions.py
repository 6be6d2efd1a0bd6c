"""Who may do what where, by Discord's documented algorithm."""

import pytest

from tests.discord.permissions import ALL, Permission, permissions_of
from tests.discord.world import (
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    OverwriteType,
    Role,
    Thread,
    User,
)

GUILD, CHANNEL, THREAD, PARENTLESS = 1, 2, 3, 4
OWNER, BOT, OTHER = 10, 11, 12
BOT_ROLE, HELPERS = 20, 21

VIEW = Permission.VIEW_CHANNEL
SEND = Permission.SEND_MESSAGES
EMBED = Permission.EMBED_LINKS
ATTACH = Permission.ATTACH_FILES
EVERYONE = Permission.MENTION_EVERYONE
TTS = Permission.SEND_TTS_MESSAGES
HISTORY = Permission.READ_MESSAGE_HISTORY
IN_THREADS = Permission.SEND_MESSAGES_IN_THREADS
MANAGE_THREADS = Permission.MANAGE_THREADS
ADMINISTRATOR = Permission.ADMINISTRATOR
NOTHING = Permission(0)


def guild(everyone: int = VIEW | HISTORY, bot: int = SEND | EMBED, helpers: int = 0) -> Guild:
    """A guild with one text channel, one thread in it, and three roles."""
    roles = {
        GUILD: Role(GUILD, "@everyone", everyone),
        BOT_ROLE: Role(BOT_ROLE, "Newsdesk", bot, 1),
        HELPERS: Role(HELPERS, "Helpers", helpers, 2),
    }
    channels = {
        CHANNEL: Channel(CHANNEL, GUILD, "news"),
        THREAD: Thread(THREAD, GUILD, "ferry", ChannelType.PUBLIC_THREAD, CHANNEL),
        PARENTLESS: Thread(PARENTLESS, GUILD, "lost", ChannelType.PUBLIC_THREAD, 999),
    }
    return Guild(GUILD, "Harbour", OWNER, roles=roles, channels=channels)


def member(user_id: int = BOT, *roles: int, timed_out: bool = False) -> Member:
    user = User(user_id, "somebody")
    return Member(user, 0.0, role_ids=list(roles), timed_out=timed_out)


def overwrite(channel: Channel, whom: int, *, allow: int = 0, deny: int = 0) -> None:
    kind = OverwriteType.MEMBER if whom in {OWNER, BOT, OTHER} else OverwriteType.ROLE
    channel.overwrites[whom] = Overwrite(whom, kind, allow, deny)


def found(home: Guild, who: Member, channel_id: int = CHANNEL) -> Permission:
    return Permission(permissions_of(who, home, home.channels[channel_id]))


def test_permissions_have_their_documented_bits() -> None:
    assert int(VIEW) == 0x400
    assert int(SEND) == 0x800
    assert int(EMBED) == 0x4000
    assert int(HISTORY) == 0x10000
    assert int(Permission.CREATE_PUBLIC_THREADS) == 0x800000000
    assert int(IN_THREADS) == 0x4000000000
    assert int(Permission.PIN_MESSAGES) == 0x8000000000000


def test_roles_add_up() -> None:
    home = guild(everyone=VIEW, bot=SEND, helpers=HISTORY)

    assert permissions_of(member(BOT), home, None) == VIEW
    assert permissions_of(member(BOT, BOT_ROLE, HELPERS), home, None) == VIEW | SEND | HISTORY


def test_a_role_that_is_gone_gives_nothing() -> None:
    assert permissions_of(member(BOT, 999), guild(everyone=VIEW), None) == VIEW


def test_the_owner_may_do_everything() -> None:
    home = guild(everyone=NOTHING)
    overwrite(home.channels[CHANNEL], GUILD, deny=ALL)

    assert permissions_of(member(OWNER), home, None) == ALL
    assert found(home, member(OWNER)) == ALL


def test_an_administrator_may_do_everything_whatever_a_channel_says() -> None:
    home = guild(bot=ADMINISTRATOR)
    overwrite(home.channels[CHANNEL], BOT, deny=VIEW | ADMINISTRATOR)

    assert found(home, member(BOT, BOT_ROLE)) == ALL
    assert found(home, member(BOT, BOT_ROLE), THREAD) == ALL


def test_an_overwrite_of_everyone_is_outweighed_by_one_of_a_role() -> None:
    home = guild()
    overwrite(home.channels[CHANNEL], GUILD, deny=SEND)
    overwrite(home.channels[CHANNEL], BOT_ROLE, allow=SEND)

    assert SEND in found(home, member(BOT, BOT_ROLE))
    assert SEND not in found(home, member(OTHER))


def test_an_overwrite_of_a_role_is_outweighed_by_one_of_the_member() -> None:
    home = guild()
    overwrite(home.channels[CHANNEL], BOT_ROLE, allow=SEND)
    overwrite(home.channels[CHANNEL], BOT, deny=SEND)

    assert SEND not in found(home, member(BOT, BOT_ROLE))
    assert SEND in found(home, member(OTHER, BOT_ROLE))


def test_among_roles_allowing_outweighs_denying() -> None:
    home = guild()
    overwrite(home.channels[CHANNEL], BOT_ROLE, deny=SEND)
    overwrite(home.channels[CHANNEL], HELPERS, allow=SEND)

    both = found(home, member(BOT, BOT_ROLE, HELPERS))
    other_way = found(home, member(BOT, HELPERS, BOT_ROLE))

    assert SEND in both
    assert SEND in other_way


def test_a_channel_can_give_what_no_role_gives() -> None:
    home = guild(everyone=NOTHING, bot=NOTHING)
    overwrite(home.channels[CHANNEL], BOT, allow=VIEW | SEND)

    assert found(home, member()) == VIEW | SEND


def test_whoever_sees_nothing_may_do_nothing() -> None:
    home = guild(bot=SEND | EMBED | HISTORY | Permission.MANAGE_MESSAGES)
    overwrite(home.channels[CHANNEL], BOT_ROLE, deny=VIEW)

    assert found(home, member(BOT, BOT_ROLE)) == NOTHING


def test_whoever_cannot_send_can_neither_embed_nor_attach_nor_mention() -> None:
    home = guild(bot=SEND | EMBED | ATTACH | EVERYONE | TTS)
    overwrite(home.channels[CHANNEL], BOT_ROLE, deny=SEND)

    assert found(home, member(BOT, BOT_ROLE)) == VIEW | HISTORY


def test_a_thread_has_the_permissions_of_its_parent() -> None:
    home = guild(bot=SEND | IN_THREADS)
    overwrite(home.channels[CHANNEL], BOT_ROLE, allow=EMBED, deny=HISTORY)

    assert found(home, member(BOT, BOT_ROLE), THREAD) == VIEW | SEND | IN_THREADS | EMBED


@pytest.mark.parametrize(
    ("given", "may_send"), [(SEND, False), (IN_THREADS, True), (SEND | IN_THREADS, True)]
)
def test_in_a_thread_another_permission_stands_for_sending(given: int, may_send: bool) -> None:  # noqa: FBT001 - a parameter of the test
    home = guild(bot=given | EMBED)

    inside = found(home, member(BOT, BOT_ROLE), THREAD)

    assert (SEND in inside) == may_send
    assert (EMBED in inside) == may_send


def test_a_thread_that_hangs_from_nothing_is_out_of_reach() -> None:
    assert found(guild(bot=IN_THREADS), member(BOT, BOT_ROLE), PARENTLESS) == NOTHING


def test_a_private_thread_is_for_those_inside_and_those_who_manage_threads() -> None:
    home = guild(bot=IN_THREADS, helpers=MANAGE_THREADS)
    thread = Thread(5, GUILD, "quiet", ChannelType.PRIVATE_THREAD, CHANNEL, member_ids={OTHER})
    home.channels[5] = thread

    assert found(home, member(BOT, BOT_ROLE), 5) == NOTHING
    assert SEND in found(home, member(OTHER, BOT_ROLE), 5)
    assert VIEW in found(home, member(BOT, HELPERS), 5)


def test_a_member_who_is_timed_out_may_only_look_on() -> None:
    home = guild(bot=SEND | EMBED | IN_THREADS | Permission.ADD_REACTIONS)
    silent = member(BOT, BOT_ROLE, timed_out=True)

    assert permissions_of(silent, home, None) == VIEW | HISTORY
    assert found(home, silent) == VIEW | HISTORY
    assert found(home, silent, THREAD) == VIEW | HISTORY


def test_an_administrator_cannot_be_timed_out() -> None:
    assert found(guild(bot=ADMINISTRATOR), member(BOT, BOT_ROLE, timed_out=True)) == ALL
