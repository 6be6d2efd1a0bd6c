"""What a database can answer instead of an answer, in words for the admin.

Only what the admin can mend is translated: no server, no disk, no right, no patience. A broken
constraint or a wrong statement is a bug of ours, and stays loud.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import AdminError

_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNUSABLE = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
# Classes of SQLSTATE (PostgreSQL's manual, appendix A): connection, rights, no such database,
# resources, an operator's intervention, the system.
_SERVER_TROUBLES = ("08", "28", "3D", "53", "57", "58")


@contextmanager
def translated(shown: str) -> Iterator[None]:
    """Turns what only the admin can mend into an `AdminError`.

    Args:
        shown: The database's address, without a password.

    Raises:
        AdminError: When the database cannot be reached, is locked, or cannot be used.
    """
    try:
        yield
    except Exception as error:
        problem = _problem(error)
        if problem is None:
            raise
        raise AdminError(f"the database {shown} {problem}") from error


def _problem(error: Exception) -> str | None:
    """What is wrong, to be read after the database's address; None for a bug of ours."""
    if isinstance(error, PoolTimeoutError):
        return "is too busy: no connection became free"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _sqlite_problem(cause)
    sqlstate = getattr(cause, "sqlstate", None)
    if sqlstate is not None:
        return _reached(cause) if str(sqlstate).startswith(_SERVER_TROUBLES) else None
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return _reached(cause) if lost or isinstance(cause, OSError) else None


def _sqlite_problem(error: sqlite3.Error) -> str | None:
    # An extended code keeps its plain one in the lowest byte (SQLite's manual, "Result Codes").
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _LOCKED:
        return "is locked by another program"
    return f"cannot be used: {error}" if code in _UNUSABLE else None


def _reached(cause: BaseException | None) -> str:
    words = " ".join(str(cause).split()) or type(cause).__name__
    return f"cannot be reached: {words}"
