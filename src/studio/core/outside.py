"""Calling a tool from a plain program: it delivers its result as the command line would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from studio.core import delivery, scratch
from studio.core.delivery import Place
from studio.core.run import Run

if TYPE_CHECKING:
    from studio.core.tool import Tool

R = TypeVar("R")

_destination: ContextVar[tuple[Path, bool]] = ContextVar("studio_destination")


@contextmanager
def into(folder: str | Path, *, overwrite: bool = False) -> Iterator[None]:
    """Let tools called from Python deliver into a folder, instead of the current one.

    Args:
        folder: Where results go; made when it is not there.
        overwrite: Whether files that exist may be replaced.
    """
    token = _destination.set((Path(folder), overwrite))
    try:
        yield
    finally:
        _destination.reset(token)


def call(tool: Tool[..., R], given: dict[str, Any]) -> R:
    """Carry out one call outside of any run."""
    if not delivery.makes_files(tool):
        with scratch.anywhere() as throwaway:
            return Run(throwaway).step(tool, given)
    folder, overwrite = _destination.get((Path(), False))
    with scratch.beside(folder) as workshop:
        result = Run(workshop).step(tool, given)
        place = Place(folder, _stem(tool, given), overwrite=overwrite)
        return delivery.deliver(tool, result, place, workshop)[0]


def _stem(tool: Tool[..., Any], given: dict[str, Any]) -> str:
    subject = given[tool.subject.name]
    first = subject[0] if isinstance(subject, list) and subject else subject
    return delivery.default_stem(first, tool) if isinstance(first, Path) else f"{tool.material}-{tool.name}"
