"""What clips must have in common to follow one another, and how each is brought to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from studio.media.facts import AudioFacts, MediaFacts, VideoFacts
from studio.media.films.transcoding import picture, tones
from studio.media.films.transcoding.encoders import CODINGS, Coding
from studio.media.films.transcoding.geometry import pixel_aspect
from studio.media.films.transcoding.wishes import Wishes
from studio.media.sound import layouts

LOSSLESS = ("pcm_", "flac", "alac")
_SAMPLES = 48_000
# Some formats count in hundredths of a second and call that their rate.
_FASTEST = Fraction(60)
_LAYOUTS = {1: "mono", 2: "stereo", 8: "7.1"}
_BIT_RATES = {"mono": "128k", "stereo": "192k", "5.1": "448k", "7.1": "576k"}

Light = tuple[str, str, str]
"""Primaries, transfer and matrix."""

ORDINARY: Light = ("bt709", "bt709", "bt709")


@dataclass(frozen=True)
class Shape:
    """What all clips are made to fit.

    Attributes:
        width: Of the picture.
        height: Of the picture.
        rate: Frames a second.
        layout: The channels of the sound; "" where no clip has any.
        light: The colours.
        coding: The codec of the picture.
        depth: Bits of a channel of the picture.
        samples: Samples a second of the sound.
    """

    width: int
    height: int
    rate: Fraction
    layout: str
    light: Light = ORDINARY
    coding: Coding = CODINGS["h264"]
    depth: int = 8
    samples: int = _SAMPLES

    @property
    def seconds_a_frame(self) -> float:
        return float(1 / self.rate)

    @property
    def pixels(self) -> str:
        return "yuv420p10le" if self.depth > 8 else "yuv420p"

    @property
    def bit_rate(self) -> str:
        return _BIT_RATES[self.layout]


def shape_of(facts: Sequence[MediaFacts], size: tuple[int, int] | None, rate: str | None) -> Shape:
    """The size and the rate asked for, or those of the largest and the fastest clip."""
    films = [one.main_video for one in facts]
    width, height = size or max(map(_shown, films), key=lambda shown: shown[0] * shown[1])
    fastest = max(min(Fraction(film.nominal_rate) or Fraction(25), _FASTEST) for film in films)
    sounds = [sound for one in facts for sound in one.audio[:1]]
    rates = {sound.rate for sound in sounds}
    lights = {_light(film) for film in films}
    alike = len(lights) == 1
    bright = alike and all(film.hdr for film in films)
    return Shape(
        width=width + width % 2,
        height=height + height % 2,
        rate=Fraction(rate) if rate else fastest,
        layout=channels_of(sounds),
        light=lights.pop() if bright or (alike and not films[0].hdr) else ORDINARY,
        coding=CODINGS["h265" if bright else "h264"],
        depth=10 if any(film.depth > 8 for film in films) else 8,
        samples=rates.pop() if len(rates) == 1 else _SAMPLES,
    )


def channels_of(sounds: Sequence[AudioFacts]) -> str:
    """The channels that hold all of these sounds; "" for none."""
    channels = max((sound.channels for sound in sounds), default=0)
    return _LAYOUTS.get(channels, "5.1") if channels else ""


def pictured(fact: MediaFacts, shape: Shape) -> list[str]:
    """The filters that give a clip's picture the size, the rate and the colours of all."""
    film = fact.main_video
    wishes = Wishes(
        width=shape.width, height=shape.height, fit="pad", enlarge=True, background="black",
        rate=str(shape.rate), depth=shape.depth, sdr=not shape.coding.hdr, deinterlace=True,
    )  # fmt: skip
    way = picture.encoded(film, shape.coding, wishes, name=fact.path.name)
    now = ORDINARY if film.hdr and wishes.sdr else _light(film)
    primaries, transfer, matrix = shape.light
    tagged = f"setparams=color_primaries={primaries}:color_trc={transfer}:colorspace={matrix}:range=limited"
    turned = [_recoloured(film), f"format={way.pixels}"] if now != shape.light else []
    return [*way.filters, *turned, tagged, f"fps={shape.rate}", "setsar=1"]


