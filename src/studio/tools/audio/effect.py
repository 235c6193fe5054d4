"""Changing how recordings sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from studio.core.errors import BadInput
from studio.core.materials import Audio, Decibels, Fraction, Range, Seconds, Semitones, Unit
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.effects import parse_band
from studio.media.sound.formats import SoundFormat

Band = Annotated[str, Unit("Hz:dB:Q", parse_band)]
Gain = Annotated[float, Range(-30, 30), Unit("dB")]


@dataclass(frozen=True)
class Changed:
    """A recording that sounds different now.

    Attributes:
        sound: The recording.
        duration: How long it is now.
        lowered: By how much it was turned down, so that it does not clip; none where it was not.
    """

    sound: Audio
    duration: Seconds
    lowered: Annotated[float | None, Unit("dB")]


def _held(given: Mapping[str, Any]) -> Resources:
    """What is played backwards must be held whole."""
    return Resources(memory="2.2 GB" if given["reverse"] else "300 MB")


@tool(pure=True, resources=_held)
def effect(
    sound: Audio,
    *,
    reverse: bool = False,
    denoise: Annotated[float, Range(0, 60), Unit("dB")] = 0,
    speed: Annotated[float, Range(0.1, 10), Unit("times")] = 1,
    pitch: Semitones = 0,
    voice: bool = False,
    sharp: bool = False,
    equalizer: list[Band] | None = None,
    bass: Gain = 0,
    treble: Gain = 0,
    compress: Annotated[float, Range(1, 20)] = 1,
    threshold: Decibels = -20,
    echo: Annotated[Seconds, Range(0, 10)] = 0,
    echo_level: Fraction = 0.4,
    reverb: Fraction = 0,
    room: Annotated[Seconds, Range(0.1, 20)] = 1.2,
    fade_in: Seconds = 0,
    fade_out: Seconds = 0,
    format: SoundFormat | None = None,
) -> Changed:
    """Change how a recording sounds: any of these effects, all in one pass.

    They are applied in the order in which they are listed here, however you write them. If the
    result would clip, it is turned down by just as much. Echo and reverb die away after the end, so
    they make a recording longer.

    Args:
        sound: The recording, or a film whose sound is meant.
        reverse: Play it backwards.
        denoise: Take steady noise, such as hiss, down by so much; how strong it is, is listened for.
        speed: How many times as fast, with the pitch kept.
        pitch: How many semitones higher, with the length kept.
        voice: Keep the character of a voice when its pitch changes.
        sharp: Keep attacks sharp, as of drums, when speed or pitch change; the pitch may be a little off.
        equalizer: Turn up what lies around a frequency, or down: 3000:-4, or with a Q 200:+3:1.5. May be
            repeated.
        bass: Turn what lies below 100 Hz up or down.
        treble: Turn what lies above 4 kHz up or down.
        compress: Even out loud and soft: so many decibels above the threshold become one.
        threshold: Where the compressor begins to work, against full scale.
        echo: How soon the sound comes back; 0 for no echo.
        echo_level: How strong each repetition is, compared with the one before.
        reverb: How much of a room is in the sound, from none to nothing else.
        room: How long the room takes to fall silent.
        fade_in: How long it takes to come in.
        fade_out: How long it takes to go out.
        format: Another format; else that of the recording, or the nearest that can be written.

    Examples:
        studio audio effect song.wav --fade-in 0.5 --fade-out 3
        studio audio effect voice.flac --pitch 3 --voice
        studio audio effect interview.mp3 --denoise 18 --equalizer 200:-3 --equalizer 3k:+2 --compress 3
        studio audio effect steps.wav --reverb 0.35 --room 2.5s --out hall/
    """
    from studio.media import probe
    from studio.media.sound import effects, formats, tags, writing
    from studio.media.sound.effects import Effects
    from studio.media.sound.recordings import recording

    wanted = Effects(
        reverse=reverse,
        denoise=denoise,
        speed=speed,
        pitch=pitch,
        voice=voice,
        sharp=sharp,
        equalizer=tuple(equalizer or ()),
        bass=bass,
        treble=treble,
        compress=compress,
        threshold=threshold,
        echo=echo,
        echo_level=echo_level,
        reverb=reverb,
        room=room,
        fade_in=fade_in,
        fade_out=fade_out,
    )
    if wanted.nothing:
        raise BadInput("say what is to be done", hint="studio audio effect --help lists the effects")
    heard = recording(sound)
    exact = wanted.fade_out or wanted.stretches
    samples = heard.exact_samples() if exact else round(heard.seconds * heard.stream.rate)
    encoding = formats.encoding(format or formats.kept(heard.stream, heard.facts.container), heard.stream)
    made = writing.write(
        effects.graph(heard, wanted, samples),
        run().folder / f"{sound.stem}{encoding.suffix}",
        encoding,
        tags=tags.read(heard),
        ceiling=writing.FULL,
        label="Changing",
    )
    duration = probe.media(made.path).main_audio.duration
    return Changed(made.path, duration, round(made.lowered, 2) or None)
