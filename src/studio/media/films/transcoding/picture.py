"""What becomes of the picture: copied as it is, or sent through filters into an encoder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from studio.core.errors import BadInput
from studio.media.facts import DOLBY_VISION, VideoFacts
from studio.media.films.transcoding import pixels, tones
from studio.media.films.transcoding.containers import Holder
from studio.media.films.transcoding.encoders import BY_NATIVE, CODINGS, Coding
from studio.media.films.transcoding.geometry import Geometry, geometry, pixel_aspect
from studio.media.films.transcoding.wishes import Wishes

_GIF_FASTEST = 50
# What a film is after its colours were brought down.
_STANDARD: dict[str, Any] = {"pixel_format": "", "range": "limited", "matrix": "bt709"}
_FIELDS = {"top": "tff", "bottom": "bff"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The way of the picture into the result.

    Attributes:
        film: What it is.
        coding: How it is encoded; None where it is copied.
        filters: What happens to it on the way.
        pixels: The kind of pixel that is encoded.
        size: Width and height of the result.
        rate: Frames a second of the result.
        arguments: What the encoder is told besides quality or bit rate.
        changes: What is different afterwards that nobody asked for by name.
        feed: Which of ffmpeg's inputs it is read from.
    """

    film: VideoFacts
    coding: Coding | None
    filters: tuple[str, ...]
    pixels: str
    size: tuple[int, int]
    rate: str
    arguments: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    feed: int = 0

    @property
    def place(self) -> str:
        """Where ffmpeg finds it."""
        return f"{self.feed}:{self.film.index}"

    @property
    def frames(self) -> int | None:
        """How many frames the result must have; None where the rate was changed."""
        return self.film.frames if self.coding is None or self.rate == self.film.rate else None


def choose(holder: Holder, film: VideoFacts, wishes: Wishes) -> Coding:
    """The codec that is asked for, or else the one nearest to the film's that the container holds."""
    if wishes.codec:
        if wishes.codec not in holder.codecs:
            held = ", ".join(CODINGS[codec].title for codec in holder.codecs)
            raise BadInput(
                f"{holder.name} is no home for {CODINGS[wishes.codec].title}",
                hint=f"choose what {holder.name} takes: {held}",
            )
        return CODINGS[wishes.codec]
    if film.alpha and holder.alpha and not wishes.background:
        return CODINGS[holder.alpha]
    own = BY_NATIVE.get(film.codec)
    if own and own.name in holder.codecs and not wishes.target_size:
        return own
    return CODINGS[holder.codecs[0]]


def copyable(holder: Holder, film: VideoFacts, wishes: Wishes) -> bool:
    """Whether the picture can go into the result as it is, bit for bit."""
    asked = (
        wishes.sized, wishes.quality, wishes.target_size, wishes.deinterlace, wishes.hardware,
        wishes.keyframes is not None, wishes.effort is not None,
        wishes.rate and (film.variable or Fraction(wishes.rate) != Fraction(film.rate)),
        wishes.depth and wishes.depth != film.depth,
        wishes.sdr and film.hdr,
        wishes.background and film.alpha,
    )  # fmt: skip
    same = wishes.codec is None or CODINGS[wishes.codec].native == film.codec
    # Transparency beside the picture is known to two containers only, and Dolby Vision by name to one.
    beside = film.alpha and film.codec in ("vp8", "vp9") and holder.name not in ("webm", "mkv")
    unnamed = film.profile == DOLBY_VISION and holder.muxer != "mp4"
    held = film.codec in holder.takes and (holder.turned or not film.rotation)
    held = held and not beside and not unnamed
    return held and same and not any(asked)


def copied(film: VideoFacts) -> Picture:
    """The picture as it is."""
    return Picture(film, None, (), film.pixel_format, (film.width, film.height), film.rate)


def encoded(film: VideoFacts, coding: Coding, wishes: Wishes, *, name: str) -> Picture:
    """The picture encoded anew.

    Args:
        film: What it is.
        coding: The codec.
        wishes: What is asked for.
        name: What the film is called in sentences.
    """
    _check(film, coding, wishes, name)
    film = _with_alpha(film)
    flattened = film.alpha and (bool(wishes.background) or not coding.alpha)
    shape = geometry(film, wishes, even=coding.even, square=coding.square)
    depth = _depth(film, coding, wishes)
    standard = film.hdr and (wishes.sdr or not coding.hdr or depth < 10)
    kind = pixels.chosen(coding, film, depth, wishes.quality, alpha=film.alpha and not flattened)
    rate = _rate(film, coding, wishes)
    chain = [
        *_unlaced(film, wishes),
        *([f"fps={rate}"] if _resampled(film, rate, wishes) else []),
        *tones.named(film),
        *_sized(film, shape, kind, wishes, standard=standard, alpha=film.alpha and not flattened),
        *(_laid(wishes.background) if flattened else []),
        *_on_canvas(shape, wishes, alpha=film.alpha and not flattened),
        *tones.retagged(kind, film),
        f"format={kind}",
    ]
    changes = _told(film, coding, shape, depth, standard=standard, rate=rate, wishes=wishes)
    if flattened and not wishes.background:
        changes = (*changes, laid_on_black(film, coding))
    return Picture(
        film, coding, tuple(chain), kind, shape.canvas, rate, _arguments(film, coding, wishes, rate), changes
    )


