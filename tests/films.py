"""Small films on paper, for tests."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

from tests import once

import studio
from studio.media.encode import executable
from studio.media.films.reel import Reel
from studio.media.hashing import content_hash
from studio.render.shots.grammar import Shot
from studio.store.films import FilmFolder
from studio.story import written
from studio.story.grammar import Beat, Brief, Cut, Line, Picture, Storyboard


def board(**more: Any) -> Storyboard:
    """A film of two seconds: the coast dissolves into a kitchen, and a name stands at its end."""
    brief = Brief(
        text="A 2 second ad for a lighthouse café that bakes its own bread",
        frames=48, width=160, height=90, name="Fyrhus", product="lighthouse café",
    )  # fmt: skip
    pictures = [
        picture("01", "hook", 16, Cut(kind="dissolve", frames=5), place="coast", time="dusk", name="Fyrhus"),
        picture("02", "hook", 16, place="kitchen"),
        picture("03", "call", 16, place="abstract", words={"headline": "Fyrhus", "start": 0.1}),
    ]
    beats = [
        Beat(id="hook", role="hook", lines=[Line(text="Where the land ends, the *bread* begins.", start=4)]),
        Beat(id="call", role="call", headline="Fyrhus"),
    ]
    return Storyboard(**{"brief": brief, "beats": beats, "pictures": pictures, **more})


def picture(shot: str, beat: str, frames: int, cut: Cut | None = None, **told: Any) -> Picture:
    """A shot of it."""
    return Picture(id=shot, beat=beat, frames=frames, cut=cut or Cut(), shot=Shot(**told))


def folder(name: str = "film", made: Storyboard | None = None) -> Path:
    """The folder of a film that is planned, and no more."""
    film = FilmFolder(Path(name))
    film.write(film.board, written.storyboard(made or board()))
    return film.path


def taken(name: str = "film") -> Path:
    """A film of which every shot is taken, and no more."""
    return Path(copytree(once.made("films/taken", _take), name))


def rendered(name: str = "film") -> Path:
    """A film that is whole, and without a fault."""
    return Path(copytree(once.made(f"films/rendered/{name}", _render), name))


def _take(place: Path) -> None:
    for shot in FilmFolder(folder(str(place))).storyboard(Storyboard).pictures:
        studio.film.take(place, shot=shot.id)


def _render(place: Path) -> None:
    assert studio.film.render(taken(str(place))).faults == ()


def changed(film: Path, old: str, new: str) -> None:
    """Edit a storyboard, as a person would."""
    path = FilmFolder(film).board
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def dark(planes: Any) -> Any:
    """A frame of the same size without light."""
    black = planes.copy()
    height = black.shape[0] * 2 // 3
    black[:height], black[height:] = 16, 128
    return black


def rewritten(film: Path, frames: list[Any], fps: float = 24) -> None:
    """Give a film other pictures, and leave it its sound."""
    height, width = frames[0].shape[0] * 2 // 3, frames[0].shape[1]
    silent, made = film.with_suffix(".silent.mp4"), film.with_suffix(".made.mp4")
    with Reel(silent, (width, height), fps) as reel:
        for planes in frames:
            reel.add(planes)
    words = ["-i", silent, "-i", film, "-map", "0:v", "-map", "1:a?", "-c", "copy", made]
    subprocess.run([executable(), "-v", "error", "-y", *map(str, words)], check=True)
    silent.unlink()
    made.replace(film)


def put_together(film: Path) -> Path:
    """The film of a folder without any sound, as it comes from its takes; nothing of it is checked."""
    for shot in FilmFolder(film).storyboard(Storyboard).pictures:
        studio.film.take(film, shot=shot.id)
    return film / studio.film.edit(film).film


def prints(folder: Path, *patterns: str) -> Mapping[str, str]:
    """What some files of a film are, by their names: equal prints, equal files."""
    return {
        str(path.relative_to(folder)): content_hash(path).hex()
        for pattern in patterns
        for path in folder.glob(pattern)
    }
