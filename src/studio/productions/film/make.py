"""A film from a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.materials import AnyFile, Folder, Fraction, Seconds
from studio.core.run import run
from studio.core.tool import tool
from studio.productions.film.affording import Budget, afford
from studio.productions.film.proving import proven
from studio.tools.film.finish import Lines, PerSecond
from studio.tools.film.plan import (
    Aspect,
    Captions,
    Effort,
    Rate,
    Seed,
    Size,
    Tongue,
    home,
    plan,
    refuse_unknown,
)


@dataclass(frozen=True)
class Made:
    """A film that was made from a sentence.

    Attributes:
        film: The file.
        folder: The film's folder, with all that it was made of.
        duration: How long it is.
        frames: How many frames it has.
        shots: How many shots.
        voice: What speaks in it; nothing where nobody does.
        speakers: Who else speaks, each with their voice.
        captions: Whether captions are in the picture, beside it as a track, or nowhere.
        notes: What was done to make it fit, and what is missing.
        faults: What its checks found wrong, each with its place.
    """

    film: str
    folder: str
    duration: Seconds
    frames: int
    shots: int
    voice: str
    speakers: dict[str, str]
    captions: Captions
    notes: tuple[str, ...]
    faults: tuple[str, ...]


def _film(given: Mapping[str, Any]) -> list[Path]:
    from studio.story import foretelling, naming

    folder = home(given)
    foretelling.refuse_makers(folder, [given["provider"]])
    return [naming.film(folder)]


@tool(production=True, effect=True, refuse=refuse_unknown, makes=_film)
def make(
    brief: str,
    *,
    folder: Path | None = None,
    duration: Seconds | None = None,
    aspect: Aspect = "auto",
    size: Size = "auto",
    fps: Rate = 24,
    language: Tongue = "auto",
    template: str = "auto",
    style: str = "auto",
    brand: AnyFile | None = None,
    voice: str = "auto",
    speaker: list[str] | None = None,
    music: str = "auto",
    captions: Captions = "burned",
    effort: Effort = "auto",
    metadata: bool = True,
    smoothing: Fraction | None = None,
    grade: str = "",
    strength: Fraction | None = None,
    interpolation: PerSecond | None = None,
    upscale: Lines = "",
    grain: Fraction | None = None,
    seed: Seed = 1,
    vocabulary: Folder | None = None,
    hardware_check: bool = True,
    provider: str = "builtin",
    fallback: str = "",
    budget: Budget | None = None,
) -> Made:
    """Make a film from a sentence: its pictures, its voice, its music, its captions.

    It needs no model, no key and no network. All that it is made of lies in the film's folder: the
    storyboard, which can be changed and rendered again, the takes, the sound, the captions. Whatever stops
    it, studio film resume goes on where it was.

    Args:
        brief: What the film is about, in a sentence or a few.
        folder: The film's folder; named after the client or the product if left out.
        duration: How long the film is, exactly; what the brief says, or half a minute.
        aspect: The shape of the picture; what the brief says, or 16:9.
        size: How many pixels the picture's shorter side has; what the brief says, or what
            suits the machine: 480p, 720p or 1080p.
        fps: Frames a second.
        language: The language of the film; that of the brief if left out.
        template: How the story is told: product_showcase, lifestyle_ad, announcement, explainer, or a YAML
            file of your own.
        style: The style pack; what suits the brief if left out.
        brand: A file with the client's brand kit.
        voice: Who speaks: a voice that studio audio speak knows, none, or a recording.
        speaker: Which voice somebody has whom the brief quotes, as WHO=VOICE: baker=flite:rms, or a woman,
            man, girl, boy, old-woman, old-man or the narrator, baker=girl; as they look if left out. May be
            repeated.
        music: The mood of the music, none, or a recording.
        captions: Put the captions into the picture, beside it as a track that players can show, or leave
            them out.
        effort: How hard the encoder tries; what suits the machine if left out.
        metadata: Have the film say what it was made of, and by whom; studio film inspect reads it.
        smoothing: How much of the flicker of light goes, 0 to 1.
        grade: A .cube file, or a grade of ours: warm, cool, teal, faded, bleach, mono.
        strength: How much of the grade, 0 to 1.
        interpolation: Frames a second that are delivered, those between made up.
        upscale: How many pixels the shorter side has when it is delivered, enlarged.
        grain: How much grain lies over the whole, 0 to 1.
        seed: What chance draws from: another seed, another film.
        vocabulary: A folder of your own styles, places and props, looked into first.
        hardware_check: Look at the machine where size or effort are left out; else they are 720p and good.
        provider: Who makes the shots: builtin is our own renderer; studio film providers shows the others.
        fallback: Who makes a shot that its provider does not get done, such as builtin; none stops there.
        budget: What providers may be paid for this film and its versions in all, in their currency: it stops
            before more is spent, keeps what is done, and goes on with a larger one.

    Examples:
        studio film make "A 30 second ad for a lighthouse café"
        studio film make "Ein Repair-Café, 15 Sekunden, hochkant" --voice none --folder repair/
    """
    planned = plan(
        brief, folder=folder, duration=duration, aspect=aspect, size=size, fps=fps, language=language,
        template=template, style=style, brand=brand, voice=voice, speaker=speaker, music=music, seed=seed,
        captions=captions, effort=effort, metadata=metadata, vocabulary=vocabulary,
        hardware_check=hardware_check, smoothing=smoothing, grade=grade, strength=strength,
        interpolation=interpolation, upscale=upscale, grain=grain,
        provider=provider, fallback=fallback,
    )  # fmt: skip
    run().note("planned", folder=planned.folder, shots=planned.shots, duration=planned.duration)
    film = Path(planned.folder)
    afford(film, budget)
    made = proven(film)
    return Made(
        film=made.film,
        folder=planned.folder,
        duration=made.duration,
        frames=made.frames,
        shots=planned.shots,
        voice=planned.voice,
        speakers=planned.speakers,
        captions=made.captions,
        notes=(*planned.notes, *made.stood_in),
        faults=made.faults,
    )
