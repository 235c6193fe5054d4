"""Laying a picture, a text or another film over a film: in its colours, its depth, at its times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from studio.core.errors import BadInput
from studio.media import encode, quoting
from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.editing import colours, pixels
from studio.media.films.editing.making import Edit, begin_of
from studio.media.films.transcoding import tones
from studio.media.films.transcoding.geometry import pixel_aspect

Size = tuple[int, int]

# What diffuse white is in nits where high and standard dynamic range meet (ITU-R BT.2408).
_WHITE = 203
_IN_MEMORY = 400_000_000
_GROUNDS = {"420": "yuv420", "422": "yuv422", "444": "yuv444"}


@dataclass(frozen=True, slots=True)
class Span:
    """When something is to be seen, in seconds from the film's first frame.

    Attributes:
        start: When it appears.
        end: When it is gone.
        fade_in: How long it takes to appear.
        fade_out: How long it takes to vanish.
    """

    start: float
    end: float
    fade_in: float = 0
    fade_out: float = 0

    @property
    def fades(self) -> bool:
        return bool(self.fade_in or self.fade_out)


@dataclass(frozen=True, slots=True)
class Layer:
    """What is laid over a film.

    Attributes:
        path: The file.
        size: Its width and height on the film, in pixels of the film.
        filters: What happens to its frames before anything else.
        fits: Whether its frames have that size already.
        alpha: Whether something can be seen through it.
        frames: How many frames it has; 1 for what does not move.
        again: Whether it begins again when it is over.
        seconds: How long it lasts; 0 for as long as the film.
        transfer: The transfer function of its colours.
    """

    path: Path
    size: Size
    filters: tuple[str, ...] = ()
    fits: bool = False
    alpha: bool = True
    frames: int = 1
    again: bool = True
    seconds: float = 0.0
    transfer: str = "iec61966-2-1"

    @property
    def moves(self) -> bool:
        return self.frames > 1


def ground(edit: Edit) -> str:
    """Bring a film to pixels that can be laid over; returns their name for the filter that does it."""
    film = edit.film
    if colours.drawn(film) and film.depth <= 8:
        edit.take(["format=gbrap" if film.alpha else "format=gbrp"])
        return "gbrp"
    if colours.drawn(film):
        edit.take(*colours.to_light(film))
    elif pixels.sampling(film.pixel_format) not in _GROUNDS:
        edit.film = pixels.with_colour_everywhere(film)
    film = edit.film
    deep = film.depth > 8
    if film.depth > 10:
        edit.changes.append(f"{film.depth} bits a channel became 10 under what is laid over")
    sampled = pixels.sampling(film.pixel_format)
    kind = pixels.yuv(sampled, 10 if deep else 8, alpha=film.alpha)
    if not film.pixel_format.startswith("yuvj"):
        edit.film = replace(film, pixel_format=kind, depth=10 if deep else 8)
        edit.take([f"format={kind}"])
    return _GROUNDS[sampled] + ("p10" if deep else "")


def laid(edit: Edit, layer: Layer, place: Size, span: Span, opacity: float) -> None:
    """Lay something over a film.

    Args:
        edit: The film.
        layer: What is laid over it.
        place: The left and top of it.
        span: When it is to be seen.
        opacity: How opaque it is, 0 to 1.
    """
    named = ground(edit)
    film, zero = edit.film, begin_of(edit.facts)
    veiled = layer.alpha or opacity < 1 or span.fades
    chain = [*layer.filters, *_scaled(layer), *_in_colours_of(film, layer, named, veiled=veiled)]
    if opacity < 1:
        chain.append(_thinned(named, opacity))
    if layer.moves or span.fades:
        chain += [*_clocked(edit, layer, span, zero), *_faded(span, zero)]
    early = _early(film)
    seen = f"enable='between(t,{zero + span.start - early:.6f},{zero + span.end - early:.6f})'"
    source = f"movie=filename={quoting.in_graph(encode.source(layer.path))}"
    edit.take(
        [
            f"null[under];{source},{','.join(chain)}[over];"
            f"[under][over]overlay={place[0]}:{place[1]}:format={named}:eval=init:{seen}"
        ]
    )


def _early(film: VideoFacts) -> float:
    """How much sooner things happen than was said, so that no rounding makes them a frame late."""
    return float(1 / Fraction(film.nominal_rate)) / 4


def _scaled(layer: Layer) -> list[str]:
    if layer.fits:
        return []
    scaled = [f"scale={layer.size[0]}:{layer.size[1]}:flags=lanczos+accurate_rnd+full_chroma_int", "setsar=1"]
    # What is hidden behind transparency must not bleed into the edges of what is not.
    return ["premultiply=inplace=1", *scaled, "unpremultiply=inplace=1"] if layer.alpha else scaled


def _in_colours_of(film: VideoFacts, layer: Layer, named: str, *, veiled: bool) -> list[str]:
    """Say in the film's numbers what the layer's colours mean."""
    if named == "gbrp":
        return ["zscale=matrix=gbr:range=full", "format=gbrap"]
    kind = pixels.yuv("444", 10 if named.endswith("p10") else 8, alpha=veiled)
    to = f"zscale=matrix={colours.matrix(film)}:range={colours.spread(film)}"
    wide = film.primaries in ("bt2020", "smpte432", "smpte431")
    if film.hdr and layer.transfer != film.transfer:
        to += f":transfer={film.transfer}:primaries={film.primaries or 'bt2020'}:npl={_WHITE}"
        return [f"setparams=color_primaries=bt709:color_trc={layer.transfer}", to, f"format={kind}"]
    if wide and not film.hdr:
        to += f":primaries={film.primaries}:transfer=bt709"
        return ["setparams=color_primaries=bt709:color_trc=bt709", to, f"format={kind}"]
    return [to, f"format={kind}"]


def _thinned(named: str, opacity: float) -> str:
    kind = "lutrgb" if named == "gbrp" else "lutyuv"
    return f"{kind}=a='val*{opacity:.6f}+0.5'"


def _clocked(edit: Edit, layer: Layer, span: Span, zero: float) -> list[str]:
    """Put the layer's frames on the film's clock, over and over where that is wanted."""
    begin, last = zero + span.start, zero + span.end
    early = _early(edit.film)
    chain = ["settb=1/1000000"]
    if not layer.moves:
        rate = Fraction(edit.film.nominal_rate)
        chain += ["loop=-1:size=1", f"setpts='N/({rate.numerator}/{rate.denominator})/TB'"]
    elif layer.again:
        chain.append(f"loop=-1:size={layer.frames}")
    # The filter that fades takes a time before zero for the end of everything.
    chain.append(f"setpts='PTS-STARTPTS+{max(0.0, begin - early):.6f}/TB'")
    return [*chain, f"trim=end={last - early:.6f}"]


def _faded(span: Span, zero: float) -> list[str]:
    chain = []
    if span.fade_in:
        chain.append(f"fade=in:st={zero + span.start:.6f}:d={span.fade_in:.6f}:alpha=1")
    if span.fade_out:
        begin = zero + span.end - span.fade_out
        chain.append(f"fade=out:st={begin:.6f}:d={span.fade_out:.6f}:alpha=1")
    return chain


# Films


def inset(facts: MediaFacts, size: Size, edit: Edit, folder: Path, *, again: bool) -> Layer:
    """A film as a layer: upright, whole frames, its own transparency.

    Args:
        facts: The film that is laid over.
        size: Its size on the film below.
        edit: The film below.
        folder: Where files may be written that ffmpeg reads.
        again: Whether it begins again when it is over.
    """
    film = facts.main_video
    if again:
        check_memory(facts.path.name, size, film.frames)
    if colours.drawn(film):
        kind = "gbrap" if film.alpha else "gbrp"
    else:
        kind = pixels.yuv("444", 10 if film.depth > 8 else 8, alpha=film.alpha)
    chain = [*_whole(film), *tones.named(film), *_upright(film), *_matched(facts, edit), f"format={kind}"]
    path = _unveiled(facts, folder) if film.alpha and film.codec in ("vp8", "vp9") else facts.path
    return Layer(
        path,
        size,
        tuple(chain),
        alpha=film.alpha,
        frames=max(2, film.frames),
        again=again,
        seconds=film.duration,
        transfer=film.transfer if film.hdr and edit.film.hdr else "bt709",
    )


def _whole(film: VideoFacts) -> list[str]:
    return ["bwdif=send_frame:auto:all"] if film.interlaced else []


def _upright(film: VideoFacts) -> list[str]:
    """The filters that turn frames as the file asks for: this way of reading a film does not."""
    return {90: ["transpose=clock"], 180: ["hflip", "vflip"], 270: ["transpose=cclock"]}.get(
        film.rotation, []
    )


def _matched(facts: MediaFacts, edit: Edit) -> list[str]:
    """Bring one dynamic range to the other's, where both films have one of their own."""
    above, below = facts.main_video, edit.film
    if above.hdr and not below.hdr:
        edit.changes.append(f"{facts.path.name} was brought down to standard dynamic range")
        return tones.to_standard(above, alpha=above.alpha)
    if above.hdr and above.transfer != below.transfer:
        raise BadInput(
            f"{facts.path.name} and {edit.name} are of high dynamic range, but in two ways",
            hint="convert one of them first",
        )
    return []


