"""What an admin can set: in the environment, in `.env`, and secrets also in files."""

import difflib
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    UrlConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot import __version__
from bot.errors import AdminError

PREFIX = "NEWSDESK_"
SECRETS = ("DISCORD_TOKEN", "OPENAI_API_KEY", "DATABASE_URL")
MAX_SECRET_BYTES = 64 * 1024
MEBIBYTE = 1024 * 1024

HttpUrl = Annotated[AnyHttpUrl, UrlConstraints(host_required=True)]
Seconds = Annotated[float, Field(gt=0, le=7 * 86_400)]
Count = Annotated[int, Field(ge=1, le=10_000)]
Money = Annotated[float, Field(ge=0, le=1_000_000)]
Questions = Annotated[int, Field(ge=0, le=10**9)]

BUDGETS = ("budget_day", "budget_month", "guild_budget_day", "guild_budget_month")


class Price(BaseModel):
    """What a million tokens of a model cost, in whatever currency the budgets are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Money
    output: Money
    cached: Money | None = None  # of the input; the same as `input` where it is left out


def data_folder() -> Path:
    """The folder for the embedded database and the local page, by the system's own custom."""
    return user_data_path("newsdesk", appauthor=False)


class Settings(BaseSettings):
    """Every setting, with the default that suits one machine and no account anywhere."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: Annotated[SecretStr | None, Field(validation_alias="DISCORD_TOKEN")] = None
    discord_api_url: Annotated[HttpUrl, Field(validation_alias="DISCORD_API_URL")] = AnyHttpUrl(
        "https://discord.com/api/v10"
    )
    discord_gateway_url: Annotated[
        str | None, Field(validation_alias="DISCORD_GATEWAY_URL", pattern="^wss?://")
    ] = None

    discord_requests_per_second: Annotated[int, Field(ge=1, le=10_000)] = 50

    openai_api_key: Annotated[SecretStr | None, Field(validation_alias="OPENAI_API_KEY")] = None
    openai_base_url: Annotated[HttpUrl | None, Field(validation_alias="OPENAI_BASE_URL")] = None
    openai_model: Annotated[str | None, Field(validation_alias="OPENAI_MODEL")] = None
    openai_fallback_model: Annotated[
        str | None, Field(validation_alias="OPENAI_FALLBACK_MODEL")
    ] = None
    openai_judge_model: Annotated[str | None, Field(validation_alias="OPENAI_JUDGE_MODEL")] = None
    openai_embedding_model: Annotated[
        str | None, Field(validation_alias="OPENAI_EMBEDDING_MODEL")
    ] = None

    style: Literal["headline", "brief", "standard", "detailed"] = "standard"
    language: Annotated[str | None, Field(pattern=r"^[\w-]{2,40}$")] = None
    house_rules: Annotated[str, Field(max_length=2_000)] = ""
    prompts: Path | None = None
    verify: Literal["checks", "model"] = "checks"
    article_tokens: Annotated[int, Field(ge=500, le=200_000)] = 6_000
    model_wait: Seconds = 60
    model_first_word: Seconds = 30
    model_at_once: Count = 4
    model_comeback: Annotated[float, Field(ge=0, le=7 * 86_400)] = 3_600
    prices: dict[str, Price] = Field(default_factory=dict)
    budget_day: Money | None = None
    budget_month: Money | None = None
    guild_budget_day: Money | None = None
    guild_budget_month: Money | None = None

    hears_threads: bool = False
    questions_person_hour: Questions | None = 20
    questions_person_day: Questions | None = 60
    questions_person_tokens: Questions | None = None
    questions_guild_hour: Questions | None = 200
    questions_guild_day: Questions | None = 1_000
    questions_guild_tokens: Questions | None = None
    questions_hour: Questions | None = None
    questions_day: Questions | None = None
    questions_tokens: Questions | None = None
    questions_kept_days: Annotated[int, Field(ge=1, le=3_650)] = 30

    guild_feeds: Count = 100
    guild_filters: Count = 50
    commands_in: tuple[Annotated[int, Field(ge=1, lt=2**63)], ...] = ()

    database_url: Annotated[SecretStr | None, Field(validation_alias="DATABASE_URL")] = None

    page: Path = Field(default_factory=lambda: data_folder() / "newsdesk.html")
    first_poll_shows: Annotated[int, Field(ge=0, le=1_000)] = 1
    poll_shortest: Annotated[float, Field(ge=1, le=86_400)] = 300
    poll_longest: Annotated[float, Field(ge=1, le=7 * 86_400)] = 86_400
    allow_private_networks: bool = False
    user_agent: Annotated[str, Field(pattern=r"^[\x20-\x7e]+$", max_length=300)] = (
        f"Newsdesk/{__version__}"
    )
    contact: Annotated[str | None, Field(pattern=r"^[\x21-\x7e]+$", max_length=200)] = None
    fetch_timeout: Seconds = 20
    concurrency: Count = 32
    host_concurrency: Count = 2
    host_spacing: Annotated[float, Field(ge=0, le=3_600)] = 1.0
    max_page_bytes: Annotated[int, Field(ge=10_000, le=100 * MEBIBYTE)] = 10 * MEBIBYTE
    readers: Annotated[int, Field(ge=1, le=64)] = 2
    reader_timeout: Seconds = 10
    reader_memory_mb: Annotated[int, Field(ge=256, le=65_536)] = 1_024
    health: Annotated[str, Field(pattern=r"^(off|[\x21-\x7e]+:\d{1,5})$", max_length=300)] = (
        "127.0.0.1:8766"
    )
    heartbeat: Annotated[float, Field(ge=1, le=600)] = 10
    log_format: Literal["auto", "human", "json"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] | None = None

    @field_validator("page")
    @classmethod
    def _home_is_known(cls, page: Path) -> Path:
        return page.expanduser()

    @field_validator("prompts")
    @classmethod
    def _home_of_prompts_is_known(cls, folder: Path | None) -> Path | None:
        return folder and folder.expanduser()

    @model_validator(mode="after")
    def _budgets_have_prices(self) -> "Settings":
        """A budget that nothing is counted against would never end."""
        set_ = [name for name in BUDGETS if getattr(self, name) is not None]
        unpriced = [name for name in self.models if name not in self.prices]
        if set_ and unpriced:
            budget = _setting_name(set_[0])
            raise ValueError(f"{budget} needs the price of {unpriced[0]} in NEWSDESK_PRICES")
        return self

    @property
    def models(self) -> tuple[str, ...]:
        """The models that may be asked, each once; without `OPENAI_MODEL`, none that writes."""
        named = [self.openai_embedding_model]
        if self.openai_model is not None:
            judge = self.openai_judge_model if self.verify == "model" else None
            named += [self.openai_model, self.openai_fallback_model, judge]
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def database(self) -> str:
        """The database's URL; it may hold a password, so it is never printed."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{data_folder() / 'newsdesk.sqlite3'}"

    @property
    def agent(self) -> str:
        """The User-Agent that publishers see, with the contact where there is one."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent

    @property
    def poll_bounds(self) -> tuple[timedelta, timedelta]:
        """The shortest and the longest time between two polls of one feed."""
        return timedelta(seconds=self.poll_shortest), timedelta(seconds=self.poll_longest)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put secrets named by *_FILE between what is set directly and `.env`."""
        del file_secret_settings
        files = InitSettingsSource(settings_cls, init_kwargs=_secrets_from_files(_given_names()))
        return init_settings, env_settings, files, dotenv_settings


