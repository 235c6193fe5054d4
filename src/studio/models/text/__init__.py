"""Language models: what each of them is asked and answers, and which there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, NamedTuple, Protocol, cast

from studio.core.errors import Unavailable

Role = Literal["system", "user", "assistant"]
Schema = Mapping[str, Any]


class Message(NamedTuple):
    """Something that is said to a model, or that it said."""

    role: Role
    text: str


class TextProvider(Protocol):
    """Somebody who answers in words."""

    @property
    def name(self) -> str:
        """Which model it is, for those who want to know who wrote something."""

    def reached(self) -> str:
        """Which models there are, in a few words; asks whoever answers.

        Raises:
            Unavailable: Nobody answers, or not to us.
        """

    def complete(
        self, messages: Sequence[Message], schema: Schema | None = None, *, seed: int = 1, most: int = 4000
    ) -> dict[str, Any]:
        """Answer with an object.

        Args:
            messages: What was said so far.
            schema: The JSON schema of the answer; any object if None. Models keep to it as well as they
                can: whoever asks checks the answer.
            seed: What chance draws from, where the model has such a thing.
            most: How long the answer may be, in tokens.

        Raises:
            Unavailable: Nobody answers, or not to us.
            ToolFailed: The answer is no object, or did not come in time.
        """


PROVIDERS: Mapping[str, str] = {
    "openai": "studio.models.text.openai:OpenAi",
    "scripted": "studio.models.text.scripted:Scripted",
}


@dataclass(frozen=True)
class Access:
    """How a model is reached.

    Attributes:
        url: Where its server answers, or `scripted:` and a file of answers.
        model: Which of the server's models; the first it names if empty.
        key: What lets us in; never shown.
    """

    url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)


_access = Access()


def configure(*, url: str = "", model: str = "", key: str = "") -> None:
    """Say which model is used; once in each process."""
    global _access
    _access = Access(url.strip(), model.strip(), key)


def available() -> TextProvider | None:
    """The model that is configured; None if none is."""
    if not _access.url:
        return None
    kind = "scripted" if _access.url.startswith("scripted:") else "openai"
    module, _, called = PROVIDERS[kind].partition(":")
    return cast("TextProvider", getattr(import_module(module), called).of(_access))


def chosen() -> TextProvider:
    """The model that is configured.

    Raises:
        Unavailable: None is.
    """
    if (found := available()) is None:
        raise Unavailable(
            "no language model is configured",
            hint="name a server that speaks as OpenAI's does: --set text_url=http://localhost:11434/v1"
            " --set text_model=qwen2.5:7b",
        )
    return found