def _unveiled(facts: MediaFacts, folder: Path) -> Path:
    """A film with its transparency in every frame, where only one decoder finds it."""
    from studio.media.films.transcoding.carrying import FromFile

    with FromFile(facts).opened() as given:
        return encode.ffmpeg(
            [*given, "-map", f"0:{facts.main_video.index}", "-c:v", "ffv1", "-fps_mode", "passthrough"],
            target=folder / "inset.mkv",
            seconds=facts.duration,
            label="Reading the inset",
        )


# Places


def box(film: VideoFacts, scale: float, margin: float) -> tuple[float, float]:
    """The width and height something may have, in square pixels: a part of the film's, within the margins.

    Args:
        film: The film.
        scale: Per cent of its width and height.
        margin: Per cent of them that stay free on every side.
    """
    share = min(scale, 100 - 2 * margin) / 100
    return float(film.width * pixel_aspect(film)) * share, film.height * share


def squeezed(film: VideoFacts, size: tuple[float, float]) -> Size:
    """A size in square pixels as one in pixels of the film."""
    width, height = size[0] / float(pixel_aspect(film)), size[1]
    return max(1, round(width)), max(1, round(height))


def placed(film: VideoFacts, size: Size, anchor: str, margin: float) -> Size:
    """The left and top of something at one of nine anchors, inside the margins."""
    free = (film.width - size[0], film.height - size[1])
    sides = set(anchor.split("-"))
    left = _along(free[0], film.width * margin / 100, low="left" in sides, high="right" in sides)
    top = _along(free[1], film.height * margin / 100, low="top" in sides, high="bottom" in sides)
    halved = pixels.even(film.pixel_format)
    left = _inward(left, low="left" in sides) if halved[0] else left
    return left, _inward(top, low="top" in sides) if halved[1] else top


