"""Who is told what readers ask, take back and think: the newsroom's own."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from bot.news import (
    Article,
    Asked,
    Asker,
    Card,
    ChannelId,
    MessageId,
    NewQuestion,
    Opinion,
    Posted,
    QuestionId,
    StoryId,
)


class Hearing(Protocol):
    """What is made of what readers do. Each call may be repeated without harm."""

    def asker(self, user_id: int) -> Asker:
        """A person, as storage knows them."""
        ...

    async def ask(self, question: NewQuestion) -> Asked:
        """Take up a question; it is answered in its place, in its turn.

        Raises:
            Refusal: It cannot be taken up.
        """
        ...

    async def reask(self, message_id: MessageId, text: str) -> None:
        """The message that asks was edited."""
        ...

    async def again(self, question_id: QuestionId) -> bool:
        """Answer a question once more; False if it is being answered, or forgotten."""
        ...

    async def cancel(self, question_id: QuestionId, *, by: Asker, is_moderator: bool) -> bool:
        """Stop to answer; False if it is another's question, and `by` no moderator."""
        ...

    async def unsay(self, message_ids: Collection[MessageId]) -> None:
        """Messages were deleted: so are the questions that they asked, with their answers."""
        ...

    async def is_conversation(self, channel_id: ChannelId) -> bool:
        """Whether the bot has been asked in a thread."""
        ...

    async def read(self, urls: Sequence[str]) -> tuple[Article, ...]:
        """The articles at these addresses.

        Raises:
            SourceError: One cannot be read.
        """
        ...

    async def card(self, message_id: MessageId) -> Card | None:
        """What a message of ours shows; None if it is no card, or none that is kept."""
        ...

    async def summary(self, message_id: MessageId) -> Card | None:
        """The same with its summary, which is written now unless it is there."""
        ...

    async def stories(
        self, channels: Collection[ChannelId], typed: str
    ) -> tuple[tuple[StoryId, str], ...]:
        """At most 25 stories with a card in these channels, by what was typed of their titles."""
        ...

    async def place_of(self, story_id: StoryId, channels: Collection[ChannelId]) -> Posted | None:
        """A story's card in these channels."""
        ...

    async def rate(
        self, message_id: MessageId, *, by: Asker, opinion: Opinion, reason: str
    ) -> None:
        """What a reader thinks of a card; the last word counts."""
        ...

    async def erase(self, by: Asker) -> int:
        """Erase what is kept of a person; how much it was."""
        ...

    async def export(self, by: Asker) -> dict[str, Any]:
        """All that is kept of a person, as JSON."""
        ...

    async def registered(self) -> str:
        """The digest of the commands that Discord knows; empty at first."""
        ...

    async def register(self, digest: str) -> None:
        """Discord knows the commands with this digest now."""
        ...
