"""Which files of a folder are one thing: the frames of a sequence, and a picture with what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.media import sequences
from studio.media.filing.extensions import Kind, kind_of_name
from studio.media.sequences import Numbered, spans

_ENDINGS = "aae ass caption json lrc npy npz pp3 srt thm txt vtt xml xmp yaml yml"
BESIDE = frozenset(f".{ending}" for ending in _ENDINGS.split())
"""What may lie beside a picture, a film or a recording under its name: captions, tags, latents, subtitles."""

_LEADS: tuple[Kind, ...] = ("images", "videos", "audio")
_EDGE = re.compile(r"[._ -]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: a file, or a sequence, and what belongs to it.

    Attributes:
        folder: Where it lies.
        names: The names of its files that stand for themselves; of a sequence its frames.
        beside: What lies beside them, and with which of them it goes; "" is the sequence as a whole.
        sequence: The sequence, if it is one.
    """

    folder: Path
    names: tuple[str, ...]
    beside: Mapping[str, str]
    sequence: Numbered | None = None

    @property
    def lead(self) -> Path:
        """The file by which it is judged."""
        return self.folder / self.names[0]

    @property
    def files(self) -> list[str]:
        return [*self.names, *self.beside]

    @property
    def stem(self) -> str:
        """What it is called without endings and numbers of frames."""
        if self.sequence is None:
            return Path(self.names[0]).stem
        return _EDGE.sub("", self.sequence.prefix) or self.folder.name

    def apart(self) -> list[Item]:
        """Its frames as things of their own, as photographs are that only a camera numbered."""
        lead = self.names[0]
        return [
            Item(
                self.folder,
                (name,),
                {other: name for other, frame in self.beside.items() if (frame or lead) == name},
            )
            for name in self.names
        ]

    @property
    def title(self) -> str:
        """What it is called; of a sequence its pattern, its range and what is missing of it."""
        return title(self.sequence) if self.sequence else self.names[0]


def title(sequence: Numbered) -> str:
    """What a sequence is called: `shot.####.exr [1001-1240], lacks 1017`."""
    lacks = f", lacks {spans(sequence.missing)}" if sequence.missing else ""
    return f"{sequence.name} [{sequence.numbers[0]}-{sequence.numbers[-1]}]{lacks}"


def items(
    folder: Path, names: Iterable[str], *, frames_together: bool = True, beside: bool = True
) -> list[Item]:
    """Put the files of one folder together, in the order of their names.

    Args:
        folder: The folder.
        names: Its files.
        frames_together: Whether numbered pictures count as one; no more than half may be missing.
        beside: Whether captions and the like go with their picture.
    """
    left = dict.fromkeys(names)
    whole = _sequences(folder, left) if frames_together else []
    leads = {name: kind for name in left if (kind := kind_of_name(name)) in _LEADS}
    stems = _stems(leads, whole) if beside else {}
    owners = {name: lead for name in left if name not in leads and (lead := _owner(name, stems)) is not None}
    return sorted(_put_together(folder, left, whole, owners), key=lambda item: item.names[0])


def _put_together(
    folder: Path,
    names: Iterable[str],
    whole: Iterable[Numbered],
    owners: Mapping[str, tuple[str, str]],
) -> Iterator[Item]:
    follow: dict[str, dict[str, str]] = {}
    for name, (lead, frame) in owners.items():
        follow.setdefault(lead, {})[name] = frame
    framed = set(owners)
    for sequence in whole:
        frames = tuple(sequence.file(number).name for number in sequence.numbers)
        framed.update(frames)
        along = follow.get(sequence.name, {})
        for frame in frames:
            along = {**along, **follow.get(frame, {})} if frame in follow else along
        yield Item(folder, frames, along, sequence)
    for name in names:
        if name not in framed:
            yield Item(folder, (name,), follow.get(name, {}))


def _sequences(folder: Path, names: Iterable[str]) -> list[Numbered]:
    found = sequences.sequences_of(folder, names)
    return [one for one in found if len(one.missing) <= len(one.numbers)]


def _stems(leads: Mapping[str, Kind], whole: Iterable[Numbered]) -> dict[str, tuple[str, str]]:
    """By what a name beside must begin with: the lead it goes with; a picture comes before a film."""
    found: dict[str, tuple[str, str]] = {}
    for sequence in whole:
        if stem := _EDGE.sub("", sequence.prefix):
            found[stem] = (sequence.name, "")
    for kind in reversed(_LEADS):
        for name in (name for name, of in leads.items() if of == kind):
            found[Path(name).stem] = (name, name)
    found |= {name: (name, name) for name in leads}
    return found


def _owner(name: str, stems: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """What a file belongs to: photo.txt, photo.jpg.json and photo.en.srt all to photo.jpg."""
    if Path(name).suffix.lower() not in BESIDE:
        return None
    stem = Path(name).stem
    return stems.get(stem) or (stems.get(Path(stem).stem) if Path(stem).suffix else None)