def _along(free: int, margin: float, *, low: bool, high: bool) -> int:
    if low:
        return ceil(margin)
    return floor(free - margin) if high else round(free / 2)


def _inward(place: int, *, low: bool) -> int:
    """The nearest even number that is not nearer to the edge."""
    return place + place % 2 if low else place - place % 2


def check_memory(name: str, size: Size, frames: int) -> None:
    """Refuse to repeat what is too long to be kept at hand."""
    if size[0] * size[1] * frames * 4 > _IN_MEMORY:
        raise BadInput(
            f"{name} is too long to be repeated: it has {frames:,} frames of {size[0]} × {size[1]}",
            hint="make it smaller with --scale, or shorten it",
        )


def check(span: Span, facts: MediaFacts) -> None:
    """Refuse times that lie outside of a film, or fades that do not fit between them."""
    lasts = facts.main_video.duration
    if span.start >= lasts:
        raise BadInput(
            f"{facts.path.name} lasts {lasts:.3f} s; nothing can appear at {span.start:g} s",
            hint="begin earlier",
        )
    if span.end <= span.start:
        raise BadInput(f"it cannot be gone at {span.end:g} s when it appears at {span.start:g} s")
    if span.fade_in + span.fade_out > span.end - span.start + 1e-6:
        raise BadInput(
            f"it is seen for {span.end - span.start:.3f} s, too short to fade for "
            f"{span.fade_in:g} s and {span.fade_out:g} s",
            hint="make the fades shorter",
        )
