"""Numbered pictures that make a film: how people name them, which ones there are, which are missing."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from studio.core.errors import BadInput, NotFound
from studio.media import kinds

_FIELD = re.compile(r"%0?(\d*)d|(#+)")
_RANGE = re.compile(r"\s*\[?\s*(\d+)\s*-\s*(\d+)(?:\s*x\s*(\d+))?\s*\]?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_FEWEST = 2
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sequence of pictures.

    Attributes:
        folder: Where they lie.
        prefix: What their names begin with.
        suffix: What their names end with, after the number.
        digits: How many digits a number has at least.
        numbers: The numbers there are.
        wanted: The numbers there should be.
    """

    folder: Path
    prefix: str
    suffix: str
    digits: int
    numbers: tuple[int, ...]
    wanted: range

    @property
    def name(self) -> str:
        """What the sequence is called: `shot.####.exr`."""
        return f"{self.prefix}{'#' * self.digits}{self.suffix}"

    @property
    def path(self) -> Path:
        """The pattern, as a place."""
        return self.folder / self.name

    @property
    def missing(self) -> list[int]:
        there = set(self.numbers)
        return [number for number in self.wanted if number not in there]

    def file(self, number: int) -> Path:
        """The picture of a number."""
        return self.folder / f"{self.prefix}{number:0{self.digits}}{self.suffix}"

    def files(self, *, filled: bool = False) -> list[Path]:
        """All pictures in order; a gap is refused, or filled with the picture before it.

        Args:
            filled: Whether gaps are filled.
        """
        if (missing := self.missing) and not filled:
            count = "a frame" if len(missing) == 1 else f"{len(missing)} of its {len(self.wanted)} frames"
            raise BadInput(
                f"{self.name} lacks {count}: {spans(missing)}",
                hint="make them, or have the frame before stand in for them: --fill-gaps",
            )
        there, last = set(self.numbers), self.numbers[0]
        found = []
        for number in self.wanted:
            last = number if number in there else last
            found.append(self.file(last))
        return found