def load_settings() -> Settings:
    """The settings as the environment and `.env` give them.

    Raises:
        AdminError: A value that cannot be used or an unknown NEWSDESK_ name; never with the value
            in it, which may be a secret.
    """
    refuse_unknown_names(_given_names())
    try:
        return Settings()
    except SettingsError as error:
        example = '{"gpt-5-mini": {"input": 0.25, "cached": 0.025, "output": 2}}'
        raise AdminError(f"NEWSDESK_PRICES has to be JSON such as {example}") from error
    except ValidationError as error:
        problems = (_problem(each["loc"], each["msg"]) for each in error.errors())
        raise AdminError("; ".join(problems)) from None


def _problem(where: tuple[int | str, ...], what: str) -> str:
    """A setting that is wrong, in words; what several settings say together names them itself."""
    if not where:
        return what.removeprefix("Value error, ")
    path = ": ".join([_setting_name(str(where[0])), *map(str, where[1:])])
    return f"{path}: {what}"


def refuse_unknown_names(names: Mapping[str, str | None]) -> None:
    """Catch typing errors: a NEWSDESK_ name that is no setting would be ignored in silence.

    Raises:
        AdminError: Naming the unknown setting and the nearest known one.
    """
    known = {_setting_name(field) for field in Settings.model_fields}
    known |= {f"{name}_FILE" for name in SECRETS}
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.0)
            raise AdminError(f"{name} is not a setting; did you mean {nearest[0]}?")


def _given_names() -> dict[str, str | None]:
    return {**dotenv_values(".env"), **os.environ}


def _setting_name(field: str) -> str:
    """The name that an admin knows: pydantic reports fields with an alias by that alias."""
    info = Settings.model_fields.get(field)
    if info is None:
        return field
    return str(info.validation_alias or PREFIX + field.upper())


def _secrets_from_files(names: Mapping[str, str | None]) -> dict[str, Any]:
    secrets: dict[str, Any] = {}
    for name in SECRETS:
        path = names.get(f"{name}_FILE")
        if not path:
            continue
        if names.get(name):
            raise AdminError(f"{name} and {name}_FILE are both set; keep one of them")
        secrets[name] = _read_secret(name, Path(path))
    return secrets


def _read_secret(name: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            secret = file.read(MAX_SECRET_BYTES).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise AdminError(f"{name}_FILE: {path} cannot be read: {reason}") from error
    if not secret:
        raise AdminError(f"{name}_FILE: {path} is empty")
    return secret
