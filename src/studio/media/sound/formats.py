"""The formats sound is written in: what each can hold, and how its encoder is asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.core.errors import BadInput
from studio.core.run import run
from studio.media.facts import AudioFacts
from studio.media.sound import rates

SoundFormat = Literal["wav", "mp3", "flac", "m4a", "aac", "ogg", "opus"]
Depth = Literal["auto", "16", "24", "32f"]

USUAL_QUALITY = 80
FINE_QUALITY = 95
_FINE_FROM = 100_000
_MOST_IN_FLAC = 8

_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_AAC_RATES = (*_MP3_RATES, 64000, 88200, 96000)
_AAC_LAYOUTS = ("mono", "stereo", "3.0", "4.0", "5.0", "5.1", "7.1")
_VORBIS_LAYOUTS = ("mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1")
# The same loudspeakers by other names: what stands at the side in one order stands behind in another.
_SAME = {
    "1 channels": "mono",
    "2 channels": "stereo",
    "5.0(side)": "5.0",
    "5.1(side)": "5.1",
    "quad(side)": "quad",
}
_COUNTS = {"mono": 1, "stereo": 2, "5.1": 6}


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes:
        muxer: Its name for ffmpeg.
        codec: The encoder.
        rates: The sample rates it can hold; empty where any will do.
        layouts: The channels it can hold; empty where any will do.
        cover: How a cover picture is held: as a stream, inside the comment, or not at all.
        more: What the muxer is told besides.
    """

    muxer: str
    codec: str
    rates: tuple[int, ...] = ()
    layouts: tuple[str, ...] = ()
    cover: Literal["stream", "comment", ""] = ""
    more: tuple[str, ...] = ()

    @property
    def lossless(self) -> bool:
        return self.codec in ("pcm", "flac")


