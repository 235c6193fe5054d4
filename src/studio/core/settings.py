"""What a user may set for the whole product, and where each value comes from.

Weakest first: the defaults, studio.toml in STUDIO_HOME, studio.toml in the current folder,
STUDIO_… in the environment, and --set on the command line. Nothing else reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from studio.core.cards import ALL, wanted
from studio.core.errors import BadInput

PREFIX = "STUDIO_"
FILE = "studio.toml"


def _bytes(given: object) -> object:
    from studio.core.materials import parse_bytes

    return parse_bytes(given.strip() if isinstance(given, str) else given)


def _cards(given: str) -> str:
    wanted(given)
    return given


class Settings(BaseModel):
    """Everything that can be set; built once by assembly and handed down."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("animation-ai-studio", appauthor=False)),
        description="Where the product keeps what outlives a run.",
    )
    jobs: int = Field(default=2, ge=1, le=256, description="How many things are worked on at a time.")
    cpus: int = Field(
        default=0, ge=0, description="How many cores our work may use, all together; 0: all there are."
    )
    memory: Annotated[int, BeforeValidator(_bytes)] = Field(
        default=0,
        ge=0,
        description="How much memory our work may hold, all together, such as 2 GiB; 0: what there is.",
    )
    priority: Literal["normal", "low", "idle", "batch"] = Field(
        default="normal",
        description="How our work gives way to other programs: normal, low, idle (only what nobody else"
        " wants) or batch (for long calculations).",
    )
    gpus: Annotated[str, AfterValidator(_cards)] = Field(
        default=ALL,
        description="Which graphics cards work for them may use: all, none, or numbers or names with commas"
        " between them; 0:2 lets two calls share card 0.",
    )
    memory_hold: int = Field(
        default=80,
        ge=1,
        le=100,
        description="The share of the machine's memory in use, in percent, from which nothing new begins;"
        " 5 above it something of ours goes.",
    )
    quality: Literal["auto", "fast", "standard", "high"] = Field(
        default="auto",
        description="What films are made in where nobody says a size or an effort; auto: what suits the"
        " machine.",
    )
    max_megapixels: int = Field(
        default=500, gt=0, description="Pictures with more pixels than this are refused before decoding."
    )
    ffmpeg: str = Field(default="", description="An ffmpeg of your own instead of the one that came with us.")
    log_json: str = Field(
        default="", description="A file for the structured log, one JSON object a line; - is stderr."
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="A PostgreSQL server that keeps the runs, instead of a file in home.",
    )
    text_url: str = Field(
        default="",
        description="A server with a language model that speaks as OpenAI's does, such as Ollama, vLLM or"
        " llama.cpp; its key, if it has one, is the secret `text`.",
    )
    text_model: str = Field(default="", description="Which of its models; the first it names if left out.")
    models_on: Literal["gpu", "cpu"] = Field(
        default="gpu",
        description="What models of pictures and films run on: a graphics card, or the processor, which"
        " takes hours for what a card does in minutes.",
    )
    signing_certificate: str = Field(
        default="",
        description="A file with the certificate that finished films are signed with as Content Credentials"
        " (C2PA), in PEM, with those above it; nothing is signed if left out. Needs the extra provenance.",
    )
    signing_key: str = Field(default="", description="The file with its key, in PEM, without a password.")
    trusted_signers: str = Field(
        default="", description="A file with the certificates, in PEM, of those whose signatures are trusted."
    )
    secrets: dict[str, SecretStr] = Field(
        default_factory=dict, description="Keys and passwords by name; never shown, never logged."
    )


@dataclass(frozen=True)
class Setting:
    """One value as it stands, for people to look at; secrets are masked."""

    name: str
    value: str
    source: str
    description: str


@dataclass(frozen=True)
class Found:
    """The settings and the source of every value that is not a default."""

    settings: Settings
    sources: Mapping[str, str]

    def rows(self) -> list[Setting]:
        return [
            Setting(name, _shown(getattr(self.settings, name)), self.sources.get(name, "default"), about)
            for name, field in Settings.model_fields.items()
            for about in [field.description or ""]
        ]


