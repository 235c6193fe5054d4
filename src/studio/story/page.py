"""A storyboard as a page: the film as a strip, then every shot with what is seen, said and heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.report import spelled, typeface
from studio.story.voices import described

if TYPE_CHECKING:
    from studio.story.approving import Standing
    from studio.story.grammar import Beat, Picture, Storyboard

_STYLE = Path(__file__).with_name("page.css")
_ROLES = {
    "hook": "Hook", "problem": "Problem", "reveal": "Reveal", "benefit": "Benefit", "proof": "Proof",
    "call": "Call to action",
}  # fmt: skip
_STANDS: dict[Standing, str] = {
    "approved": " · <b>approved</b>", "changed": " · <b>changed since it was approved</b>", "open": "",
}  # fmt: skip
_UPRIGHT, _LYING = "240px", "420px"


@dataclass(frozen=True)
class Paid:
    """What was paid for a film, and who stood in.

    Attributes:
        all: What all of it cost; nothing if empty.
        shots: What is said of a shot, by its number: who stood in for whom, and what it cost.
    """

    all: str = ""
    shots: Mapping[str, str] = field(default_factory=dict)


def page(
    board: Storyboard,
    pictures: Mapping[str, str],
    stand: Mapping[str, Standing],
    paid: Paid | None = None,
) -> str:
    """The page.

    Args:
        board: The storyboard.
        pictures: The file with the picture of each shot, by the shot's number.
        stand: How each shot stands, by its number.
        paid: What was paid, and who stood in.
    """
    return "\n".join(_lines(board, pictures, stand, paid or Paid())) + "\n"


def _lines(
    board: Storyboard, pictures: Mapping[str, str], stand: Mapping[str, Standing], paid: Paid
) -> Iterator[str]:
    brief = board.brief
    title = _text(brief.name or brief.product or "A film")
    card = _LYING if brief.width >= brief.height else _UPRIGHT
    yield f'<!doctype html>\n<html lang="{brief.language}">\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}: storyboard</title>"
    yield f"<style>\n{typeface()}\n{_STYLE.read_text('utf-8')}</style>"
    yield f"<header><h1>{title}</h1>"
    yield f'<p class="brief">{_text(brief.text)}</p>'
    yield from _facts(board, paid)
    if board.notes:
        yield f'<ul class="notes">{"".join(f"<li>{_text(note)}</li>" for note in board.notes)}</ul>'
    yield "</header>"
    yield from _strip(board, pictures)
    yield f'<main style="--card: {card}">'
    for beat in board.beats:
        yield from _beat(board, beat, pictures, stand, paid)
    yield "</main>\n</html>"


def _facts(board: Storyboard, paid: Paid) -> Iterator[str]:
    brief = board.brief
    tempo = 240 * board.music.bars / brief.seconds
    speaks = " ".join(filter(None, (board.narrator.provider, board.narrator.voice))) or board.narrator.file
    facts = {
        "Length": f"{brief.seconds:g} s, {brief.frames} frames",
        "Picture": f"{brief.width} × {brief.height}, {brief.fps:g} a second",
        "Shots": f"{len(board.pictures)}",
        "Music": f"{board.music.mood}, {board.music.bars:g} bars at {tempo:.0f} a minute",
        "Voice": speaks or "nobody",
        **{f"Voice of {who}": described(voice) for who, voice in board.speakers.items()},
        "Planned by": board.planner,
        **({"Paid": paid.all} if paid.all else {}),
    }
    told = (f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in facts.items())
    yield f"<dl>{''.join(told)}</dl>"


def _strip(board: Storyboard, pictures: Mapping[str, str]) -> Iterator[str]:
    yield '<nav aria-label="All shots"><div><div class="strip">'
    before = board.pictures[0].beat if board.pictures else ""
    for picture in board.pictures:
        step = ' class="step"' if picture.beat != before else ""
        before = picture.beat
        style = f"--lasts: {picture.frames}; --picture: url('{escape(pictures[picture.id])}')"
        name = _text(picture.id)
        yield f'<a href="#shot-{name}"{step} style="{style}" aria-label="Shot {name}"></a>'
    yield "</div></div></nav>"


def _beat(
    board: Storyboard,
    beat: Beat,
    pictures: Mapping[str, str],
    stand: Mapping[str, Standing],
    paid: Paid,
) -> Iterator[str]:
    first, end = board.span(beat.id)
    fps = board.brief.fps
    yield '<section><div class="told">'
    yield f"<h2>{_ROLES[beat.role]} <span>{_clock(first, fps)} – {_clock(end, fps)}</span></h2>"
    for number, line in enumerate(board.lines, 1):
        if line.text and any(line is own for own in beat.lines):
            said = line.text.replace("*", "")
            by = f" · {_text(line.speaker)}" if line.speaker else ""
            yield f"<blockquote><b>{number} · {_clock(line.start, fps)}{by}</b>{_text(said)}</blockquote>"
    yield '</div><div class="shots">'
    for start, picture in zip(board.starts, board.pictures, strict=True):
        if picture.beat == beat.id:
            yield from _shot(board, picture, start, pictures[picture.id], stand[picture.id])
            if own := paid.shots.get(picture.id):
                yield f"<span>{_text(own)}</span>"
            yield "</figcaption></figure>"
    yield "</div></section>"


def _shot(board: Storyboard, picture: Picture, start: int, file: str, stand: Standing) -> Iterator[str]:
    shot, fps = picture.shot, board.brief.fps
    where = f"{shot.place}, {shot.time}" + ("" if shot.weather == "clear" else f", {shot.weather}")
    how = f"{shot.camera.size}, {shot.camera.move.replace('-', ' ')}"
    gone = f" · then {picture.cut.kind}" if picture.cut.frames else ""
    heard = [picture.atmosphere, *(effect.sound for effect in picture.effects)]
    sound = ", ".join(name for name in heard if name != "none")
    yield f'<figure id="shot-{_text(picture.id)}">'
    size = f'width="{board.brief.width}" height="{board.brief.height}"'
    yield f'<img src="{escape(file)}" {size} alt="Shot {_text(picture.id)}: {_text(where)}" loading="lazy">'
    lasts = f"{_clock(start, fps)} · {picture.frames / fps:.2f} s"
    yield f"<figcaption><strong>{_text(picture.id)}</strong>{lasts}{_STANDS[stand]}"
    if shot.words and (written := shot.words.headline or shot.words.line):
        yield f"<q>“{_text(written.replace('*', ''))}”</q>"
    yield f"<span>{_text(where)} · {_text(how)}{_text(gone)}</span>"
    if sound:
        yield f"<span>Heard: {_text(sound)}</span>"


def _clock(frame: int, fps: float) -> str:
    seconds = frame / fps
    return f"{int(seconds // 60)}:{seconds % 60:05.2f}"


def _text(value: str) -> str:
    return escape(spelled(value))
