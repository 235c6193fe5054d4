"""A film's folder: where its parts lie, and whether each still is what it would be made from now."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from studio.core.delivery import copy_to
from studio.core.errors import BadInput, NotFound, Refused, StudioError, ToolFailed
from studio.core.scratch import near, sweep, unwritable
from studio.media.hashing import content_hash

if TYPE_CHECKING:
    from studio.core.written.changing import Value
    from studio.core.written.documents import Where
    from studio.core.written.findings import Findings
    from studio.core.written.shapes import Written

M = TypeVar("M", bound="Written")

_BOARD = "storyboard.yaml"
_VERSIONS = "versions"
VERSION = "version.json"
"""What is noted in the folder of a film's version."""
_PRINT = "fingerprint"
_FILES = "files"


class FilmFolder:
    """A film on disk: readable, diffable, and made part by part.

    A part is called by the path of its note without the ending: `audio/mix` has its note in
    `audio/mix.json`. The note holds the fingerprint of what the part was made from, the hash of every
    file of the part, and facts about it that people may like to read.
    """

    def __init__(self, path: Path) -> None:
        # Whoever names the storyboard means the film it lies in.
        self.path = path.parent if path.name == _BOARD and not path.is_dir() else path

    @property
    def brief(self) -> Path:
        return self.path / "brief.json"

    @property
    def board(self) -> Path:
        """The storyboard, which people may edit."""
        return self.path / _BOARD

    @property
    def drawings(self) -> Path:
        """The folder with a picture of each shot, and the page that shows them."""
        return self.path / "storyboard"

    @property
    def approved(self) -> Path:
        """What was approved of the storyboard."""
        return self.path / "approved.json"

    @property
    def narration(self) -> Path:
        return self.path / "audio" / "narration.wav"

    @property
    def words(self) -> Path:
        """When each word of the narration is said."""
        return self.path / "audio" / "words.json"

    @property
    def music(self) -> Path:
        return self.path / "audio" / "music.wav"

    @property
    def atmosphere(self) -> Path:
        return self.path / "audio" / "atmosphere.wav"

    @property
    def mix(self) -> Path:
        return self.path / "audio" / "mix.wav"

    @property
    def timeline(self) -> Path:
        return self.path / "timeline.otio"

    @property
    def out(self) -> Path:
        """The folder with the finished film."""
        return self.path / "out"

    @property
    def versions(self) -> Path:
        """The folder with other lengths and shapes of it, each in a folder of its own."""
        return self.path / _VERSIONS

    def adapted(self) -> list[FilmFolder]:
        """Its versions, whether they are made or only written."""
        return [FilmFolder(note.parent) for note in sorted(self.versions.glob(f"*/{VERSION}"))]

    @property
    def whole(self) -> FilmFolder:
        """The film that this is a version of; itself where it is none."""
        own = self.path.resolve()
        film = FilmFolder(own.parent.parent)
        is_version = own.parent.name == _VERSIONS and (own / VERSION).is_file() and film.board.is_file()
        return film if is_version else self

    def take(self, shot: str, number: int = 1) -> Path:
        """The folder of one take of a shot."""
        return self.path / "shots" / shot / f"take-{number:02}"

    def takes(self, shot: str) -> list[int]:
        """The numbers of the takes of a shot that were finished."""
        found = (self.path / "shots" / shot).glob("take-*/meta.json")
        numbers = (note.parent.name.removeprefix("take-") for note in found)
        return sorted(int(number) for number in numbers if number.isdecimal())

    def next_take(self, shot: str) -> int:
        """The number of a take that is not there yet; what a killed one has left is taken over."""
        return max(self.takes(shot), default=1) + 1

    def captions(self, kind: str) -> Path:
        """The captions as srt, vtt or ass."""
        return self.path / "captions" / f"film.{kind}"

    def asked(self) -> dict[str, Any]:
        """What was asked for when the film was planned; nothing where that cannot be read."""
        with suppress(OSError, ValueError):
            told = json.loads(self.brief.read_text("utf-8"))
            if isinstance(told, dict) and isinstance(asked := told.get("asked"), dict):
                return asked
        return {}

    def heard(self) -> dict[str, Any]:
        """What the narration says when: its words and its sounds; nothing where there is none.

        Raises:
            BadInput: The list is broken.
        """
        if not self.words.is_file():
            return {}
        try:
            told = json.loads(self.words.read_text("utf-8"))
            _ = [(int(one["line"]), one["text"]) for one in told["words"]]
            _ = [float(one["start"]) + float(one["end"]) for one in (*told["words"], *told.get("phones", ()))]
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise BadInput(
                f"{self.words} does not list the words of a narration",
                hint="make it anew: studio film narrate",
            ) from None
        return dict(told)

    def approvals(self) -> dict[str, str]:
        """What was approved, by the number of the shot; nothing where that cannot be read."""
        with suppress(OSError, ValueError):
            told = json.loads(self.approved.read_text("utf-8"))
            if isinstance(told, dict):
                return {str(shot): str(stamp) for shot, stamp in told.items()}
        return {}

    def storyboard(self, model: type[M], check: Callable[[M, Findings], None] | None = None) -> M:
        """The storyboard as it is written now.

        Args:
            model: What a storyboard is: `story.grammar.Storyboard`.
            check: Adds what is wrong with it beside its shape.
        """
        from studio.core.written.loading import load

        if not self.board.is_file():
            raise NotFound(
                f"{self.path} holds no film: there is no {self.board.name} in it",
                hint="make one with studio film plan",
            )
        return load(self.board, model, check)

    def note(self, part: str) -> dict[str, Any]:
        """What was written down when a part was made; nothing where it was not, or cannot be read."""
        with suppress(OSError, ValueError):
            told = json.loads(self._note(part).read_text("utf-8"))
            return told if isinstance(told, dict) else {}
        return {}

    def made_by(self, shot: str, take: int, asked: str) -> str:
        """Who made a take; who was asked to, where nobody wrote it down."""
        made = self.note(f"{self.take(shot, take).relative_to(self.path)}/meta").get("provider", "")
        return made if made and isinstance(made, str) else asked

    def fresh(self, part: str, key: str) -> bool:
        """Whether a part is there, whole and unchanged, and was made from just this.

        Args:
            part: The part, such as `audio/mix`.
            key: The fingerprint of what it would be made from now.
        """
        told = self.note(part)
        files = told.get(_FILES)
        if told.get(_PRINT) != key or not isinstance(files, dict):
            return False
        return all(_hash(self.path / place) == hash for place, hash in files.items())

    def keep(self, part: str, key: str, files: Mapping[str, Path], **facts: Any) -> None:
        """Put a part that was made into the folder. Each file arrives whole, and the note last.

        Args:
            part: The part, such as `audio/mix`.
            key: The fingerprint of what it was made from.
            files: What was made, by the place each file has in the film's folder.
            facts: What else the note says; plain values.
        """
        note, before = self._note(part), self.note(part).get(_FILES, {})
        for place, made in files.items():
            copy_to(made, self._own(self.path / place), overwrite=True)
        hashes = {place: content_hash(made).hex() for place, made in files.items()}
        told = {**facts, _FILES: hashes, _PRINT: key}
        self.write(note, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        for place in set(before) - set(files):
            self._own(self.path / place).unlink(missing_ok=True)

    def tell(self, part: str, **facts: Any) -> None:
        """Write more facts into the note of a part that is there; a fact that is None goes.

        Args:
            part: The part, such as `shots/03/take-01/meta`.
            facts: What else the note says; plain values.
        """
        before = self.note(part)
        told = {name: value for name, value in {**before, **facts}.items() if value is not None}
        if before and told != before:
            self.write(self._note(part), json.dumps(told, indent=1, ensure_ascii=False) + "\n")

    def move(self, part: str, old: str, new: str) -> None:
        """Call a file of a part otherwise, as the film's folder is now called otherwise.

        Args:
            part: The part, such as `out/film`.
            old: The place of the file in the film's folder.
            new: The place it is to have.
        """
        told = self.note(part)
        target = self._own(self.path / new)
        self._own(self.path / old).replace(target)
        told[_FILES] = {new if place == old else place: hash for place, hash in told[_FILES].items()}
        self.write(self._note(part), json.dumps(told, indent=1, ensure_ascii=False) + "\n")

    def _own(self, target: Path) -> Path:
        """A place in the folder; refused where a link leads out of it, for nobody asked to write there."""
        if not target.parent.resolve().is_relative_to(self.path.resolve()):
            link = next(folder for folder in (target.parent, *target.parent.parents) if folder.is_symlink())
            raise Refused(
                f"{link} leads out of the film's folder, to {link.resolve()}",
                hint="take that link away, and copy the film there when it is made",
            )
        return target

    def hashes(self, place: str) -> dict[str, str]:
        """The hash of a file, or of every file in a folder, by their places as they are told.

        Args:
            place: Where it lies, from the film's folder, or anywhere.
        """
        at = self.path / place
        if not at.is_dir():
            return {place: _hash(at)}
        files = sorted(file for file in at.rglob("*") if file.is_file())
        return {f"{place}/{file.relative_to(at).as_posix()}": _hash(file) for file in files}

    def bring(self, file: Path) -> str:
        """Copy a file of the user's into the folder, so that it goes where the folder goes.

        Args:
            file: The file.

        Returns:
            Its place in the film's folder.
        """
        for turn in itertools.count(1):
            name = file.name if turn == 1 else f"{file.stem}-{turn}{file.suffix}"
            target = self._own(self.path / "brought" / name)
            if not target.exists():
                copy_to(file, target, overwrite=False)
            if _hash(target) == _hash(file):
                break
        return target.relative_to(self.path).as_posix()

    def drop(self, part: str, *places: str) -> None:
        """Take a part out of the folder: its note, and the files at these places in the folder."""
        for place in places:
            self._own(self.path / place).unlink(missing_ok=True)
        self._note(part).unlink(missing_ok=True)

    def change(self, where: Where, value: Value) -> None:
        """Change one value of the storyboard, and leave the rest as it is written.

        Args:
            where: The names and numbers that lead to it, such as `("pictures", 2, "take")`.
            value: What it is to be.
        """
        from studio.core.written.changing import changed

        self.write(self.board, changed(self.board.read_text("utf-8-sig"), where, value))

    def _note(self, part: str) -> Path:
        return self.path / f"{part}.json"

    def write(self, target: Path, text: str) -> None:
        """Write a text into the folder, whole or not at all."""
        copy = near(self._own(target), target.name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            sweep(target.parent)
            copy.write_text(text, "utf-8")
            copy.replace(target)
        except OSError as refused:
            raise unwritable(target, refused) from None
        finally:
            with suppress(OSError):
                copy.unlink(missing_ok=True)


@contextmanager
def making(part: str) -> Iterator[None]:
    """Have a failure say first which part of the film it is that could not be made.

    Args:
        part: The part, as people call it: shot 03, the music.
    """
    try:
        yield
    except StudioError as failed:
        raise failed.about(part) from None


def fingerprint(*values: Any, files: Iterable[Path] = (), code: Iterable[str] = ()) -> str:
    """One short text for all that a part is made from: another text, another part.

    Args:
        values: What decides, in a fixed order: plain values, and models such as parts of a storyboard.
        files: Files that are read; one that is not there counts, too.
        code: The modules and packages that do the work, such as `studio.render.sounds`.
    """
    import xxhash

    depends = [
        list(values),
        [_hash(file) for file in files],
        [_source(module) for module in code],
    ]
    text = json.dumps(depends, sort_keys=True, ensure_ascii=True, default=_plain)
    return xxhash.xxh3_128_hexdigest(text.encode())


def _plain(value: Any) -> Any:
    """A model as plain values, a path as its name."""
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else str(value)


def _hash(file: Path) -> str:
    """The hash of a file; empty if there is none."""
    try:
        return content_hash(file).hex()
    except (NotFound, ToolFailed):
        return ""


def _source(module: str) -> str:
    """The hash of a module, or of all that lies in a package: code, and the data beside it."""
    import xxhash

    if (spec := find_spec(module)) is None or not spec.origin:
        raise LookupError(f"there is no module {module}")
    origin = Path(spec.origin)
    found = xxhash.xxh3_128()
    for file in sorted(origin.parent.rglob("*")) if spec.submodule_search_locations else [origin]:
        if file.is_file() and file.suffix != ".pyc":
            found.update(f"{file.name} {file.stat().st_size} ".encode())
            found.update(file.read_bytes())
    return found.hexdigest()