def load(
    flags: Sequence[str] = (), *, environment: Mapping[str, str] | None = None, folder: Path = Path()
) -> Found:
    """Read every source and say where each value came from.

    Args:
        flags: `NAME=VALUE` as given with --set, or `--NAME=VALUE` where there is an option of that name.
        environment: The environment, or another mapping in its place.
        folder: Where the project's studio.toml lies.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}

    def take(given: Mapping[str, Any], source: str) -> None:
        for name, value in given.items():
            adds = name == "secrets" and isinstance(value, dict)
            values[name] = {**values.get(name, {}), **value} if adds else value
            sources[name] = source

    from_environment = _environment(environment)
    home = Path(from_environment.get("home", _default_home()))
    for file in dict.fromkeys((home / FILE, folder / FILE)):
        take(_file(file), str(file))
    for name, value in from_environment.items():
        take({name: value}, f"{PREFIX}{name.upper()}" if name != "secrets" else f"{PREFIX}SECRET_…")
    for name, value, source in map(_flag, flags):
        take({name: value}, source)
    return Found(_checked(values, sources), sources)


def _environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in Settings.model_fields:
        if name != "secrets" and (value := environment.get(PREFIX + name.upper())):
            found[name] = value
    marker = f"{PREFIX}SECRET_"
    secrets = {
        name.removeprefix(marker).lower(): value
        for name, value in environment.items()
        if name.startswith(marker)
    }
    return found | ({"secrets": secrets} if secrets else {})


def _file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as refused:
        reason = (refused.strerror or "").lower() if isinstance(refused, OSError) else "it is not UTF-8 text"
        raise BadInput(f"{path} cannot be read: {reason}", hint="mend the file or take it away") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise BadInput(f"{path} is not valid TOML: {wrong}", hint="mend the line it names") from None


def _flag(flag: str) -> tuple[str, str, str]:
    """A setting, its value and what the person wrote to set it."""
    given, separator, value = flag.partition("=")
    name = given.strip().removeprefix("--").replace("-", "_")
    if not separator or name == "secrets":
        raise BadInput(f"--set {given}: write NAME=VALUE", hint="studio config show lists the names")
    return name, value, given if given.startswith("--") else "--set"


def _checked(values: Mapping[str, Any], sources: Mapping[str, str]) -> Settings:
    try:
        return Settings.model_validate(dict(values))
    except ValidationError as refused:
        error = refused.errors(include_url=False)[0]
        name = str(error["loc"][0])
        source = sources.get(name, "settings")
        if error["type"] == "extra_forbidden":
            near = get_close_matches(name, list(Settings.model_fields), n=1)
            hint = f"did you mean {near[0]}?" if near else "studio config show lists the names"
            raise BadInput(f"{source}: there is no setting {name!r}", hint=hint) from None
        reason = error["msg"][:1].lower() + error["msg"][1:]
        given = "" if name == "secrets" else f" (given: {error['input']!r})"
        where = source if source == f"--{name.replace('_', '-')}" else f"{source}: {name}"
        raise BadInput(
            f"{where}: {reason}{given}",
            hint="studio config show says what each means",
        ) from None


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}=********" for name in sorted(value)) or "none"
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else ""
    return str(value)


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("animation-ai-studio", appauthor=False))


def environment_for(child: Mapping[str, str]) -> dict[str, str]:
    """The environment a child process gets: ours without anything secret, and what it needs besides."""
    hidden = (f"{PREFIX}SECRET_", f"{PREFIX}DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return {**kept, **child}


def zone_of_environment() -> str | None:
    """What the environment says about the time zone; None if nothing."""
    return os.environ.get("TZ")


def shown_to_libraries(name: str) -> str | None:
    """What our own environment tells libraries under a name; None if nothing."""
    return os.environ.get(name)


def tell_libraries(values: Mapping[str, str]) -> None:
    """Put into our own environment what libraries read when they are loaded, before any of them is."""
    os.environ.update(values)
