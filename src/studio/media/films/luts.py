"""Colour tables in .cube files: read whole and checked before a single pixel goes through them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from studio.core.errors import BadInput, NotFound
from studio.core.run import stop_if_cancelled
from studio.media import quoting

Triple = tuple[float, float, float]

_SIZES = {"LUT_1D_SIZE": (1, 65_536), "LUT_3D_SIZE": (3, 256)}
_RANGES = ("LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE")
_LONGEST_LINE = 1000
# Nothing in a film is ten times as bright as its white: such numbers were counted in another way.
_FAR_BEYOND = 10.0
_LOOKED_AT = 4096
_STEPS = 16_384


@dataclass(frozen=True, slots=True)
class Table:
    """A table of colours.

    Attributes:
        dimensions: 1 where each channel has a curve of its own, 3 where all of them act together.
        size: How many points it has in each dimension.
        low: The colour its first point stands for.
        high: The colour its last point stands for.
        values: Red, green and blue of every point; red changes fastest.
        title: What it calls itself.
    """

    dimensions: int
    size: int
    low: Triple
    high: Triple
    values: array[float]
    title: str = ""

    def write(self, path: Path) -> Path:
        """Write the points alone, as plainly as can be."""
        rows = iter(self.values)
        with path.open("w", encoding="ascii") as file:
            file.write(f"LUT_{self.dimensions}D_SIZE {self.size}\n")
            file.writelines(f"{red:.9g} {next(rows):.9g} {next(rows):.9g}\n" for red in rows)
        return path


def curved(curve: Callable[[float], Sequence[float]], path: Path) -> str:
    """The filter that sends every channel through a curve, each its own.

    ffmpeg's filter for formulas falls short of white by 1 in 256 where pixels have 16 bits.

    Args:
        curve: From light, 0 to 1, to the red, green and blue it becomes.
        path: The file for its points.
    """
    values = array("d")
    for step in range(_STEPS):
        values.extend(curve(step / (_STEPS - 1)))
    Table(1, _STEPS, (0, 0, 0), (1, 1, 1), values).write(path)
    return f"lut1d=interp=linear:file={quoting.in_graph(str(path))}"


def read(path: Path) -> Table:
    """Read a table; whatever is wrong with it is told with the line it stands in."""
    reader = _Reader(path.name)
    for number, line in enumerate(_lines(path), 1):
        if number % 10_000 == 0:
            stop_if_cancelled()
        reader.take(number, line)
    return reader.table()


def _lines(path: Path) -> Iterator[str]:
    if path.is_dir():
        raise BadInput(f"{path.name} is a folder, not a table of colours")
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT)
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        if b"\0" in head and not wide:
            raise BadInput(f"{path.name} is no text, so it is no .cube table", hint="give a .cube file")
        with path.open(encoding="utf-16" if wide else "utf-8-sig", errors="replace") as text:
            while line := text.readline(_LONGEST_LINE):
                yield line
    except FileNotFoundError:
        raise NotFound(f"there is no table {path}") from None
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}") from None


class _Reader:
    """Takes a table in line by line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._line = 0
        self._dimensions = 0
        self._size = 0
        self._wanted = 0
        self._ends: dict[str, tuple[int, Triple]] = {}
        self._title = ""
        self._values: array[float] = array("d")

    def take(self, number: int, line: str) -> None:
        """Take one line in."""
        self._line = number
        if len(line) == _LONGEST_LINE and line[-1] != "\n":
            self._wrong(f"it goes on for more than {_LONGEST_LINE:,} letters")
        words = ["TITLE"] if line.lstrip().startswith("TITLE") else line.partition("#")[0].split()
        if not words:
            return
        if words[0][0].isalpha() and words[0].lower() not in ("nan", "inf", "infinity"):
            self._keyword(words, line)
        else:
            self._row(words)

    def table(self) -> Table:
        """The table, now that all lines are in."""
        if not self._size:
            raise BadInput(
                f"{self._name} says no LUT_1D_SIZE or LUT_3D_SIZE, so it is no .cube table",
                hint="give a .cube file",
            )
        if len(self._values) < self._wanted:
            self._wrong(f"the table ends after {len(self._values) // 3:,} of {self._rows()}")
        low, high = (self._end(name, usual) for name, usual in (("DOMAIN_MIN", 0.0), ("DOMAIN_MAX", 1.0)))
        if not all(first < last for first, last in zip(low, high, strict=True)):
            self._line = max(line for line, _ in self._ends.values())
            self._wrong("DOMAIN_MIN is not below DOMAIN_MAX")
        return Table(self._dimensions, self._size, low, high, self._values, self._title)

    def _keyword(self, words: list[str], line: str) -> None:
        keyword = words[0]
        if keyword == "TITLE":
            self._title = line.strip().removeprefix("TITLE").strip().strip('"')
        elif self._values:
            self._wrong(f"{keyword} stands after the numbers; it belongs before them")
        elif keyword in _SIZES:
            self._sized(keyword, words[1:])
        elif keyword in ("DOMAIN_MIN", "DOMAIN_MAX"):
            self._bounded(keyword, self._numbers(words[1:], 3, keyword))
        elif keyword in _RANGES:
            low, high = self._numbers(words[1:], 2, keyword)
            self._bounded("DOMAIN_MIN", [low] * 3)
            self._bounded("DOMAIN_MAX", [high] * 3)
        else:
            self._wrong(f"{keyword[:40]} is no keyword of .cube files")

    def _sized(self, keyword: str, words: list[str]) -> None:
        if self._size:
            self._wrong("the size is said twice; a table is either 1D or 3D")
        self._dimensions, most = _SIZES[keyword]
        if len(words) != 1 or not words[0].isascii() or not words[0].isdigit():
            self._wrong(f"{keyword} wants one whole number")
        size = int(words[0][:9])
        if not 2 <= size <= most:
            self._wrong(f"{keyword} is {words[0][:20]}; it must be from 2 to {most:,}")
        self._size = size
        self._wanted = 3 * size**self._dimensions

    def _bounded(self, name: str, numbers: list[float]) -> None:
        if name in self._ends:
            self._wrong(f"{name} is said twice")
        red, green, blue = numbers
        self._ends[name] = (self._line, (red, green, blue))

    def _end(self, name: str, usual: float) -> Triple:
        return self._ends[name][1] if name in self._ends else (usual, usual, usual)

    def _row(self, words: list[str]) -> None:
        if not self._size:
            self._wrong("numbers stand before the size; LUT_1D_SIZE or LUT_3D_SIZE comes first")
        numbers = self._numbers(words, 3, "a row")
        if max(map(abs, numbers)) > _FAR_BEYOND:
            self._wrong(f"{max(numbers, key=abs):g} is far outside of 0 to 1, which is black to white")
        if len(self._values) >= self._wanted:
            self._wrong(f"there are more than {self._rows()}")
        self._values.extend(numbers)

    def _numbers(self, words: list[str], count: int, what: str) -> list[float]:
        if len(words) != count:
            self._wrong(f"{what} wants {count} numbers, and here are {len(words)}")
        return [self._number(word) for word in words]

    def _number(self, word: str) -> float:
        try:
            number = float(word.replace("_", "?"))
        except ValueError:
            self._wrong(f"{word[:20]} is no number")
        if not math.isfinite(number):
            self._wrong(f"{word[:20]} is no colour")
        return number

    def _rows(self) -> str:
        shape = " × ".join([str(self._size)] * self._dimensions)
        return f"{self._wanted // 3:,} rows" + (f" ({shape})" if self._dimensions > 1 else "")

    def _wrong(self, reason: str) -> NoReturn:
        raise BadInput(
            f"{self._name}, line {self._line}: {reason}", hint="export the table again, as a .cube file"
        )
