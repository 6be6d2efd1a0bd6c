"""Settings are forgiving to nobody: a typing error is named, a secret never printed."""

import re
from pathlib import Path

import pytest

from bot.errors import AdminError
from bot.settings import PREFIX, Settings, load_settings

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing set, and no `.env` in the working folder."""
    monkeypatch.chdir(tmp_path)
    for field, info in Settings.model_fields.items():
        name = str(info.validation_alias or PREFIX + field.upper())
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_everything_has_a_default() -> None:
    settings = load_settings()

    assert settings.database.startswith("sqlite:///")
    assert settings.discord_token is None
    assert settings.first_poll_shows == 1


def test_the_environment_beats_dot_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NEWSDESK_FIRST_POLL_SHOWS=3\nNEWSDESK_READERS=1\n")
    monkeypatch.setenv("NEWSDESK_FIRST_POLL_SHOWS", "5")

    settings = load_settings()

    assert (settings.first_poll_shows, settings.readers) == (5, 1)


@pytest.mark.parametrize("source", ["environment", ".env"])
def test_an_unknown_name_is_an_error_that_names_the_nearest(
    source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if source == "environment":
        monkeypatch.setenv("NEWSDESK_POLL_SHORTES", "60")
    else:
        (tmp_path / ".env").write_text("NEWSDESK_POLL_SHORTES=60\n")

    with pytest.raises(AdminError, match=r"did you mean NEWSDESK_POLL_SHORTEST\?"):
        load_settings()


def test_a_wrong_value_is_named_by_its_setting_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSDESK_READERS", "hunter2")
    monkeypatch.setenv("DISCORD_GATEWAY_URL", "hunter2")

    with pytest.raises(AdminError) as error:
        load_settings()

    assert "NEWSDESK_READERS" in str(error.value)
    assert "DISCORD_GATEWAY_URL" in str(error.value)
    assert "hunter2" not in str(error.value)


def test_a_secret_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hunter2\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))

    settings = load_settings()

    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "hunter2"


def test_a_database_url_can_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "url").write_text("postgresql://newsdesk:hunter2@db/news")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))

    settings = load_settings()

    assert settings.database == "postgresql://newsdesk:hunter2@db/news"


def test_a_secret_file_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(AdminError, match=r"OPENAI_API_KEY_FILE: .*nowhere cannot be read"):
        load_settings()


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hunter2")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("DISCORD_TOKEN", "hunter3")

    with pytest.raises(AdminError, match="DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set"):
        load_settings()


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "OPENAI_API_KEY", "DATABASE_URL"):
        monkeypatch.setenv(name, "hunter2")

    settings = load_settings()

    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_example_names_every_setting_with_its_default() -> None:
    lines = EXAMPLE.read_text().splitlines()
    named = {m[1]: m[2] for line in lines if (m := re.fullmatch(r"#([A-Z_]+)=(.*)", line))}

    expected = {
        str(info.validation_alias or PREFIX + field.upper()): info.default
        for field, info in Settings.model_fields.items()
    }

    assert named.keys() == expected.keys()
    for name, value in named.items():
        default = expected[name]
        assert value == "" or str(default).casefold() == value.casefold(), name


PRICES = '{"small": {"input": 0.25, "output": 2}}'


def test_prices_are_read_with_the_models_that_they_are_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_MODEL", "small")
    monkeypatch.setenv("NEWSDESK_PRICES", PRICES)
    monkeypatch.setenv("NEWSDESK_BUDGET_DAY", "1.5")

    settings = load_settings()

    assert (settings.models, settings.budget_day) == (("small",), 1.5)
    assert (settings.prices["small"].output, settings.prices["small"].cached) == (2, None)


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        ("0.25", "NEWSDESK_PRICES: Input should be a valid dictionary"),
        ("{small: 0.25}", "has to be JSON such as"),
        ('{"small": {"input": 1}}', "NEWSDESK_PRICES: small: output: Field required"),
        ('{"small": {"input": 1, "output": -1}}', "NEWSDESK_PRICES: small: output"),
        ('{"small": {"input": 1, "output": 1, "outptu": 2}}', "NEWSDESK_PRICES: small: outptu"),
    ],
)
def test_prices_that_cannot_be_used_are_said(
    prices: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSDESK_PRICES", prices)

    with pytest.raises(AdminError, match=re.escape(words)):
        load_settings()


@pytest.mark.parametrize(
    "extra",
    [
        {"OPENAI_FALLBACK_MODEL": "large"},
        {"OPENAI_JUDGE_MODEL": "large", "NEWSDESK_VERIFY": "model"},
    ],
)
def test_a_budget_needs_the_price_of_every_model_that_may_be_asked(
    extra: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"OPENAI_MODEL": "small", "NEWSDESK_PRICES": PRICES, "NEWSDESK_BUDGET_MONTH": "10"}
    for name, value in (given | extra).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(AdminError, match="NEWSDESK_BUDGET_MONTH needs the price of large"):
        load_settings()


def test_a_judge_that_is_not_asked_needs_no_price(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"OPENAI_MODEL": "small", "NEWSDESK_PRICES": PRICES, "NEWSDESK_BUDGET_MONTH": "10"}
    for name, value in {**given, "OPENAI_JUDGE_MODEL": "large"}.items():
        monkeypatch.setenv(name, value)

    assert load_settings().models == ("small",)