def laid_on_black(film: VideoFacts, coding: Coding) -> str:
    """What happens to transparency that a codec cannot hold; each GIF could have some, and many have none."""
    clear = "what can be seen through" + (", if anything can," if film.codec == "gif" else "")
    return f"{clear} is laid on black: {coding.title} has no transparency"


def _with_alpha(film: VideoFacts) -> VideoFacts:
    """The film with the pixels its decoder gives: transparency beside the picture is put into it."""
    pixels_now = film.pixel_format
    if not film.alpha or not pixels_now.startswith("yuv4"):
        return film
    return replace(film, pixel_format=pixels_now.replace("yuv", "yuva"))


def _check(film: VideoFacts, coding: Coding, wishes: Wishes, name: str) -> None:
    tones.refuse_unreadable(film, name)
    laced = film.interlaced and not wishes.deinterlace
    hint = "make frames of the fields: --deinterlace"
    if laced and not coding.fields:
        raise BadInput(f"{name} is interlaced, and {coding.title} keeps no fields", hint=hint)
    if laced and (wishes.sized or wishes.rate):
        raise BadInput(f"{name} is interlaced; another size or rate would mix up its fields", hint=hint)
    if wishes.quality and not coding.ranked:
        reason = "loses nothing" if coding.name == "ffv1" else "has no quality to choose"
        raise BadInput(f"quality means nothing for {coding.title}: it {reason}", hint="leave it out")
    if wishes.depth and wishes.depth not in coding.depths:
        held = " or ".join(str(depth) for depth in coding.depths)
        raise BadInput(f"{coding.title} has no {wishes.depth} bits a channel", hint=f"choose {held}")
    if wishes.target_size and not coding.budgeted:
        raise BadInput(
            f"{coding.title} cannot be told how large it may become",
            hint="choose h264, h265, av1 or vp9, or give a smaller size and rate",
        )


def _unlaced(film: VideoFacts, wishes: Wishes) -> list[str]:
    if not (wishes.deinterlace and film.interlaced):
        return []
    return [f"bwdif=mode=send_frame:parity={_FIELDS.get(film.field_order, 'auto')}:deint=all"]


def _rate(film: VideoFacts, coding: Coding, wishes: Wishes) -> str:
    """The rate of the result. A film of one frame may have none of its own."""
    rate = wishes.rate or (film.rate if Fraction(film.rate) else "25")
    return str(_GIF_FASTEST) if coding.name == "gif" and Fraction(rate) > _GIF_FASTEST else rate


def _resampled(film: VideoFacts, rate: str, wishes: Wishes) -> bool:
    if not Fraction(film.rate):
        return False
    return bool(wishes.rate and film.variable) or Fraction(rate) != Fraction(film.rate)


def _depth(film: VideoFacts, coding: Coding, wishes: Wishes) -> int:
    if wishes.depth:
        return wishes.depth
    # Hardly any player shows H.264 of ten bits, though it exists, or transparency of ten bits in VP9.
    eight = coding.name == "h264" or (coding.name == "vp9" and film.alpha)
    held = coding.depths[:1] if eight else coding.depths
    wanted = film.depth or 8
    return next((depth for depth in held if depth >= wanted), held[-1])


def _sized(
    film: VideoFacts, shape: Geometry, kind: str, wishes: Wishes, *, standard: bool, alpha: bool
) -> list[str]:
    """Scale, and go over to the pixels that are wanted."""
    to = f"{shape.scaled[0]}:{shape.scaled[1]}" if shape.scales else ""
    laced = film.interlaced and not wishes.deinterlace
    if toned := _toned(film, kind, standard=standard, alpha=alpha):
        scaled = [*tones.scaled(to, laced=laced), *toned, *tones.converted(kind, replace(film, **_STANDARD))]
    else:
        scaled = tones.converted(kind, film, to, laced=laced)
    if alpha and shape.scales:
        # What is hidden behind transparency must not bleed into the edges of what is not.
        scaled = ["premultiply=inplace=1", *scaled, "unpremultiply=inplace=1"]
    if shape.smeared:
        right, bottom = (shape.canvas[side] - shape.scaled[side] for side in (0, 1))
        edge = f"fillborders=right={right}:bottom={bottom}:mode=smear"
        scaled = [f"pad={shape.canvas[0]}:{shape.canvas[1]}", edge, *scaled]
    askew = pixel_aspect(film) == 1 and film.sample_aspect != "1:1"
    squared = ["setsar=1"] if shape.square or shape.scales or shape.smeared or askew else []
    cut = [f"crop={shape.cropped[0]}:{shape.cropped[1]}"] if shape.cropped != shape.scaled else []
    return [*scaled, *squared, *cut]


