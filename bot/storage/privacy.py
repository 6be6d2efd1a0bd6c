"""What is kept of a person: shown to them, erased when they say so, and gone when its time is over.

Rows know people by a hash alone; see `Asker`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, select, update

from bot.news import Asker, GuildId, Question, QuestionState
from bot.storage.answers import read_answer
from bot.storage.questions import GONE, question_of
from bot.storage.reports import erase_reports, reports_of
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import opinions, questions, reports, uses
from bot.storage.uses import DAY

_IS_OVER = questions.c.state.in_([QuestionState.ANSWERED.value, QuestionState.CLOSED.value])


class PrivacyShelf(Shelf):
    """Questions, opinions and reports, by whose they are and how old they are."""

    async def kept_of(self, asker: Asker) -> dict[str, Any]:
        """All that is kept of a person, as JSON; the newest first."""
        asked = select(questions).where(questions.c.asker == asker).order_by(questions.c.id.desc())
        thought = select(opinions).where(opinions.c.asker == asker)
        async with self._database.reading() as connection:
            asked_rows = (await connection.execute(asked)).all()
            thought_rows = (await connection.execute(thought.order_by(opinions.c.given_at))).all()
            reported = await reports_of(connection, asker)
        return {
            "questions": [
                {
                    "asked_at": row.asked_at.isoformat(),
                    "guild": _id(row.guild_id),
                    "channel": _id(row.channel_id),
                    "name": row.name,
                    "question": row.text,
                    "pages": [page["url"] for page in row.pages],
                    "answer": _said(row.answer),
                }
                for row in asked_rows
            ],
            "opinions": [
                {
                    "given_at": row.given_at.isoformat(),
                    "message": _id(row.message_id),
                    "opinion": row.opinion,
                    "reason": row.reason,
                }
                for row in thought_rows
            ],
            "reports": [
                {
                    "made_at": each.made_at.isoformat(),
                    "guild": _id(each.guild_id),
                    "message": _id(each.message_id),
                    "reason": each.reason,
                }
                for each in reported
            ],
        }

    @whole
    async def erase(self, asker: Asker, *, now: datetime) -> tuple[list[Question], int]:
        """Erases what is kept of a person; what stands on Discord is then to be deleted.

        Returns:
            What is left of their questions, and how many opinions and reports are gone.
        """
        theirs = update(questions).where(questions.c.asker == asker)
        async with self._database.writing(durable=True) as connection:
            gone = await connection.execute(theirs.values(**GONE, due_at=now).returning(questions))
            left = [question_of(row) for row in gone.mappings()]
            thought = await connection.execute(opinions.delete().where(opinions.c.asker == asker))
            reported = await erase_reports(connection, asker, now)
            # What limits still look at stays theirs: else whoever erases could ask without end.
            old = and_(uses.c.asker == asker, uses.c.at < now - DAY)
            await connection.execute(update(uses).where(old).values(asker=""))
        return left, thought.rowcount + reported

    @whole
    async def forget_readers(self, before: datetime, *, guild_id: GuildId | None = None) -> int:
        """Forgets questions, opinions and reports from before a moment; how many they were.

        What stands on Discord stays: it is the community's, not ours.

        Args:
            before: The moment.
            guild_id: Only the questions of this guild; None for all, and for opinions.
        """
        asking = questions.delete().where(questions.c.asked_at < before, _IS_OVER)
        async with self._database.writing() as connection:
            if guild_id is not None:
                asked = await connection.execute(asking.where(questions.c.guild_id == guild_id))
                return asked.rowcount
            asked = await connection.execute(asking)
            await connection.execute(uses.delete().where(uses.c.at < before))
            thought = await connection.execute(
                opinions.delete().where(opinions.c.given_at < before)
            )
            reported = await connection.execute(reports.delete().where(reports.c.made_at < before))
        return asked.rowcount + thought.rowcount + reported.rowcount


def _id(number: int | None) -> str | None:
    """An id of Discord's, which is too large a number for many readers of JSON."""
    return None if number is None else str(number)


def _said(payload: object) -> str | None:
    answer = read_answer(payload)
    if answer is None:
        return None
    return " ".join(each.text for each in answer.statements) or "The coverage does not say."
