"""The shares of graphics cards, each given to one worker at a time, in whichever process of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from studio.core.cards import wanted
from studio.core.errors import StudioError, Unavailable
from studio.core.settings import shown_to_libraries
from studio.host import slices
from studio.host.reserving import Reservation, reserve
from studio.host.slices import Found, Slice

SIGHT = "CUDA_VISIBLE_DEVICES"
ALL_TAKEN = "every graphics card that may be used is in use"


def there_are() -> Found:
    """The slices of this machine, as far as whoever started us lets us see them."""
    return slices.found(shown=shown_to_libraries(SIGHT))


@dataclass(frozen=True)
class Share:
    """A share of a slice that a worker has to itself.

    Attributes:
        name: What it is leased by.
        slice: Of what it is a share.
        held: What keeps others from it.
    """

    name: str
    slice: Slice
    held: Reservation

    @property
    def environment(self) -> dict[str, str]:
        """What shows libraries this slice alone; nothing where it bears no name."""
        return {SIGHT: self.slice.name} if self.slice.name else {}

    @property
    def told(self) -> dict[str, str]:
        """What a record says of it."""
        return {"slice": self.slice.name, "card": f"{self.slice.card} {self.slice.number}"}


@dataclass
class Cards:
    """Which shares there are for us; looked at when the first call asks for one.

    Attributes:
        written: Which may be used, as people write it.
        place: A folder whose files stand for the shares.
        look: Tells what there is.
    """

    written: str
    place: Path
    look: Callable[[], Found] = there_are
    _shares: Mapping[str, Slice] | None = field(default=None, init=False)
    _ours: set[str] = field(default_factory=set, init=False)

    @staticmethod
    def of(written: str, settings: Mapping[str, Any]) -> Cards:
        """The shares that all of our processes with one home have between them."""
        return Cards(written, Path(settings["home"]) / "cards")

    @property
    def shares(self) -> Mapping[str, Slice]:
        """Every share, by its name. Raises NotFound where one was asked for that there is not."""
        if self._shares is None:
            self._shares = slices.shares(wanted(self.written), self.look().slices)
        return self._shares

    def refusal(self) -> StudioError | None:
        """Why no call may use a card; None if one may."""
        if not wanted(self.written):
            return Unavailable("no graphics card may be used, and this works on one", hint="--gpus all")
        try:
            self._shares = self.shares
        except StudioError as refused:
            return refused
        return None

    def take(self) -> Share | None:
        """A share that nobody has; None if there is none at the moment."""
        for name, part in self.shares.items():
            if name not in self._ours and (held := reserve(self.place / f"{quote(name, '') or 'any'}.lock")):
                self._ours.add(name)
                return Share(name, part, held)
        return None

    def give_back(self, share: Share) -> None:
        """Nobody of ours uses it any more."""
        share.held.give_back()
        self._ours.discard(share.name)