def _toned(film: VideoFacts, kind: str, *, standard: bool, alpha: bool) -> list[str]:
    if standard:
        return tones.to_standard(film, alpha=alpha)
    plain = tones.is_rgb(kind) or kind.startswith("yuvj")
    return tones.to_ordinary_primaries(film) if plain else []


def _on_canvas(shape: Geometry, wishes: Wishes, *, alpha: bool) -> list[str]:
    if shape.smeared or shape.canvas == shape.cropped:
        return []
    colour = _spelled(wishes.background or ("transparent" if alpha else "black"))
    return [f"pad={shape.canvas[0]}:{shape.canvas[1]}:(ow-iw)/2:(oh-ih)/2:color={colour}"]


def _laid(background: str | None) -> list[str]:
    """Lay what can be seen through on a colour; the colour's own frames are made of the film's."""
    filled = f"drawbox=color={_spelled(background or 'black')}:t=fill:replace=1"
    return [f"split[film][ground];[ground]{filled}[laid];[laid][film]overlay=format=auto"]


def _spelled(colour: str) -> str:
    from studio.media.images.colour import parse_colour

    return "0x" + "".join(f"{part:02x}" for part in parse_colour(colour))


def _arguments(film: VideoFacts, coding: Coding, wishes: Wishes, rate: str) -> tuple[str, ...]:
    return (
        *_timed(film, rate, resampled=_resampled(film, rate, wishes)),
        *_grouped(coding, wishes, rate),
        *(() if wishes.deinterlace else laced(film, coding)),
        *(("-alpha_bits", "16") if coding.name == "prores" and film.alpha else ()),
        *(("-auto-alt-ref", "0") if coding.name == "vp9" and film.alpha else ()),
        # Matroska's word for transparency beside the picture, which encoders that keep it say again.
        *(("-metadata:s:v:0", "alpha_mode=") if film.alpha else ()),
    )


def _timed(film: VideoFacts, rate: str, *, resampled: bool) -> tuple[str, ...]:
    """Every frame at its own time: on the rate's grid, or to the tick where there is none."""
    if film.variable and not resampled:
        # Frames stored in another order than shown would cost MP4 the end of the last one.
        return ("-fps_mode:v:0", "passthrough", "-enc_time_base:v:0", "demux", "-bf:v:0", "0")
    return ("-fps_mode:v:0", "passthrough", "-enc_time_base:v:0", str(1 / Fraction(rate)))


def _grouped(coding: Coding, wishes: Wishes, rate: str) -> tuple[str, ...]:
    if wishes.keyframes is None or coding.intra or coding.square:
        return ()
    return ("-g:v:0", str(max(1, round(float(Fraction(rate)) * wishes.keyframes))))


def laced(film: VideoFacts, coding: Coding) -> tuple[str, ...]:
    """Fields stay fields."""
    if not film.interlaced:
        return ()
    order = _FIELDS.get(film.field_order, "tff")
    more = ("-x264-params", f"{order}=1") if coding.name == "h264" else ()
    flags = "+ildct" if coding.name == "ffv1" else "+ilme+ildct"
    return ("-flags:v:0", flags, "-field_order:v:0", {"tff": "tt", "bff": "bb"}[order], *more)


def _told(
    film: VideoFacts,
    coding: Coding,
    shape: Geometry,
    depth: int,
    *,
    standard: bool,
    rate: str,
    wishes: Wishes,
) -> tuple[str, ...]:
    """What changed that was not asked for."""
    told = []
    if shape.smeared:
        told.append(f"padded from {shape.source[0]} × {shape.source[1]}: {coding.title} wants even sides")
    if standard and not wishes.sdr:
        reason = "eight bits do not hold it" if coding.hdr else f"{coding.title} is not shown in it"
        told.append(f"high dynamic range brought down: {reason}")
    if depth < film.depth and not wishes.depth:
        told.append(f"{film.depth} bits a channel became {depth}")
    if rate != film.rate and not wishes.rate:
        told.append(f"{rate} frames a second instead of {film.rate}: {coding.title} has no more")
    if shape.square and not wishes.sized:
        told.append("pixels made square")
    return tuple(told)