def spans(numbers: Sequence[int]) -> str:
    """Numbers as people write them: `3, 7-9`."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ]
    said = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(said[:_NAMED]) + (f" and {len(said) - _NAMED} more" if len(said) > _NAMED else "")


def is_pattern(path: Path) -> bool:
    """Whether a name stands for numbered pictures: `shot.%04d.exr [1001-1240]`, `shot.####.png`."""
    if os.path.lexists(path):
        return False
    name, _ = _without_range(path.name)
    return bool(_FIELD.search(name)) and Path(name).suffix.lower() in kinds.suffixes("image")


def is_sequence(path: Path) -> bool:
    """Whether a path means numbered pictures in any way: a pattern, a folder, one of the pictures."""
    picture = path.suffix.lower() in kinds.suffixes("image") - kinds.suffixes("video")
    return is_pattern(path) or path.is_dir() or (picture and bool(_NUMBER.search(path.stem)))


def find(path: Path) -> Numbered:
    """Find the pictures a path means: a pattern with or without a range, a folder, or any one of them."""
    if is_pattern(path):
        return _matching(path)
    if path.is_dir():
        return _in_folder(path)
    if not path.exists():
        raise NotFound(f"there is no {path}")
    if found := around(path):
        return found
    raise BadInput(
        f"{path.name} is a single picture, not one of a numbered sequence",
        hint="number them, as in shot.0001.png, or name them as shot.####.png",
    )


def around(path: Path) -> Numbered | None:
    """The sequence a picture belongs to; None where it stands alone."""
    if not (number := _NUMBER.search(path.stem)):
        return None
    prefix, suffix = path.stem[: number.start()], path.stem[number.end() :] + path.suffix
    found = _collected(path.parent, prefix, suffix)
    return found if found and len(found.numbers) >= _FEWEST else None


def together(paths: Iterable[Path]) -> list[Path]:
    """Let pictures of one sequence stand as that sequence; everything else stays as it is."""
    stood: dict[Path, None] = {}
    known: dict[tuple[Path, str, str], Path] = {}
    for path in paths:
        number = _NUMBER.search(path.stem)
        picture = path.suffix.lower() in kinds.suffixes("image") - kinds.suffixes("video")
        if not number or not picture:
            stood[path] = None
            continue
        key = (path.parent, path.stem[: number.start()], path.stem[number.end() :] + path.suffix)
        if key not in known:
            sequence = around(path)
            known[key] = sequence.path if sequence else path
        stood[known[key]] = None
    return list(stood)


def naming(name: str) -> tuple[str, str, int]:
    """What comes before the number in a pattern, what comes after, and how many digits it has.

    The extension is not part of it: `shot.%04d` and `shot.####` both give `shot.`, ``, 4.
    """
    field = _FIELD.search(name)
    if not field:
        return f"{name}.", "", 4
    return name[: field.start()], name[field.end() :], _digits(field)


def _digits(field: re.Match[str]) -> int:
    return len(field[2]) if field[2] else int(field[1] or 1)


def _without_range(name: str) -> tuple[str, range | None]:
    """A pattern, and the range that may follow its extension."""
    stem, dot, rest = name.rpartition(".")
    extension, space, tail = rest.partition(" ") if " " in rest else rest.partition("[")
    if not (dot and space):
        return name, None
    if not (match := _RANGE.fullmatch(f"{space}{tail}")):
        return name, None
    first, last, step = (int(part) if part else 1 for part in match.groups())
    return f"{stem}.{extension}", range(first, last + 1, max(1, step))


def _matching(path: Path) -> Numbered:
    name, wanted = _without_range(path.name)
    field = _FIELD.search(name)
    assert field
    prefix, suffix, digits = name[: field.start()], name[field.end() :], _digits(field)
    if wanted is not None and not wanted:
        raise BadInput(f"the range of {path.name} ends before it begins")
    found = _collected(path.parent, prefix, suffix, digits=digits)
    if found is None or (wanted and not set(found.numbers) & set(wanted)):
        raise NotFound(
            f"there is no picture called {name}" + (f" in {path.parent}" if path.parent != Path() else ""),
            hint="look at the name, the number of digits and the range",
        )
    if wanted is None:
        return found
    numbers = tuple(number for number in found.numbers if number in wanted)
    if numbers[0] != wanted[0]:
        raise BadInput(
            f"{found.name} begins with {numbers[0]}, not with {wanted[0]}",
            hint=f"say a range from {numbers[0]} on",
        )
    return replace(found, numbers=numbers, wanted=wanted)


def _collected(folder: Path, prefix: str, suffix: str, *, digits: int = 0) -> Numbered | None:
    """All pictures between whose prefix and suffix there is a number of so many digits, or of any."""
    return _counted(folder, prefix, suffix, _numbers(folder, prefix, suffix), digits)


def _counted(
    folder: Path, prefix: str, suffix: str, written: Sequence[str], digits: int = 0
) -> Numbered | None:
    """The same, of numbers that were found already, as they are written."""
    padded = {len(text) for text in written if len(text) > 1 and text.startswith("0")}
    width = digits or (min(padded) if padded else min((len(text) for text in written), default=1))
    fitting = [text for text in written if len(text) == width or (len(text) > width and text[0] != "0")]
    numbers = sorted(int(text) for text in fitting)
    if not numbers:
        return None
    return Numbered(folder, prefix, suffix, width, tuple(numbers), range(numbers[0], numbers[-1] + 1))


def _numbers(folder: Path, prefix: str, suffix: str) -> list[str]:
    shape = re.compile(rf"{re.escape(prefix)}(\d+){re.escape(suffix)}")
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        raise NotFound(f"there is no folder {folder}") from None
    except OSError as error:
        raise BadInput(f"{folder} cannot be read: {(error.strerror or str(error)).lower()}") from None
    return [match[1] for name in names if (match := shape.fullmatch(name))]


def _in_folder(folder: Path) -> Numbered:
    found = sequences_in(folder)
    if not found:
        raise BadInput(f"{folder} holds no numbered pictures", hint="name them as in shot.0001.png")
    if len(found) > 1:
        names = ", ".join(one.name for one in found[:_NAMED])
        raise BadInput(
            f"{folder} holds {len(found)} sequences: {names}", hint="name the one you mean by its pattern"
        )
    return found[0]


def sequences_in(folder: Path) -> list[Numbered]:
    """The sequences that lie directly in a folder."""
    return sequences_of(folder, sorted(entry.name for entry in os.scandir(folder)))


def sequences_of(folder: Path, names: Iterable[str]) -> list[Numbered]:
    """The sequences that some files of a folder make."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    wanted = kinds.suffixes("image") - kinds.suffixes("video")
    for name in names:
        path = Path(name)
        if path.suffix.lower() in wanted and (number := _NUMBER.search(path.stem)):
            key = (path.stem[: number.start()], path.stem[number.end() :] + path.suffix)
            seen[key].append(number[1])
    counted = (_counted(folder, *key, texts) for key, texts in seen.items() if len(texts) >= _FEWEST)
    return [one for one in counted if one]