def sounded(fact: MediaFacts, shape: Shape) -> list[str]:
    """The filters that give a clip's sound the channels of all, beginning with its picture."""
    sound = fact.audio[0]
    late = sound.start - fact.main_video.start
    mixed = layouts.mixed(sound.layout, sound.channels, shape.layout)
    return [
        "asetpts=PTS-STARTPTS",
        # Where a part cannot be decoded there is silence, so that what follows stays in time.
        f"aresample={shape.samples}:async=1:first_pts=0",
        # A late beginning is silence and not a shift; what sounds before the picture is not heard.
        *([f"adelay={late * 1000:.0f}:all=1"] if late > 0 else []),
        *([f"atrim=start={-late:.6f}", "asetpts=PTS-STARTPTS"] if late < 0 else []),
        *mixed,
        f"aformat=sample_fmts=fltp:sample_rates={shape.samples}:channel_layouts={shape.layout}",
    ]


def changes(facts: Sequence[MediaFacts], shape: Shape) -> list[str]:
    """What is different afterwards that nobody asked for, where clips are encoded again."""
    films = [one.main_video for one in facts]
    told = []
    if any(film.hdr for film in films) and not shape.coding.hdr:
        told.append("high dynamic range brought down: not all clips have the same")
    if any(film.interlaced for film in films):
        told.append("fields made into frames")
    if clear := [film for film in films if film.alpha]:
        surest = min(clear, key=lambda film: film.codec == "gif")
        told.append(picture.laid_on_black(surest, shape.coding))
    if any(pixel_aspect(film) != 1 for film in films):
        told.append("pixels made square")
    if any(len(one.audio) > 1 for one in facts):
        told.append("only the first sound track kept")
    told += [
        f"{sound.layout} sound became {shape.layout}"
        for sound in {one.audio[0].layout: one.audio[0] for one in facts if one.audio}.values()
        if sound.channels > _channels(shape.layout)
    ]
    return told


def anew(facts: Sequence[MediaFacts]) -> list[str]:
    """What is different where only the pictures are copied."""
    lossy = any(not sound.codec.startswith(LOSSLESS) for one in facts for sound in one.audio)
    return ["sound encoded again: copied, it would come later than the picture"] if lossy else []


def left_out(facts: Sequence[MediaFacts]) -> list[str]:
    """What never comes along, however clips are joined."""
    names = {"subtitles": "subtitles", "chapters": "chapters", "timecode": "time code", "cover": "cover"}
    lost = [name for part, name in names.items() if any(getattr(one, part) for one in facts)]
    return [f"{' and '.join(lost)} left out"] if lost else []


def _shown(film: VideoFacts) -> tuple[int, int]:
    """The size a film has with square pixels."""
    return round(film.width * pixel_aspect(film)), film.height


def _recoloured(film: VideoFacts) -> str:
    """The filter that goes over to ordinary colours; narrow gamuts are as good as one to every player."""
    if tones.wide_gamut(film):
        return "zscale=p=bt709:t=bt709:m=bt709:r=limited:d=ordered"
    return "scale=out_color_matrix=bt709:out_range=limited:flags=accurate_rnd+full_chroma_int"


def _light(film: VideoFacts) -> Light:
    """The colours a film is meant to have, as every player guesses them where it does not say."""
    if tones.is_rgb(film.pixel_format) or tones.is_grey(film.pixel_format):
        return ORDINARY
    matrix = film.matrix or tones.usual_matrix(film)
    primaries, transfer = tones.family(matrix)
    return film.primaries or primaries, film.transfer or transfer, matrix


def _channels(layout: str) -> int:
    return {"mono": 1, "stereo": 2, "5.1": 6, "7.1": 8}[layout]
