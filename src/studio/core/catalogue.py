"""Which tools there are: looks through packages and through what other packages announce."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any

from studio.core import announced
from studio.core.errors import NotFound
from studio.core.tool import RESERVED, Tool

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

AnyTool = Tool[..., Any]

COMMANDS = frozenset(
    {
        "batch",
        "breakers",
        "completion",
        "config",
        "doctor",
        "library",
        "models",
        "monitor",
        "pipeline",
        "runs",
        "schedule",
        "serve",
        "tools",
        "train",
        "worker",
    }
)
"""Names no material may have: they are commands of their own, now or soon."""


@dataclass(frozen=True)
class Broken:
    """Something that was announced as tools and could not be used."""

    name: str
    reason: str


class Catalogue(Mapping[str, AnyTool]):
    """Every tool by id, found the moment it is asked for and not earlier."""

    def __init__(self, packages: Sequence[str], group: str) -> None:
        self._packages = packages
        self._group = group
        self._materials: dict[str, dict[str, AnyTool]] = {}
        self.broken: list[Broken] = []

    def __getitem__(self, tool_id: str) -> AnyTool:
        material, _, verb = tool_id.partition(".")
        if found := self._quick(material, verb):
            return found
        try:
            return self.of(material)[verb]
        except KeyError:
            raise KeyError(tool_id) from None

    def __iter__(self) -> Iterator[str]:
        return (tool.id for material in self.materials for tool in self.of(material).values())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def named(self, tool_id: str) -> AnyTool:
        """The tool with this id, or NotFound that names the nearest."""
        try:
            return self[tool_id]
        except KeyError:
            from difflib import get_close_matches

            near = get_close_matches(tool_id, list(self), n=1)
            hint = f"did you mean {near[0]}?" if near else "studio tools lists all of them"
            raise NotFound(f"there is no tool {tool_id!r}", hint=hint) from None

    @cached_property
    def materials(self) -> dict[str, str]:
        """The first halves of all ids, each with one line that says what it is."""
        found = {
            name: _first_line(self._module(f"{package}.{name}"))
            for package in reversed(self._packages)
            for name in _children(self._module(package))
        }
        for point in self._points:
            found.setdefault(point.name, f"Tools from {point.dist.name if point.dist else point.value}.")
        return dict(sorted(found.items()))

    def of(self, material: str) -> dict[str, AnyTool]:
        """All tools of one material, by verb."""
        if material not in self._materials:
            found: dict[str, AnyTool] = {}
            for package in self._packages:
                if material in _children(self._module(package)):
                    found |= _tools(self._module(f"{package}.{material}"))
            for point in self._points:
                if point.name == material:
                    self._add(point, found)
            self._materials[material] = dict(sorted(found.items()))
        return self._materials[material]

    def _quick(self, material: str, verb: str) -> AnyTool | None:
        """A tool in a file of its own name is found without importing its neighbours."""
        if material in self._materials or not verb.isidentifier() or verb.startswith("_"):
            return None
        for package in self._packages:
            name = f"{package}.{material}.{verb}"
            try:
                module = importlib.import_module(name)
            except ModuleNotFoundError as missing:
                if missing.name is None or not name.startswith(missing.name):
                    raise
                continue
            if isinstance(found := getattr(module, verb, None), Tool):
                return found
        return None

    def _add(self, point: EntryPoint, found: dict[str, AnyTool]) -> None:
        """Add the tools of another package; one that is broken must not break ours."""
        try:
            loaded = point.load()
            brought = [loaded] if isinstance(loaded, Tool) else list(_tools(loaded).values())
        except (Exception, SystemExit) as error:  # noqa: BLE001
            self._blame(point, _told(error))
            return
        if not brought:
            self._blame(point, "it holds no tools")
        for tool in brought:
            if fault := _fault(tool, point.name):
                self._blame(point, fault)
            elif (other := found.setdefault(tool.name, tool)) is not tool:
                self._blame(point, f"{tool.id} is there already, from {other.__module__}")

    def _blame(self, point: EntryPoint, reason: str) -> None:
        self.broken.append(Broken(f"{point.name} = {point.value}", reason))

    @cached_property
    def _points(self) -> list[EntryPoint]:
        """What other packages announce, under names that can be typed and are free."""
        if not announced.anywhere(self._group):
            return []
        from importlib.metadata import entry_points

        found = sorted(entry_points(group=self._group), key=lambda point: (point.name, point.value))
        usable = [point for point in found if point.name.isidentifier() and point.name not in COMMANDS]
        for point in found:
            if point not in usable:
                self._blame(point, f"{point.name} cannot be the name of a material")
        return usable

    def _module(self, name: str) -> ModuleType:
        return importlib.import_module(name)


def _children(package: ModuleType) -> list[str]:
    return [child.name for child in pkgutil.iter_modules(package.__path__) if not child.name.startswith("_")]


def _tools(module: ModuleType) -> dict[str, AnyTool]:
    """The tools a module or package holds itself; what it merely imports belongs to others."""
    found = {
        tool.name: tool
        for tool in vars(module).values()
        if isinstance(tool, Tool) and tool.__module__ == module.__name__
    }
    if hasattr(module, "__path__"):
        for child in _children(module):
            found |= _tools(importlib.import_module(f"{module.__name__}.{child}"))
    return found


def _fault(tool: AnyTool, material: str) -> str:
    """What is wrong with a tool another package announces under a material."""
    if tool.material != material:
        return f"{tool.id} is announced under {material}; say @tool(material={material!r})"
    try:
        taken = sorted(RESERVED & {tool.subject.name, *(parameter.name for parameter in tool.parameters)})
        tool.returns  # noqa: B018
    except Exception as error:  # noqa: BLE001
        return f"{tool.id} has no usable signature: {_told(error)}"
    return f"{tool.id} has a parameter {taken[0]}, which every tool has already" if taken else ""


def _told(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _first_line(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().partition("\n")[0]
