"""Addresses of databases: what is understood, what is refused, what is shown."""

from pathlib import Path

import pytest

from bot.errors import AdminError
from bot.storage.address import parse_address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///news.db", "news.db"),
        ("sqlite:////var/lib/news.db", "/var/lib/news.db"),
        ("sqlite+aiosqlite:///folder/news.db", "folder/news.db"),
        ("SQLite:///news.db", "news.db"),
        ("news.db", "news.db"),
        (" /var/lib/my news.db ", "/var/lib/my news.db"),
    ],
)
def test_a_sqlite_address_is_a_file(url: str, path: str) -> None:
    address = parse_address(url)

    assert address.path == Path(path)
    assert address.shown == path
    assert address.kept


def test_a_file_in_the_home_folder_is_found_there() -> None:
    assert parse_address("sqlite:///~/news.db").path == Path.home() / "news.db"


@pytest.mark.parametrize("url", ["sqlite:///:memory:", ":memory:", "sqlite+aiosqlite:///:memory:"])
def test_a_database_in_memory_is_not_kept(url: str) -> None:
    assert not parse_address(url).kept


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ines:s3cret@db.example:5433/news",
        "postgres://ines:s3cret@db.example:5433/news",
        "postgresql+asyncpg://ines:s3cret@db.example:5433/news",
        "postgresql+psycopg://ines:s3cret@db.example:5433/news?channel_binding=require",
    ],
)
def test_a_postgresql_address_is_shown_without_its_password(url: str) -> None:
    address = parse_address(url)

    assert address.dsn == "postgresql://ines:s3cret@db.example:5433/news"
    assert address.shown == "postgresql://ines@db.example:5433/news"


def test_what_the_driver_understands_is_passed_on() -> None:
    address = parse_address("postgresql:///news?host=/run/postgresql&sslmode=require")

    assert address.dsn == "postgresql:///news?host=%2Frun%2Fpostgresql&sslmode=require"
    assert address.shown == "postgresql:///news"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sqlite://",
        "sqlite:///",
        "sqlite:///news.db?mode=ro",
        "mysql://ines:s3cret@db.example/news",
        "http://db.example",
        "postgresql://ines:s3cret@db.example:port/news",
        "postgresql://ines:s3cret@[::1/news",
    ],
)
def test_any_other_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(AdminError) as caught:
        parse_address(url)

    assert "s3cret" not in str(caught.value)
    assert "write " in str(caught.value)
