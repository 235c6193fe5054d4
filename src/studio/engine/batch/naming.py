"""What the results of a batch are called: `web/{stem}.{suffix}` and what stands for each of its parts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.core.catalogue import AnyTool
from studio.core.delivery import default_stem
from studio.core.errors import BadInput
from studio.core.written.findings import nearest
from studio.engine.written import templates
from studio.engine.written.templates import Reference, pieces

KNOWN = ("stem", "name", "suffix", "parent", "number", "tool")
"""What a name can be made of."""

_OPEN_END = ".{suffix}"


@dataclass(frozen=True)
class Naming:
    """How results are called.

    Attributes:
        folder: The folder they go to; may hold references.
        name: The name, if one is said; may hold references.
        open: Whether the name's extension is that of the result, whatever it is.
        keeps_tree: Whether things from a folder keep the folders they had below it; where names are
            said, {parent} says so.
    """

    folder: str
    name: str = ""
    open: bool = False
    keeps_tree: bool = False

    @property
    def suffix(self) -> str:
        """The extension that is asked for, if one is."""
        return "" if self.open else Path(_blanked(self.name)).suffix

    @property
    def is_for_one(self) -> bool:
        """Whether only one result can be called this."""
        return bool(self.name) and not any(isinstance(one, Reference) for one in pieces(self.name))


@dataclass(frozen=True)
class Target:
    """Where one result goes: a folder, and a name with or without its extension."""

    folder: str
    stem: str
    exact: str


def naming(out: str, folder: Path) -> Naming:
    """What an `out` means; BadInput where it means nothing.

    Args:
        out: A folder, or a name in one.
        folder: Where relative paths begin.
    """
    for one in templates.references(out):
        if one.root not in KNOWN or one.path:
            hint = nearest(one.root, KNOWN)
            raise BadInput(f"{one} is no part of a name in a batch", hint=hint)
    head, _, last = out.rpartition("/")
    refers = any(isinstance(one, Reference) for one in pieces(last))
    if not last or not (refers or Path(last).suffix) or os.path.isdir(folder / out):  # noqa: PTH112
        return Naming(out, keeps_tree="{parent}" not in out)
    head = f"{head}/" if out.startswith("/") and not head else head
    if last.endswith(_OPEN_END):
        return Naming(head, last.removesuffix(_OPEN_END), open=True)
    return Naming(head, last, open=not Path(_blanked(last)).suffix)


def stem_of(path: Path, tool: AnyTool) -> tuple[str, str]:
    """What a thing is called without its extension, and what its result is called if nobody says."""
    default = default_stem(path, tool)
    return default.removesuffix(f"-{tool.name}"), default


def target(naming: Naming, scope: Mapping[str, object], default: str, below: str, folder: str) -> Target:
    """Where the result of one thing goes.

    Args:
        naming: How results are called.
        scope: What the parts of names stand for.
        default: What it is called if nobody says.
        below: The folder it had below the one that led to it.
        folder: Where relative paths begin.
    """
    place = templates.filled_text(naming.folder, scope)
    if not naming.folder.startswith("/"):
        # What begins with a reference that stands for nothing does not begin at the root.
        place = place.lstrip("/")
    tree = below if naming.keeps_tree else ""
    whole = os.path.normpath(os.path.join(folder, place, tree))  # noqa: PTH118 -- many times, so in text
    if not naming.name:
        return Target(whole, default, "")
    name = templates.filled_text(naming.name, scope)
    return Target(whole, name, "") if naming.open else Target(whole, default, name)


def _blanked(text: str) -> str:
    """A name with something in the place of its references, to see whether it has an extension."""
    return "".join(one if isinstance(one, str) else "x" for one in pieces(text))
