"""Where a database is: a DATABASE_URL, read and checked."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot.errors import AdminError

MEMORY = ":memory:"

# libpq's words that asyncpg would pass on to the server, which does not know them.
_LIBPQ_ONLY = frozenset({"channel_binding", "connect_timeout", "keepalives", "keepalives_idle"})


@dataclass(frozen=True, slots=True)
class Address:
    """One database: either a SQLite file or a PostgreSQL server's.

    Attributes:
        shown: The address for people, without a password.
        path: The SQLite file; None for PostgreSQL, and for a SQLite database that is not kept.
        dsn: The PostgreSQL address with everything in it; None for SQLite.
    """

    shown: str
    path: Path | None = None
    dsn: str | None = None

    @property
    def kept(self) -> bool:
        """Whether what is saved there outlives the program."""
        return self.path is not None or self.dsn is not None


def parse_address(url: str) -> Address:
    """Reads a database URL, with or without the name of a driver in its scheme.

    Args:
        url: `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite:///:memory:`, a bare path,
            `postgresql://user:password@host/name` or `postgres://…`.

    Raises:
        AdminError: For any other scheme, and for a URL that names no database.
    """
    scheme, separator, rest = url.strip().partition("://")
    if not separator:
        return _sqlite(scheme)
    match scheme.lower().partition("+")[0]:
        case "sqlite":
            return _sqlite(rest.removeprefix("/"))
        case "postgresql" | "postgres":
            return _postgresql(f"postgresql://{rest}")
    raise AdminError(
        f"a database of the kind {scheme!r} is not supported: "
        "write sqlite:///news.db or postgresql://user:password@host/name"
    )


def _sqlite(path: str) -> Address:
    if path == MEMORY:
        return Address(shown="in memory")
    if not path or "\0" in path or "?" in path:
        raise AdminError("the database's address names no file: write sqlite:///news.db")
    file = Path(path).expanduser()
    return Address(shown=str(file), path=file)


def _postgresql(url: str) -> Address:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # whose message may hold the password
        raise AdminError(
            "the database's address cannot be read: write postgresql://user:password@host/name"
        ) from None
    user = f"{parts.username}@" if parts.username else ""
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] not in _LIBPQ_ONLY])
    return Address(
        shown=f"postgresql://{user}{parts.hostname or ''}{port}{parts.path}",
        dsn=f"postgresql://{parts.netloc}{parts.path}{query and '?'}{query}",
    )
