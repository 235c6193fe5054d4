"""Whether what stages deliver can lie side by side: no two results in one place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from studio.core.written.findings import Findings
from studio.engine.pipeline.checking import Seen
from studio.engine.written.templates import Reference, pieces


def check(seen: Sequence[Seen], findings: Findings, folder: Path) -> None:
    """Find stages that would deliver to one place, and fan-outs that have one name for many results.

    Args:
        seen: The stages.
        findings: Where faults are added.
        folder: Where relative paths begin.
    """
    taken: dict[tuple[str, ...], Seen] = {}
    for one in seen:
        out = one.stage.out
        if not out:
            continue
        where = ("stages", one.name, "out")
        named = is_name(out)
        if one.stage.for_each is not None and named and not _tells_apart(out):
            told = f"all results of {one.name} would be called {os.path.basename(out)}"  # noqa: PTH119
            findings.add("delivery", where, told, "put {item.stem} or {number} into the name")
        place = os.path.normpath(os.path.join(folder, out))  # noqa: PTH118 -- normpath takes .. away, Path does not
        key = (place,) if named else (place, one.stage.tool, _worked_on(one))
        if (other := taken.setdefault(key, one)) is not one:
            told = f"{other.name} and {one.name} would both deliver to {out}"
            findings.add("delivery", where, told, "give each an out of its own")


def is_name(out: str) -> bool:
    """Whether an `out` names the result itself, not the folder it goes into."""
    filled = "".join(one if isinstance(one, str) else "x" for one in _pieces(out))
    return not filled.endswith("/") and bool(Path(filled).suffix)


def _tells_apart(out: str) -> bool:
    return any(isinstance(one, Reference) and one.root in ("item", "number") for one in _pieces(out))


def _pieces(out: str) -> tuple[str | Reference, ...]:
    from studio.core.errors import BadInput

    try:
        return pieces(out)
    except BadInput:
        return (out,)


def _worked_on(one: Seen) -> str:
    return repr((one.stage.input, one.stage.for_each))
