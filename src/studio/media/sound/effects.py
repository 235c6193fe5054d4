"""What can be done to a sound: one filter chain, whose order never depends on how it was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.errors import BadInput, Refused
from studio.media.sound import curves
from studio.media.sound.recordings import Recording
from studio.media.sound.writing import Graph

_BAND = re.compile(
    r"\s*(\d+(?:\.\d+)?)(k?)(?:hz)?\s*:\s*([+-]?\d+(?:\.\d+)?)(?:db)?\s*(?::\s*(\d+(?:\.\d+)?))?\s*"
)
_QUIETEST_ECHO = 0.01
_MOST_ECHOES = 12
_FIRST_REFLECTION = 15
_LOWEST_RATE = 4000
_MOST_REVERSED = 2_000_000_000
_LOUDER_THAN_FLOOR = 6.0


@dataclass(frozen=True, slots=True)
class Effects:
    """What is done, in the order of the fields; what is zero, one or empty is left out.

    Attributes:
        reverse: Play it backwards.
        denoise: Take steady noise down by so many decibels.
        speed: How many times as fast, the pitch kept.
        pitch: How many semitones higher, the length kept.
        voice: Keep the character of a voice when the pitch changes.
        sharp: Keep attacks sharp when pitch or speed change, at the price of a pitch that is exactly right.
        equalizer: Bands to turn up or down: hertz, decibels and quality.
        bass: Decibels for what lies below 100 Hz.
        treble: Decibels for what lies above 4 kHz.
        compress: How many decibels above the threshold become one.
        threshold: Where the compressor begins, in dB.
        echo: Seconds until it comes back; 0 for none.
        echo_level: How strong each repetition is, compared with the one before.
        reverb: The share of the room in the sound.
        room: Seconds until the room is quiet.
        fade_in: Seconds.
        fade_out: Seconds.
    """

    reverse: bool = False
    denoise: float = 0.0
    speed: float = 1.0
    pitch: float = 0.0
    voice: bool = False
    sharp: bool = False
    equalizer: tuple[str, ...] = ()
    bass: float = 0.0
    treble: float = 0.0
    compress: float = 1.0
    threshold: float = -20.0
    echo: float = 0.0
    echo_level: float = 0.4
    reverb: float = 0.0
    room: float = 1.2
    fade_in: float = 0.0
    fade_out: float = 0.0

    @property
    def nothing(self) -> bool:
        """Whether nothing would be done."""
        wanted = (self.reverse, self.denoise, self.pitch, self.equalizer, self.bass, self.treble)
        more = (self.echo, self.reverb, self.fade_in, self.fade_out)
        return not any(wanted) and not any(more) and self.speed == 1 and self.compress == 1

    @property
    def stretches(self) -> bool:
        """Whether time or pitch change."""
        return self.speed != 1 or self.pitch != 0


def parse_band(given: object) -> object:
    """Read `3000:-4`, `3k:-4` or `200Hz:+3dB:1.5` as hertz, decibels and quality."""
    if not isinstance(given, str):
        return given
    if not (match := _BAND.fullmatch(given.lower())):
        raise ValueError("write a band as HERTZ:DECIBELS or HERTZ:DECIBELS:Q, such as 3000:-4")
    number, kilo, gain, quality = match.groups()
    return f"{float(number) * (1000 if kilo else 1):g}:{float(gain):g}:{float(quality or 1):g}"


def graph(recording: Recording, wanted: Effects, samples: int) -> Graph:
    """The graph that does all of it in one pass.

    Args:
        recording: What it is done to.
        wanted: What is to be done.
        samples: How many samples the recording has, exactly if it is stretched or faded out.
    """
    stream = recording.stream
    length = _length(wanted, samples / stream.rate)
    if wanted.fade_in + wanted.fade_out > length + 0.001:
        raise BadInput(
            f"the result lasts {length:.3f} s, too short for its fades", hint="choose shorter fades"
        )
    chain = [
        "aformat=sample_fmts=fltp",
        *(_reversed(recording) if wanted.reverse else []),
        *(_denoised(recording, wanted.denoise) if wanted.denoise else []),
        *_stretched(wanted, samples, stream.rate),
        *_coloured(wanted, stream.rate),
        *(_echoing(wanted) if wanted.echo else []),
    ]
    text = ",".join([recording.head(), *chain])
    if wanted.reverb:
        text = _in_room(text, wanted, stream.rate, stream.channels)
    text = ",".join([text, *_faded(wanted, length)])
    return Graph(recording.input, f"{text}[out]", length, stream.rate, stream.layout, stream.channels)


def _length(wanted: Effects, seconds: float) -> float:
    echoes = len(_echoes(wanted)) * wanted.echo if wanted.echo else 0.0
    return seconds / wanted.speed + echoes + (wanted.room if wanted.reverb else 0.0)


def _reversed(recording: Recording) -> list[str]:
    """All of it must be held in memory to be played backwards."""
    held = recording.seconds * recording.stream.rate * recording.stream.channels * 4
    if held > _MOST_REVERSED:
        raise Refused(
            f"{recording.name} is too long to be reversed: it would take {held / 1e9:.1f} GB of memory",
            hint="reverse it in parts, and join them",
        )
    return ["areverse"]


def _denoised(recording: Recording, decibels: float) -> list[str]:
    floor = curves.noise_floor(recording)
    if floor is None:
        return []
    rate = recording.stream.rate
    # The filter answers two of its steps late; what it is told of the noise must lie a little above it.
    late = 2 * (rate // 80)
    noise = max(-80.0, min(-20.0, floor + _LOUDER_THAN_FLOOR))
    return [
        f"apad=pad_len={late}",
        f"afftdn=noise_reduction={decibels:g}:noise_floor={noise:.2f}",
        f"atrim=start_sample={late}",
        "asetpts=N/SR/TB",
    ]


def _stretched(wanted: Effects, samples: int, rate: int) -> list[str]:
    if not wanted.stretches:
        return []
    if rate < _LOWEST_RATE:
        raise BadInput(
            f"with {rate} samples a second, speed and pitch cannot be changed",
            hint=f"convert it to {_LOWEST_RATE} or more first: studio audio convert --rate",
        )
    ratio = 2 ** (wanted.pitch / 12)
    options = [
        f"tempo={wanted.speed:.9f}:pitch={ratio:.9f}:pitchq=quality:channels=together",
        # Where it takes a steady tone for a row of attacks, the pitch is off by up to a fifth.
        "transients=crisp" if wanted.sharp else "transients=smooth",
        *(["formant=preserved"] if wanted.voice else []),
    ]
    # The end comes out only when something follows it.
    end = f"atrim=end_sample={round(samples / wanted.speed)}"
    return ["apad=pad_dur=0.3", f"rubberband={':'.join(options)}", end]


def _coloured(wanted: Effects, rate: int) -> list[str]:
    bands = [_band(text, rate) for text in wanted.equalizer]
    bass = [f"bass=gain={wanted.bass:g}:frequency=100:width_type=q:width=0.7"] if wanted.bass else []
    treble = [f"treble=gain={wanted.treble:g}:frequency=4000:width_type=q:width=0.7"] if wanted.treble else []
    compressor = []
    if wanted.compress > 1:
        level = 10 ** (wanted.threshold / 20)
        compressor = [
            f"acompressor=threshold={level:.6f}:ratio={wanted.compress:g}:attack=10:release=200:link=maximum"
        ]
    return [*bands, *bass, *treble, *compressor]


def _band(text: str, rate: int) -> str:
    hertz, gain, quality = text.split(":")
    if not 0 < float(hertz) < rate / 2:
        raise BadInput(
            f"the recording holds nothing at {hertz} Hz", hint=f"choose a band below {rate // 2} Hz"
        )
    if not 0 < float(quality) <= 100 or abs(float(gain)) > 40:
        raise BadInput(f"the band {text} is out of range", hint="choose at most 40 dB, and a Q above 0")
    return f"equalizer=frequency={hertz}:width_type=q:width={quality}:gain={gain}"


def _echoes(wanted: Effects) -> list[float]:
    """How strong each repetition is, until they are too quiet to be heard."""
    strengths = [wanted.echo_level**number for number in range(1, _MOST_ECHOES + 1)]
    return [strength for strength in strengths if strength >= _QUIETEST_ECHO] or strengths[:1]


def _echoing(wanted: Effects) -> list[str]:
    strengths = _echoes(wanted)
    delays = "|".join(f"{1000 * wanted.echo * number:.3f}" for number in range(1, len(strengths) + 1))
    decays = "|".join(f"{strength:.6f}" for strength in strengths)
    return [f"aecho=in_gain=1:out_gain=1:delays={delays}:decays={decays}"]


def _in_room(text: str, wanted: Effects, rate: int, channels: int) -> str:
    """The sound beside itself as it comes back from a room: noise that dies away, highs before lows."""
    room = f"{wanted.room:g}"
    noises = [
        f"anoisesrc=duration={room}:sample_rate={rate}:color=white:seed={number + 1}[n{number}]"
        for number in range(channels)
    ]
    merged = "".join(f"[n{number}]" for number in range(channels))
    together = f"{merged}amerge=inputs={channels}," if channels > 1 else merged
    split = min(3000, rate // 4)
    response = [
        *noises,
        f"{together}asplit[low][high]",
        f"[low]lowpass=frequency={split}:poles=1,aeval=val(ch)*exp(-6.91*t/{room}):c=same[lows]",
        f"[high]highpass=frequency={split}:poles=1,aeval=val(ch)*exp(-17*t/{room}):c=same[highs]",
        f"[lows][highs]amix=normalize=0,adelay={_FIRST_REFLECTION:g}:all=1,aformat=sample_fmts=fltp[room]",
    ]
    dry = (1 - wanted.reverb**2) ** 0.5
    return ";".join(
        [
            f"{text},apad=pad_dur={room},asplit[dry][send]",
            *response,
            # With its norm at two the response has the energy of a single sample: nothing gets louder.
            "[send][room]afir=gtype=none:irnorm=2[wet]",
            f"[dry][wet]amix=normalize=0:duration=first:weights={dry:.6f} {wanted.reverb:.6f}",
        ]
    )


def _faded(wanted: Effects, length: float) -> Sequence[str]:
    rise = [f"afade=t=in:d={wanted.fade_in:g}:curve=hsin"] if wanted.fade_in else []
    start = length - wanted.fade_out
    fall = [f"afade=t=out:st={start:.6f}:d={wanted.fade_out:g}:curve=hsin"] if wanted.fade_out else []
    return [*rise, *fall]
