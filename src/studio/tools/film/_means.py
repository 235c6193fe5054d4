"""What a film is planned with: who speaks in it, which style and which music it has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound
from studio.tools.film import _speakers

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.story.brand.grammar import Kit
    from studio.story.grammar import Brief, Finish
    from studio.story.planning import Means


def means(
    brief: Brief,
    finish: Finish,
    voice: str,
    speaker: list[str],
    music: str,
    style: str,
    vocabulary: Path | None,
) -> Means:
    """What a film is planned with."""
    from studio.models import text
    from studio.story.planning import Means
    from studio.story.reading import other_tongue

    kit = _kit(brief)
    notes = list(filter(None, [other_tongue(brief)]))
    narrator, measure, voices = _speakers.speakers(brief, kit, voice, speaker, notes)
    shelved = _shelved(style, vocabulary)
    mood, recording = _music(kit, music)
    return Means(
        shelf=shelved,
        narrator=narrator,
        finish=finish,
        kit=kit,
        measure=measure,
        voices=voices,
        style="" if style == "auto" else style,
        music=mood,
        recording=recording,
        vocabulary=str(vocabulary.absolute()) if vocabulary else "",
        model=text.available(),
        notes=notes,
    )


def foresee_means(
    brief: Brief, voice: str, speaker: list[str] | None, music: str, style: str, vocabulary: Path | None
) -> None:
    """Refuse what `means` would refuse, before anybody has spoken."""
    kit = _kit(brief)
    _speakers.foresee(brief, kit, voice, speaker or [])
    _shelved(style, vocabulary)
    _music(kit, music)


def refuse_means(given: Mapping[str, Any]) -> None:
    """Refuse voices, styles and moods that nobody knows, whatever the film; files are looked at later."""
    from studio.story.brand.grammar import Kit

    music = given["music"]
    _speakers.refuse(given)
    if given["vocabulary"] is None:
        _shelved(given["style"], None)
    if music != "auto" and not _speakers.may_be_file(music):
        _music(Kit(), music)


def _kit(brief: Brief) -> Kit:
    from studio.story.brand.grammar import Kit
    from studio.story.brand.loading import load_kit

    return load_kit(Path(brief.brand)) if brief.brand else Kit()


def _shelved(style: str, vocabulary: Path | None) -> Shelf:
    """Where everything that is shown lies, the style that is asked for among it."""
    from studio.render.shelf import shelf

    shelved = shelf(vocabulary)
    if style != "auto":
        shelved.pack(style)
    return shelved


def _music(kit: Kit, music: str) -> tuple[str, str]:
    """The mood of the music, or a recording instead."""
    from studio.core.written.findings import nearest
    from studio.render.music import MOODS

    wanted = kit.music if music == "auto" else music
    recording = _speakers.recording(wanted)
    if wanted and not recording and wanted not in (*MOODS, "none"):
        raise NotFound(f"there is no music called {wanted}", hint=nearest(wanted, [*MOODS, "none"]))
    return "" if recording else wanted, recording
