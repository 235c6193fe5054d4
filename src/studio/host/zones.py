"""Time zones: the machine's own, and any other by its name."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from studio.core.errors import BadInput, Unavailable
from studio.core.settings import zone_of_environment

_LOCAL = Path("/etc/localtime")
_NAMED = Path("/etc/timezone")
_SHELF = "zoneinfo/"


def local() -> str:
    """The name of the time zone of this machine: TZ in the environment, else what /etc/localtime leads to."""
    told = zone_of_environment()
    if told is not None:
        name = _below_shelf(told.removeprefix(":")) or "UTC"
        if not _known(name):
            raise BadInput(f"TZ={told} is no name of a time zone", hint="write one such as Europe/Berlin")
        return name
    # A machine without it shows universal time.
    if not _LOCAL.exists():
        return "UTC"
    name = _below_shelf(str(_LOCAL.resolve()))
    if not _known(name) and _NAMED.is_file():
        name = _NAMED.read_text("utf-8", "replace").strip()
    if not _known(name):
        raise Unavailable(
            f"the time zone of this machine has no name that could be found at {_LOCAL}",
            hint="name it: TZ=Europe/Berlin",
        )
    return name


def named(name: str) -> ZoneInfo:
    """A time zone by its name, such as Europe/Berlin or UTC."""
    if not _known(name):
        zones = available_timezones()
        if not zones:
            raise Unavailable("the rules of time zones are not on this machine", hint="pip install tzdata")
        near = get_close_matches(name, zones, n=1) or _cities(name, zones)
        hint = f"did you mean {near[0]}?" if near else "write a name such as Europe/Berlin, or UTC"
        raise BadInput(f"there is no time zone {name!r}", hint=hint)
    return ZoneInfo(name)


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _below_shelf(place: str) -> str:
    return place.rpartition(_SHELF)[2]


def _cities(word: str, zones: set[str]) -> list[str]:
    """Zones named after a city that is spelled like a word."""
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(zones)}
    return [cities[city] for city in get_close_matches(word.casefold().replace(" ", "_"), cities, n=1)]
