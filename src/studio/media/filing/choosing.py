"""Chooses which of equal files stays, and which may go without tearing apart what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from studio.media.filing import together
from studio.media.filing.extensions import kind_of_name
from studio.media.filing.shelf import Shelf
from studio.media.filing.together import Item

Keep = Literal["first", "oldest", "newest", "shortest"]
"""The one in the folder that was named first, the oldest, the newest, or that of the shortest path."""

_PICTURED = ("images", "videos", "audio")


class Equal(NamedTuple):
    """Files of one content.

    Attributes:
        stays: Those that stay: one, or all that lie in reference folders.
        goes: Those that are not needed, in their order.
    """

    stays: tuple[int, ...]
    goes: tuple[int, ...]


@dataclass(slots=True)
class Things:
    """The files of a shelf that count only together: frames of a sequence, a picture with its caption.

    Attributes:
        members: The files of each thing that has several.
        titles: What each is called.
        thing: To which of them a file belongs.
    """

    members: list[tuple[int, ...]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    thing: dict[int, int] = field(default_factory=dict)

    def lead(self, place: int) -> int:
        """The file by which the thing that a file belongs to is judged."""
        return self.members[self.thing[place]][0] if place in self.thing else place


def things(
    shelf: Shelf, places: Iterable[int], split: Callable[[Item], list[Item]], *, frames_together: bool = True
) -> Things:
    """What belongs together in the folders some files lie in.

    Args:
        shelf: All files.
        places: The files that matter.
        split: Takes a sequence apart that is none.
        frames_together: Whether numbered pictures count as one.
    """
    found = Things()
    concerned = _folders(shelf, places)
    if not concerned:
        return found
    names: dict[str, dict[str, int]] = {folder: {} for folder in concerned}
    for place, path in enumerate(shelf.paths):
        folder, _, name = path.rpartition("/")
        if folder in concerned:
            names[folder][name] = place
    for folder, there in names.items():
        items = together.items(Path(folder or "/"), there, frames_together=frames_together)
        for item in (one for whole in items for one in split(whole)):
            if len(item.files) > 1:
                members = tuple(there[name] for name in item.files)
                found.thing.update(dict.fromkeys(members, len(found.members)))
                found.members.append(members)
                found.titles.append(item.title)
    return found


def _folders(shelf: Shelf, places: Iterable[int]) -> set[str]:
    """The folders in which a picture, a film, a recording, or what may lie beside one is concerned."""
    paths = [shelf.paths[place] for place in places]
    counting = {ending for ending in {path[path.rfind(".") :] for path in paths} if _counts(ending)}
    return {path.rpartition("/")[0] for path in paths if _ending(path) in counting} if counting else set()


def _ending(path: str) -> str:
    return path[path.rfind(".") :]


def _counts(ending: str) -> bool:
    """Whether a file of that ending may be one thing with others."""
    return ending.lower() in together.BESIDE or kind_of_name(f"x{ending}") in _PICTURED


def choose(
    shelf: Shelf,
    groups: Iterable[Sequence[int]],
    *,
    keep: Keep,
    protected: int,
    things: Things,
) -> list[Equal]:
    """Decide for each group which of its files stays.

    What belongs together is judged by its first file, so that the frames of one copy stay or go together.

    Args:
        shelf: All files.
        groups: Files of equal content, in the order of the shelf.
        keep: Which stays.
        protected: So many files at the beginning of the shelf lie in reference folders and stay.
        things: What belongs together.
    """
    rank = _rank(shelf, keep, things)
    if rank is None and not protected:
        return [Equal((first,), tuple(others)) for first, *others in groups]
    chosen = []
    for group in groups:
        order = sorted(group, key=rank)
        inside = [place for place in order if place < protected] if protected else []
        stays = tuple(inside or order[:1])
        chosen.append(Equal(stays, tuple(place for place in order if place not in stays)))
    return chosen


def _rank(shelf: Shelf, keep: Keep, things: Things) -> Callable[[int], Any] | None:
    if keep == "first" and not things.thing:
        return None
    paths, modified, lead = shelf.paths, shelf.modified, things.lead
    ranks: Mapping[Keep, Callable[[int], Any]] = {
        # Files are on the shelf in the order in which their folders were named and gone through.
        "first": lambda place: (lead(place), place),
        "oldest": lambda place: (modified[lead(place)], lead(place), place),
        "newest": lambda place: (-modified[lead(place)], lead(place), place),
        "shortest": lambda place: (len(paths[lead(place)]), lead(place), place),
    }
    return ranks[keep]


def torn(chosen: Iterable[Equal], things: Things) -> dict[int, int]:
    """Files that must not go although they have an equal, by the file of the same thing that has none.

    A sequence is a copy when all of its frames are, and a picture goes only along with its caption.
    """
    going = {place for one in chosen for place in one.goes}
    found: dict[int, int] = {}
    for members in things.members:
        if single := [place for place in members if place not in going]:
            found |= {place: single[0] for place in members if place in going}
    return found