FORMATS: dict[SoundFormat, Format] = {
    "wav": Format("wav", "pcm", more=("-rf64", "auto")),
    "mp3": Format(
        "mp3", "libmp3lame", _MP3_RATES, ("mono", "stereo"), "stream", more=("-id3v2_version", "3")
    ),
    "flac": Format("flac", "flac", cover="stream", more=("-compression_level", "5")),
    "m4a": Format("ipod", "aac", _AAC_RATES, _AAC_LAYOUTS, "stream", more=("-movflags", "+faststart")),
    "aac": Format("adts", "aac", _AAC_RATES, _AAC_LAYOUTS),
    "ogg": Format("ogg", "libvorbis", layouts=_VORBIS_LAYOUTS, cover="comment"),
    "opus": Format("opus", "libopus", (8000, 12000, 16000, 24000, 48000), _VORBIS_LAYOUTS, "comment"),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asks for; what they leave open follows from the source and the format.

    Attributes:
        bit_rate: Bits a second, for lossy formats.
        quality: 1 to 100 instead, for lossy formats.
        rate: Samples a second.
        layout: The channels: "mono", "stereo", "5.1".
        depth: Bits of a sample, for lossless formats.
    """

    bit_rate: int | None = None
    quality: int | None = None
    rate: int | None = None
    layout: str = ""
    depth: Depth = "auto"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one result is written.

    Attributes:
        name: The format.
        rate: Samples a second.
        layout: The channels.
        sample: How a sample is handed to the encoder; "" leaves it to ffmpeg.
        arguments: Everything the encoder and the muxer are told.
    """

    name: SoundFormat
    rate: int
    layout: str
    sample: str
    arguments: tuple[str, ...]

    @property
    def format(self) -> Format:
        return FORMATS[self.name]

    @property
    def codec(self) -> str:
        """The encoder by name."""
        return self.arguments[self.arguments.index("-c:a") + 1]

    @property
    def suffix(self) -> str:
        return f".{self.name}"

    @property
    def tail(self) -> str:
        """The last filters: sample rate and sample format, with dither where bits are taken away."""
        sample = f":osf={self.sample}" if self.sample else ""
        dither = ":dither_method=triangular" if self.sample == "s16" else ""
        last = rates.resampled(self.rate, more=sample + dither)
        # FLAC's encoder takes the length of the first frame for that of its blocks, which is at least 16.
        return f"{last},asetnsamples=n=4096:p=0" if self.name == "flac" else last


def encoding(name: SoundFormat, like: AudioFacts, wishes: Wishes = Wishes()) -> Encoding:
    """Choose how to write something that sounds like a given track.

    What the format cannot hold becomes the nearest it can, and the run is told.

    Args:
        name: The format.
        like: The track whose rate, channels and depth are kept as far as the format allows.
        wishes: What is to be different.
    """
    chosen = FORMATS[name]
    _check(name, chosen, wishes)
    if name == "flac" and not wishes.layout and like.channels > _MOST_IN_FLAC:
        raise BadInput(
            f"flac holds up to {_MOST_IN_FLAC} channels, not {like.channels}",
            hint="choose wav, which holds any",
        )
    rate = wishes.rate or _nearest_rate(name, chosen, like.rate)
    layout = wishes.layout or _nearest_layout(name, chosen, like)
    if chosen.lossless:
        sample, coding = _samples(name, _depth_like(like) if wishes.depth == "auto" else wishes.depth)
    else:
        sample, coding = "", _compression(chosen, wishes, like, rate, _COUNTS.get(layout, like.channels))
    return Encoding(name, rate, layout, sample, (*coding, *chosen.more, "-f", chosen.muxer))


def kept(like: AudioFacts, container: str) -> SoundFormat:
    """The format that is nearest to the one something lies in, without making it worse."""
    by_codec: dict[str, SoundFormat] = {
        "mp3": "mp3",
        "aac": "m4a",
        "vorbis": "ogg",
        "opus": "opus",
        "flac": "flac",
    }
    if like.codec == "aac" and container == "aac":
        return "aac"
    if found := by_codec.get(like.codec):
        return found
    if like.codec.startswith("pcm_"):
        return "wav"
    return "flac" if like.depth else "m4a"


def alike(like: AudioFacts) -> tuple[str, ...]:
    """Other names for the channels of a track."""
    return (_SAME[like.layout],) if like.layout in _SAME else ()


def _check(name: SoundFormat, chosen: Format, wishes: Wishes) -> None:
    if chosen.lossless and (wishes.bit_rate or wishes.quality):
        raise BadInput(
            f"{name} keeps every sample; it has no bit rate or quality to choose",
            hint="leave it out, or choose mp3, m4a, ogg or opus",
        )
    if wishes.bit_rate and wishes.quality:
        raise BadInput("bit rate and quality exclude each other", hint="say one of them")
    if not chosen.lossless and wishes.depth != "auto":
        raise BadInput(f"{name} keeps no samples, so they have no depth", hint="choose wav or flac")
    if name == "flac" and wishes.depth == "32f":
        raise BadInput("flac holds whole numbers only", hint="use --depth 24, or wav")
    if wishes.rate and chosen.rates and wishes.rate not in chosen.rates:
        held = ", ".join(str(one) for one in chosen.rates)
        raise BadInput(
            f"{name} cannot hold {wishes.rate} samples a second", hint=f"choose one it can hold: {held}"
        )
    if chosen.layouts and wishes.layout and wishes.layout not in chosen.layouts:
        raise BadInput(
            f"{name} cannot hold {wishes.layout}",
            hint=f"choose what it can hold: {', '.join(chosen.layouts)}",
        )


def _nearest_rate(name: SoundFormat, chosen: Format, rate: int) -> int:
    found = min(rate, {"ogg": 192_000, "flac": 655_350}.get(name, rate))
    if chosen.rates and rate not in chosen.rates:
        found = next((one for one in chosen.rates if one > rate), chosen.rates[-1])
    if found != rate:
        run().note("resampled", to=f"{found} Hz", because=f"{name} cannot hold {rate} Hz")
    return found


def _nearest_layout(name: SoundFormat, chosen: Format, like: AudioFacts) -> str:
    layout = _SAME.get(like.layout, like.layout) if chosen.layouts else like.layout
    if not chosen.layouts or layout in chosen.layouts:
        return layout
    found = "5.1" if like.channels >= 6 and "5.1" in chosen.layouts else "stereo"
    run().note("mixed", to=found, because=f"{name} cannot hold {like.layout}")
    return found


def _compression(
    chosen: Format, wishes: Wishes, like: AudioFacts, rate: int, channels: int
) -> tuple[str, ...]:
    """What a lossy encoder is told: a bit rate, or a quality in its own terms."""
    families = ("-mapping_family", "1") if chosen.codec == "libopus" and channels > 2 else ()
    quality = wishes.quality or _quality_like(like)
    if wishes.bit_rate:
        asked = ("-b:a", str(wishes.bit_rate))
    elif chosen.codec == "libmp3lame":
        asked = ("-q:a", f"{min(9.9, (100 - quality) / 10):g}")
    elif chosen.codec == "libvorbis":
        asked = ("-q:a", f"{quality / 10 - 2:g}")
    elif chosen.codec == "aac":
        asked = ("-b:a", str(_bits(128_000 * min(1, rate / 44_100), quality, channels)))
    else:
        asked = ("-b:a", str(_bits(96_000, quality, channels)))
    return ("-c:a", chosen.codec, *asked, *families)


def _bits(most: float, quality: int, channels: int) -> int:
    """A bit rate for a quality; half the quality takes a quarter of the bits."""
    return round(max(8_000, most * (quality / 100) ** 2) * channels / 1000) * 1000


def _quality_like(like: AudioFacts) -> int:
    """What was compressed with care is compressed again with care."""
    careful = like.depth == 0 and like.bit_rate / max(1, like.channels) > _FINE_FROM
    return FINE_QUALITY if careful else USUAL_QUALITY


def _depth_like(like: AudioFacts) -> Depth:
    if like.codec.startswith("pcm_f") or (like.codec.startswith("pcm_") and like.depth > 24):
        return "32f"
    return "24" if like.depth > 16 else "16"


def _samples(name: SoundFormat, depth: Depth) -> tuple[str, tuple[str, ...]]:
    """How samples of a depth are handed to the encoder, and what it is told."""
    if name == "flac":
        return ("s16", ("-c:a", "flac")) if depth == "16" else ("s32", _DEEP_FLAC)
    return {
        "16": ("s16", ("-c:a", "pcm_s16le")),
        "24": ("s32", ("-c:a", "pcm_s24le")),
        "32f": ("flt", ("-c:a", "pcm_f32le")),
    }[depth]


_DEEP_FLAC = ("-c:a", "flac", "-bits_per_raw_sample", "24")
