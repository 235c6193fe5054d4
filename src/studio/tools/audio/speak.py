"""Speaking text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from studio.core.errors import BadInput
from studio.core.materials import Audio, Range, Seconds, Unit
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool


@dataclass(frozen=True)
class Timed:
    """A word, and when it is heard.

    Attributes:
        word: The word as it is written.
        start: When it begins.
        end: When it ends.
        offset: Where it begins in the text.
    """

    word: str
    start: Seconds
    end: Seconds
    offset: int


@dataclass(frozen=True)
class Speech:
    """Text that is spoken.

    Attributes:
        sound: The recording: 48 kHz, mono, 16 bits.
        duration: How long it is.
        voice: Who speaks, with which voice.
        language: In which language.
        exact: Whether the times of the words are the voice's own; otherwise they are estimated.
        words: All words with their times, where they are asked for.
    """

    sound: Audio
    duration: Seconds
    voice: str
    language: str
    exact: bool
    words: list[Timed] | None


def _held(given: Mapping[str, Any]) -> Resources:
    """Two hundred letters are a dozen seconds, which are held a few times over."""
    return Resources(memory=f"{150 + len(str(given['text'])) * 6 // 100} MB")


def _speaker(given: Mapping[str, Any]) -> str:
    """Who speaks: `auto` is somebody else on another machine."""
    from studio.models import voice as voices

    card = voices.chosen(given["voice"], _language(given["text"], given["language"])).card
    return f"{card.name} {card.version}"


def _refuse(given: Mapping[str, Any]) -> None:
    """Refuse voices that nobody has, and names without their sound, whatever the text."""
    from studio.models import voice as voices

    for pronounced in given["pronounce"] or ():
        _pronounced(pronounced)
    voices.refuse_unknown(given["voice"])
    if given["language"] != "auto":
        voices.chosen(given["voice"], _language("", given["language"]))


@tool(pure=True, resources=_held, depends=_speaker, refuse=_refuse)
def speak(
    text: str,
    *,
    language: str = "auto",
    voice: str = "auto",
    speed: Annotated[float, Range(0.5, 3), Unit("times")] = 1,
    pauses: Annotated[float, Range(0, 5), Unit("times")] = 1,
    pitch: Annotated[float, Range(0.5, 2.5), Unit("times")] = 1,
    throat: Annotated[float, Range(0.6, 1.6), Unit("times")] = 1,
    pronounce: list[str] | None = None,
    plain: bool = False,
    words: bool = False,
) -> Speech:
    """Speak a text, and say when each word is heard.

    The best voice of this machine speaks: piper, flite, festival and espeak are looked for, in that
    order, each as a program of its own. Figures, prices, times, addresses and short forms are read as
    people say them in English, German, Italian, Spanish and French. Nothing in a text is a command,
    but for *emphasis* between asterisks and empty lines between paragraphs.

    Args:
        text: What to say.
        language: Its language, such as en, de or en-gb; auto looks at the words.
        voice: Who speaks: auto, a provider such as espeak, or one of its voices, such as espeak:en-gb+f2.
        speed: How many times as fast as the voice speaks by itself.
        pauses: How many times as long as usual it pauses at commas, full stops and paragraphs.
        pitch: How many times as high as the voice by itself it is said.
        throat: How many times as long the throat is from which it comes: a child's is shorter, and brighter.
        pronounce: How a name is said, as NAME=SOUND, in other letters (Radwerk=rahd verk) or, for espeak,
            in its sounds (Radwerk=[[r'A:dvERk]]). May be repeated.
        plain: Leave the voice as it comes, instead of making it sit in a mix: less rumble and edge, an
            even level of -19 LUFS, a small room.
        words: Tell the times of all words.

    Examples:
        studio audio speak "Every morning, the lighthouse café bakes its own bread."
        studio audio speak "Frische Brötchen, *jeden* Morgen!" --voice espeak:de+f2 --speed 1.1 --out ad.wav
        studio audio speak "I want two of them!" --voice espeak:en-us+f2 --pitch 1.5 --throat 0.82
        studio audio speak "Radwerk builds bicycles." --pronounce "Radwerk=rahd verk" --words --json
    """
    from studio.models import voice as voices

    told = _language(text, language)
    provider = voices.chosen(voice, told)
    asked = voices.Speech(
        text=text,
        language=told,
        voice=voice.partition(":")[2],
        speed=speed,
        pauses=pauses,
        pitch=pitch,
        throat=throat,
        pronunciations=dict(map(_pronounced, pronounce or ())),
        polish=not plain,
    )
    made = provider.speak(asked, run().folder / "speech.wav")
    times = [Timed(one.text, round(one.start, 3), round(one.end, 3), one.offset) for one in made.words]
    return Speech(
        sound=made.sound,
        duration=round(made.seconds, 3),
        voice=f"{made.provider}:{made.voice}",
        language=told,
        exact=made.exact,
        words=times if words else None,
    )


def _language(text: str, language: str) -> str:
    from studio.models.voice.reading.language import language_of

    return language_of(text) if language == "auto" else language.lower().replace("_", "-")


def _pronounced(given: str) -> tuple[str, str]:
    name, separator, sound = given.partition("=")
    if not separator:
        raise BadInput(f"{given}: no pronunciation", hint="write NAME=SOUND, such as Radwerk=rahd verk")
    return name.strip(), sound.strip()
