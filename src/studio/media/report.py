"""Reports people open in a browser: values and thumbnails in, one HTML file with everything inside out."""

from __future__ import annotations

import html
import math
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from studio.core.errors import ToolFailed
from studio.media import fonts
from studio.media.webfont import woff

_BINS = 96
_STYLE = Path(__file__).with_name("report.css")
_CROSS = '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 7h24v18H4zM12 12l8 8m0-8-8 8"/></svg>'
_SWITCH = """<script>
document.querySelector("button").onclick = () => {
  const root = document.documentElement, dark = getComputedStyle(root).colorScheme === "dark"
  root.dataset.theme = dark ? "light" : "dark"
}
</script>"""


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of a report.

    Attributes:
        title: Its name.
        detail: What there is to say about it.
        thumbnail: A small WebP or JPEG file; a sign stands in where there is none.
        link: The file it opens, relative to the report.
    """

    title: str
    detail: str = ""
    thumbnail: bytes = b""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that belong together, under a heading. They are taken one at a time, as they are written.

    Attributes:
        title: The heading.
        count: How many there are, shown or not.
        tiles: The pictures.
        note: What they have in common.
        empty: What to say where there are none.
    """

    title: str
    count: int
    tiles: Iterable[Tile] = ()
    note: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """How a measured value is spread over all pictures, and the limits it was held against.

    Attributes:
        title: What was measured.
        values: One for each picture.
        low: Values below are outside; 0 for no limit.
        high: Values above are outside; 0 for no limit.
        ticks: Values named below the drawing; the first and the last are its ends.
        logarithmic: Whether equal steps are equal factors.
    """

    title: str
    values: Sequence[float]
    ticks: Sequence[float]
    low: float = 0
    high: float = 0
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, drawn as a bar.

    Attributes:
        name: What it is.
        part: How much of the whole, 0 to 1.
        told: How much that is.
        colour: The colour of its bar; a quiet one where none is given.
    """

    name: str
    part: float
    told: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A page about what was done to many pictures.

    Attributes:
        kicker: A few words on what made it.
        title: What it is about.
        lead: The outcome in a sentence.
        facts: The numbers that matter, with a word to each and perhaps a smaller one behind it.
        settings: What had been asked for.
        scales: Measured values.
        groups: The pictures.
        drawing: An SVG that shows it all at a glance.
        shares: Lists of what makes up the whole, each with its heading.
    """

    kicker: str
    title: str
    lead: str
    facts: Sequence[tuple[str, str, str]] = ()
    settings: Sequence[tuple[str, str]] = ()
    scales: Sequence[Scale] = ()
    groups: Sequence[Group] = ()
    drawing: str = ""
    shares: Sequence[tuple[str, Sequence[Share]]] = ()


def write(report: Report, path: Path) -> Path:
    """Write a report as one HTML file that needs no other."""
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in _lines(report))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ToolFailed(f"{path.name} could not be written: {reason}") from error
    return path


