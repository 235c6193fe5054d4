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
    "available", "chosen", "command_for", "everyone", "refuse_unknown",
]  # fmt: skip


class VoiceProvider(Protocol):
    """Somebody who speaks."""

    @property
    def card(self) -> VoiceCard:
        """What it can do."""

    def refuse(self, voice: str) -> None:
        """Raise BadInput where it has no voice of that name."""

    def speak(self, speech: Speech, out: Path) -> Spoken:
        """Say something into a file.

        Raises:
            BadInput: There is nothing to say, or it has no such voice.
            ToolFailed: It did not get done.
        """


PROVIDERS: Mapping[str, str] = {
    "piper": "studio.models.voice.piper:create",
    "flite": "studio.models.voice.flite:create",
    "festival": "studio.models.voice.festival:create",
    "espeak": "studio.models.voice.espeak:create",
}
"""Who makes each provider; it makes none where the program it needs is not there."""


def everyone() -> list[VoiceProvider]:
    """All who can speak on this machine, the best first."""
    found = [provider for name in PROVIDERS if (provider := _created(name))]
    return sorted(found, key=lambda provider: -provider.card.rank)


def available(language: str) -> list[VoiceProvider]:
    """Those who speak a language on this machine, the best first.

    Of a country's own form, as en-gb, those who speak just that come before those who speak another.
    """
    found = [provider for provider in everyone() if provider.card.voices(language)]
    return sorted(found, key=lambda provider: language not in provider.card.languages)


def chosen(name: str, language: str) -> VoiceProvider:
    """A provider by its name, or the best one there is for a language with "auto".

    Args:
        name: "auto", a provider, or one with a voice, as espeak:en-gb+f2.
        language: The language to speak.

    Raises:
        NotFound: Nobody is called that.
        Unavailable: It is not on this machine; the hint says the command that gets it.
        BadInput: It has no such voice, or does not speak the language.
    """
    refuse_unknown(name)
    provider, _, voice = name.partition(":")
    if provider == "auto":
        return _best(language)
    if not (found := _created(provider, voice)):
        raise Unavailable(f"{provider} is not on this machine", hint=command_for(provider))
    if not voice and not found.card.voices(language):
        raise BadInput(
            f"{provider} does not speak {language!r}",
            hint=f"it speaks {', '.join(sorted(found.card.languages))}",
        )
    return found


def refuse_unknown(name: str) -> None:
    """Refuse a name that nobody has, and a voice that a provider on this machine has not.

    Raises:
        NotFound: Nobody is called that.
        BadInput: It has no such voice.
    """
    from studio.core.written.findings import nearest

    provider, _, voice = name.partition(":")
    if provider == "auto":
        return
    if provider not in PROVIDERS:
        raise NotFound(f"there is no voice called {provider}", hint=nearest(provider, ["auto", *PROVIDERS]))
    if voice and (found := _created(provider, voice)):
        found.refuse(voice)


def _best(language: str) -> VoiceProvider:
    from studio.core.written.findings import nearest

    if found := available(language):
        return found[0]
    spoken = sorted({language for provider in everyone() for language in provider.card.languages})
    if not spoken:
        raise Unavailable("there is no voice on this machine", hint=command_for("espeak"))
    # The others speak a few languages, and this one about a hundred.
    if "espeak" in PROVIDERS and not _created("espeak"):
        raise Unavailable(f"nobody here speaks {language!r}", hint=command_for("espeak"))
    raise BadInput(f"nobody here speaks {language!r}", hint=nearest(language, spoken))


def command_for(name: str) -> str:
    """What to type to get a provider."""
    from studio.host import packages

    return _COMMANDS.get(name) or packages.command_for("voice")


_COMMANDS: Mapping[str, str] = {
    "piper": "pip install piper-tts, and keep its voices in the folder voices of STUDIO_HOME",
    "flite": "apt-get install flite",
    "festival": "apt-get install festival",
}
"""What to type to get those that are no extra of ours."""


def _created(name: str, voice: str = "") -> VoiceProvider | None:
    module, _, function = PROVIDERS[name].partition(":")
    create: Callable[[str], VoiceProvider | None] = getattr(import_module(module), function)
    return create(voice)
