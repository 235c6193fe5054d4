"""How text reaches the terminal: streams, names that are safe to show, sizes people read."""

from __future__ import annotations

import codecs
import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from studio.core.errors import StudioError

T = TypeVar("T")

ACCENT = "#e8a33d"
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_STEP = 1000
_UNWRAPPED = 1000


def prepare_streams() -> None:
    """Let every name pass through unharmed, whatever bytes it is made of and whatever the locale says."""
    codecs.register_error("studio", _as_bytes)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="studio")


def _as_bytes(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].encode("utf-8", "surrogateescape"), error.end


@cache
def out() -> Console:
    """Where results go. What other programs read is never wrapped, so that each value stays whole."""
    console = _console(sys.stdout)
    if not console.is_terminal:
        console.width = _UNWRAPPED
    return console


@cache
def err() -> Console:
    """Where everything goes that is not a result."""
    return _console(sys.stderr)


@cache
def page() -> Console:
    """Where text for reading goes: lines stay short enough for the eye on any screen."""
    return _console(sys.stdout, widest=100)


def _console(stream: TextIO, *, widest: int = 0) -> Console:
    from rich.console import Console
    from rich.theme import Theme

    styles = {
        "bar.complete": ACCENT,
        "bar.finished": "green",
        "bar.pulse": ACCENT,
        "progress.remaining": "dim",
        "cyclopts.name": ACCENT,
        "cyclopts.border": "dim",
        "cyclopts.choices": "dim",
        "cyclopts.default": "dim",
    }
    console = Console(file=stream, highlight=False, theme=Theme(styles))
    if widest and console.width > widest:
        console.width = widest
    return console


def line(console: Console, *parts: str | tuple[str, str]) -> None:
    """Print one line as it is, however long: nothing in it is markup, nothing is wrapped."""
    from rich.text import Text

    console.print(Text.assemble(*parts), soft_wrap=True)


def aside(*parts: str | tuple[str, str]) -> None:
    """Print a line beside the results; one that cannot be written harms no result."""
    with suppress(OSError):
        line(err(), *parts)


def table(console: Console, columns: RenderableType) -> None:
    """Print columns; for other programs without the blanks that only line them up on the right."""
    if console.is_terminal:
        console.print(columns)
        return
    with console.capture() as printed:
        console.print(columns)
    for row in printed.get().splitlines():
        console.file.write(row.rstrip() + "\n")


def safe(name: object) -> str:
    """A name as one harmless line: control characters and bytes that are no text are spelled out."""
    return "".join(_spelled(character) for character in str(name))


def is_text(name: str) -> bool:
    """Whether a name is made of characters, or holds bytes that are none."""
    return not any("\udc80" <= character <= "\udcff" for character in name)


def _spelled(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if character.isprintable():
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def size(count: float) -> str:
    """Bytes in the unit people would choose."""
    for unit in _UNITS:
        if float(f"{count:.3g}") < _STEP or unit == _UNITS[-1]:
            break
        count /= _STEP
    return f"{count:.0f} {unit}" if unit == "B" else f"{count:.3g} {unit}"


def complain(error: StudioError) -> None:
    """One clear sentence, and what to do about it."""
    line(err(), ("✗ ", "bold red"), safe(error.message))
    if error.hint:
        line(err(), (f"  → {safe(error.hint)}", "dim"))


def undisturbed(items: Iterator[T]) -> Iterator[T]:
    """The items one by one; what libraries print while one is made goes to standard error."""
    while True:
        with _output_on_stderr():
            found = list(islice(items, 1))
        if not found:
            return
        yield found[0]


@contextmanager
def _output_on_stderr() -> Iterator[None]:
    import ctypes

    try:
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(2, 1)
    except OSError:
        # One of the two is closed, so there is nothing to keep apart.
        yield
        return
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)


def print_plain(text: str) -> None:
    """One line for other programs: not a character is added, changed or wrapped."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_json(value: dict[str, Any]) -> None:
    """One object, one line, plain ASCII whatever the names are."""
    import json

    print_plain(json.dumps(_finite(value), default=str))


def _finite(value: Any) -> Any:
    """JSON knows neither infinity nor what is not a number; null stands for both."""
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
