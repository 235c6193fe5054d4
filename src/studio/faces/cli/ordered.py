"""What can be said of any run that is ordered from a file: options that pipelines and batches share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


@Parameter(name="*")
@dataclass(frozen=True)
class Ordered:
    """How a run is ordered and watched."""

    jobs: Annotated[
        int | None, _option("How many things to work on at a time; as the settings say if not set.", "N")
    ] = None
    priority: Annotated[int, _option("Among runs that wait, higher goes first.", "N")] = 0
    detach: Annotated[
        bool, _option("Let it wait for a host, such as studio serve, rather than carry it out here.")
    ] = False
    quiet: Annotated[bool, _option("Say nothing but what failed.")] = False
    json: Annotated[bool, _option("Print what happens, one JSON object a line, and nothing else.")] = False

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings it asks for."""
        return (f"jobs={self.jobs}",) if self.jobs is not None else ()


AS_USUAL = Ordered()
