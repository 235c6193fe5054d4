"""Voices: what each of them is asked and answers, and who there is on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.core.errors import BadInput, NotFound, Unavailable
from studio.models.voice.speech import Phone, Speech, Spoken, VoiceCard, Word

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "PROVIDERS", "Phone", "Speech", "Spoken", "VoiceCard", "VoiceProvider", "Word",
    "available", "chosen", "everyone",
]  # fmt: skip


class VoiceProvider(Protocol):
    """Somebody who speaks."""

    @property
    def card(self) -> VoiceCard:
        """What it can do."""

    def speak(self, speech: Speech, out: Path) -> Spoken:
        """Say something into a file.

        Raises:
            BadInput: There is nothing to say, or it has no such voice.
            ToolFailed: It did not get done.
        """


PROVIDERS: Mapping[str, str] = {
    "espeak": "studio.models.voice.espeak:create",
}
"""Who makes each provider; it makes none where the program it needs is not there."""


def everyone() -> list[VoiceProvider]:
    """All who can speak on this machine, the best first."""
    found = [provider for name in PROVIDERS if (provider := _created(name))]
    return sorted(found, key=lambda provider: -provider.card.rank)


def available(language: str) -> list[VoiceProvider]:
    """Those who speak a language on this machine, the best first."""
    return [provider for provider in everyone() if provider.card.voices(language)]


def chosen(name: str, language: str) -> VoiceProvider:
    """A provider by its name, or the best one there is for a language with "auto".

    Raises:
        NotFound: Nobody is called that.
        Unavailable: It is not on this machine; the hint says the command that gets it.
        BadInput: It does not speak the language.
    """
    from studio.core.written.findings import nearest
    from studio.host import packages

    if name == "auto":
        if found := available(language):
            return found[0]
        if spoken := sorted({language for provider in everyone() for language in provider.card.languages}):
            raise BadInput(f"nobody here speaks {language!r}", hint=nearest(language, spoken))
        raise Unavailable("there is no voice on this machine", hint=packages.command_for("voice"))
    if name not in PROVIDERS:
        raise NotFound(f"there is no voice called {name}", hint=nearest(name, ["auto", *PROVIDERS]))
    if not (provider := _created(name)):
        raise Unavailable(
            f"{name} is not on this machine", hint=_COMMANDS.get(name) or packages.command_for("voice")
        )
    if not provider.card.voices(language):
        raise BadInput(
            f"{name} does not speak {language!r}",
            hint=f"it speaks {', '.join(sorted(provider.card.languages))}",
        )
    return provider


_COMMANDS: Mapping[str, str] = {}
"""What to type to get those that are no extra of ours."""


def _created(name: str) -> VoiceProvider | None:
    module, _, function = PROVIDERS[name].partition(":")
    create: Callable[[], VoiceProvider | None] = getattr(import_module(module), function)
    return create()
