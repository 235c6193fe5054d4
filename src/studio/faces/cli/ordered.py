"""What can be said of any run that is ordered from a file: options that pipelines and batches share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cyclopts import Parameter

from studio.faces.cli import neighbourly


def _option(told: str, metavar: str = "", **more: Any) -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False, **more)


@Parameter(name="*")
@dataclass(frozen=True)
class Ordered:
    """How a run is ordered and watched."""

    jobs: Annotated[
        int | None, _option("How many things to work on at a time; as the settings say if not set.", "N")
    ] = None
    cpus: Annotated[int | None, _option(neighbourly.CPUS, "N")] = None
    memory: Annotated[str, _option(neighbourly.MEMORY, "SIZE")] = ""
    gpus: Annotated[str, _option(neighbourly.GPUS, "CARDS")] = ""
    priority: Annotated[str, _option(neighbourly.PRIORITY, "WORD|N", allow_leading_hyphen=True)] = ""
    detach: Annotated[
        bool, _option("Let it wait for a host, such as studio serve, rather than carry it out here.")
    ] = False
    quiet: Annotated[bool, _option("Say nothing but what failed.")] = False
    json: Annotated[bool, _option("Print what happens, one JSON object a line, and nothing else.")] = False

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings it asks for."""
        jobs = (f"jobs={self.jobs}",) if self.jobs is not None else ()
        way = neighbourly.priority(self.priority, ranks=True).way
        return (*jobs, *neighbourly.settings(self.cpus, self.memory, way, self.gpus))

    @property
    def rank(self) -> int:
        """How it ranks among runs that wait."""
        return neighbourly.priority(self.priority, ranks=True).rank


AS_USUAL = Ordered()
