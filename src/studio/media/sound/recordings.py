"""One sound track of a file: found by number or language, and how ffmpeg is pointed at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadInput, NotFound
from studio.media import encode, probe
from studio.media.facts import AudioFacts, MediaFacts

# People write two letters, files three, and for some languages there are two ways of three.
_CODES = (
    "ar:ara bg:bul ca:cat cs:ces,cze da:dan de:deu,ger el:ell,gre en:eng es:spa et:est fa:fas,per fi:fin "
    "fr:fra,fre he:heb hi:hin hr:hrv hu:hun id:ind is:isl,ice it:ita ja:jpn ko:kor lt:lit lv:lav nb:nob "
    "nl:nld,dut no:nor pl:pol pt:por ro:ron,rum ru:rus sk:slk,slo sl:slv sr:srp sv:swe th:tha tr:tur "
    "uk:ukr vi:vie zh:zho,chi"
)


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound track, ready to be listened to.

    Attributes:
        facts: What is known of the file it lies in.
        stream: What is known of the track.
    """

    facts: MediaFacts
    stream: AudioFacts

    @property
    def path(self) -> Path:
        return self.facts.path

    @property
    def name(self) -> str:
        return self.facts.path.name

    @property
    def seconds(self) -> float:
        return self.stream.duration

    @property
    def input(self) -> tuple[str, ...]:
        """The arguments that make the file an input."""
        return "-i", encode.source(self.facts.path)

    def exact_samples(self) -> int:
        """How many samples there are, counted by decoding them where time stamps are only nearly right."""
        if self.stream.depth and not self.facts.video:
            return round(self.stream.duration * self.stream.rate)
        counter = "astats=measure_perchannel=none:measure_overall=Number_of_samples"
        said = encode.messages(
            ["-nostats", *self.input, "-filter_complex", f"{self.head()},{counter}[out]", "-map", "[out]"],
            seconds=self.seconds,
        )
        counted = re.search(r"Number of samples: (\d+)", said)
        return int(counted[1]) if counted else round(self.stream.duration * self.stream.rate)

    def head(self, number: int = 0) -> str:
        """The beginning of a filter graph, where the first sample heard is at time zero.

        Args:
            number: Which input of ffmpeg the file is.
        """
        # The sound of a film keeps its place: it may begin late or have holes, which become silence.
        start = "aresample=async=1:first_pts=0" if self.facts.video else "asetpts=N/SR/TB"
        return f"[{number}:{self.stream.index}]{start}"


def recording(path: Path, *, track: int | None = None, language: str = "") -> Recording:
    """Find a sound track in a film or a recording.

    Args:
        path: The file.
        track: Which of its sound tracks, counted from 1.
        language: The language to look for, as two or three letters.
    """
    facts = probe.media(path)
    if track is None and not language:
        return Recording(facts, facts.main_audio)
    if not facts.audio:
        return Recording(facts, facts.main_audio)
    found = _numbered(facts, track) if track is not None else _spoken(facts, language)
    if not found.duration:
        raise BadInput(f"the sound track chosen from {path.name} has no length", hint="choose another")
    return Recording(facts, found)


def _numbered(facts: MediaFacts, track: int) -> AudioFacts:
    count = len(facts.audio)
    if not 1 <= track <= count:
        tracks = "one sound track" if count == 1 else f"{count} sound tracks"
        raise NotFound(f"{facts.path.name} has {tracks}, and no number {track}")
    return facts.audio[track - 1]


def _spoken(facts: MediaFacts, language: str) -> AudioFacts:
    wanted = _spellings(language)
    if found := next((stream for stream in facts.audio if _spellings(stream.language) & wanted), None):
        return found
    named = sorted({stream.language for stream in facts.audio if stream.language})
    there = f"only in {', '.join(named)}" if named else "with no language named"
    raise NotFound(f"{facts.path.name} has sound {there}, not in {language}")


def _spellings(language: str) -> set[str]:
    """All ways to write a language; `en-GB` is English."""
    plain = language.lower().replace("_", "-").partition("-")[0]
    for entry in _CODES.split():
        names = set(entry.replace(":", ",").split(","))
        if plain in names:
            return names
    return {plain} if plain else set()
