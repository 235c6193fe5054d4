"""One way in which a film may show what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from studio.story.staging.grammar import Scale

Size = Literal["wide", "medium", "close"]


@dataclass(frozen=True, eq=False)
class View:
    """One way to show something.

    Attributes:
        about: The keys of the subjects it shows, the first the one it is about.
        scale: What it is in the coverage of a scene.
        place: Where it is.
        size: How close.
        on: What it looks at; the first of its cast if empty.
        cast: Who and what is in it, as a shot has it.
        params: Parameters of the place.
        room: Whether words may stand on it.
        goes: Whether somebody goes through it.
        tells: How much what somebody does tells of them.
        takes: How many seconds it takes to come and to be understood.
        whole: Whether what it is about fills the frame, so that no camera may come closer.
    """

    about: tuple[str, ...]
    scale: Scale
    place: str
    size: Size
    on: str = ""
    cast: tuple[dict[str, Any], ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    room: bool = True
    goes: bool = False
    tells: float = 0.0
    takes: float = 0.0
    whole: bool = False

    @cached_property
    def picture(self) -> str:
        """What it looks like, without who does what: two views with the same are much alike."""
        if self.size == "wide":
            return f"{self.place}/wide"
        at = self.on or (self.cast[0].get("at", "") if self.cast else "")
        about = self.about[0] if self.about and self.scale != "person" else ""
        return f"{self.place}/{self.size}/{at}/{about}"

    @cached_property
    def seen(self) -> str:
        """All it shows."""
        cast = [sorted(one.items(), key=str) for one in self.cast]
        return f"{self.picture}/{self.about}/{cast}/{self.params}"

    @cached_property
    def placed(self) -> str:
        """What it has in common with all views of its place."""
        return f"place {self.place}"

    @cached_property
    def scaled(self) -> str:
        """What it has in common with all views of its scale."""
        return f"scale {self.scale}"