def weight(count: float) -> str:
    """Return a number of bytes in the unit people would choose."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"


def _lines(report: Report) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{_text(report.title)} · {_text(report.kicker)}</title>"
    yield f"<style>\n{typeface()}\n{_STYLE.read_text('utf-8')}</style>"
    yield from _header(report)
    yield from _contents(report.groups)
    yield "<main>"
    if report.drawing:
        yield f'<figure class="drawing">{report.drawing}</figure>'
    if report.shares:
        yield '<div class="shares">'
        for title, shares in report.shares:
            yield from _shared(title, shares)
        yield "</div>"
    if report.scales:
        yield '<div class="scales">'
        for scale in report.scales:
            yield from _drawn(scale)
        yield "</div>"
    for number, group in enumerate(report.groups):
        yield from _section(group, number)
    yield f"<footer>{_text(report.kicker)}</footer>\n</main>"
    yield f"{_SWITCH}\n</html>"


def typeface() -> str:
    """Our own type, so that a page looks the same everywhere."""
    font = fonts.in_file(fonts.ours("manrope").path.with_name("Manrope-VariableFont_wght.ttf"))
    data = b64encode(woff(font)).decode("ascii")
    return (
        f"@font-face {{ font-family: Manrope; font-weight: 200 800; src: url(data:font/woff;base64,{data}) }}"
    )


def _header(report: Report) -> Iterator[str]:
    yield "<header>"
    yield f'<p class="kicker">{_text(report.kicker)} <button type="button">Light or dark</button></p>'
    yield f"<h1>{_text(report.title)}</h1>"
    yield f'<p class="lead">{_text(report.lead)}</p>'
    if report.facts:
        yield '<dl class="facts">'
        for name, value, beside in report.facts:
            small = f" <small>{_text(beside)}</small>" if beside else ""
            yield f"<div><dt>{_text(name)}</dt><dd>{_text(value)}{small}</dd></div>"
        yield "</dl>"
    if report.settings:
        yield '<dl class="settings">'
        for name, value in report.settings:
            yield f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>"
        yield "</dl>"
    yield "</header>"


def _contents(groups: Sequence[Group]) -> Iterator[str]:
    if len(groups) < 2:
        return
    yield '<nav aria-label="Groups"><ul>'
    for number, group in enumerate(groups):
        yield f'<li><a href="#group-{number}">{_text(group.title)} <b>{group.count:,}</b></a></li>'
    yield "</ul></nav>"


def _shared(title: str, shares: Sequence[Share]) -> Iterator[str]:
    yield f"<section><h2>{_text(title)}</h2><ul>"
    for share in shares:
        name = _text(share.name)
        colour = f";background:{share.colour}" if share.colour else ""
        yield f'<li><span class="name" title="{name}">{name}</span>'
        yield f'<span class="detail">{_text(share.told)}</span>'
        yield f'<i style="width:{share.part:.2%}{colour}"></i></li>'
    yield "</ul></section>"


def _section(group: Group, number: int) -> Iterator[str]:
    yield f'<section id="group-{number}" aria-labelledby="title-{number}">'
    yield f'<div><h2 id="title-{number}">{_text(group.title)} <b>{group.count:,}</b></h2>'
    yield f'<p class="note">{_text(group.note)}</p></div>'
    if group.count == 0:
        yield f'<p class="empty">{_text(group.empty)}</p>'
    else:
        yield '<ul class="tiles">'
        shown = 0
        for tile in group.tiles:
            shown += 1
            yield _tile(tile)
        if shown < group.count:
            yield f'<li class="empty">and {group.count - shown:,} more</li>'
        yield "</ul>"
    yield "</section>"


def _tile(tile: Tile) -> str:
    title = _text(tile.title)
    inside = f'<img src="{_inline(tile.thumbnail)}" alt="" loading="lazy">' if tile.thumbnail else _CROSS
    if tile.link:
        picture = f'<a class="picture" href="{_address(tile.link)}" aria-label="Open {title}">{inside}</a>'
    else:
        picture = f'<div class="picture">{inside}</div>'
    detail = f'<span class="detail">{_text(tile.detail)}</span>' if tile.detail else ""
    return f'<li>{picture}<span class="name" title="{title}">{title}</span>{detail}</li>'


def _drawn(scale: Scale) -> Iterator[str]:
    """Draw how many pictures have which value; those outside the limits in the accent colour."""
    title, told = _text(scale.title), _text(_told(scale))
    yield f'<figure class="scale"><figcaption><b>{title}</b><span>{told}</span></figcaption>'
    yield f'<div class="plot"><svg viewBox="0 0 {_BINS} 1" preserveAspectRatio="none" role="img"'
    yield f' aria-label="{title}: {told}">{"".join(_bars(scale))}</svg>'
    yield from (f'<i style="left:{_place(scale, limit):.2%}"></i>' for limit in _limits(scale))
    yield '</div><div class="ticks">'
    for tick in scale.ticks:
        yield f'<span style="left:{_place(scale, tick):.2%}">{_number(tick)}</span>'
    yield "</div></figure>"


def _bars(scale: Scale) -> Iterator[str]:
    """One bar for each step of the scale; a root keeps the lone ones visible beside the crowd."""
    counts = [[0, 0] for _ in range(_BINS)]
    for value in scale.values:
        step = min(_BINS - 1, int(_place(scale, value) * _BINS))
        counts[step][_outside(scale, value)] += 1
    most = max(sum(pair) for pair in counts) or 1
    for step, pair in enumerate(counts):
        top = 1.0
        for kind, count in zip(("inside", "outside"), pair, strict=True):
            if count:
                high = math.sqrt(sum(pair) / most) * count / sum(pair)
                top -= high
                yield f'<rect class="{kind}" x="{step}.15" y="{top:.3f}" width=".7" height="{high:.3f}"/>'


def _told(scale: Scale) -> str:
    outside = sum(_outside(scale, value) for value in scale.values)
    limits = " or ".join(
        f"{word} {_number(limit)}" for word, limit in (("below", scale.low), ("above", scale.high)) if limit
    )
    return f"{outside:,} of {len(scale.values):,} {limits}" if limits else f"{len(scale.values):,} measured"


def _outside(scale: Scale, value: float) -> bool:
    return bool((scale.low and value < scale.low) or (scale.high and value > scale.high))


def _limits(scale: Scale) -> list[float]:
    return [limit for limit in (scale.low, scale.high) if limit]


def _place(scale: Scale, value: float) -> float:
    """Where a value lies between the ends of its scale, 0 to 1."""
    first, last = scale.ticks[0], scale.ticks[-1]
    if scale.logarithmic:
        first, last, value = math.log(first), math.log(last), math.log(max(value, first))
    return min(1.0, max(0.0, (value - first) / (last - first)))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def _inline(thumbnail: bytes) -> str:
    kind = "webp" if thumbnail[8:12] == b"WEBP" else "jpeg"
    return f"data:image/{kind};base64,{b64encode(thumbnail).decode('ascii')}"


def _address(link: str) -> str:
    return quote(os.fsencode(link))


def _text(value: str) -> str:
    return html.escape(spelled(value))


def spelled(value: str) -> str:
    """A name for people: bytes of it that are no text, and line ends in it, are spelled out."""
    return "".join(_spelled(letter) for letter in value)


def _spelled(letter: str) -> str:
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return (
        letter if letter.isprintable() else letter.encode("unicode_escape", "surrogatepass").decode("ascii")
    )
