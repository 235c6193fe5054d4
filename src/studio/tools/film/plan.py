"""Planning a film from a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import Refused
from studio.core.materials import AnyFile, Folder, Fraction, Range, Seconds
from studio.core.tool import tool
from studio.tools.film._means import foresee_means, means, refuse_means
from studio.tools.film.finish import (
    Lines,
    PerSecond,
    brought,
    fitting,
    foresee_looks,
    refuse_looks,
    wishes,
)

if TYPE_CHECKING:
    from studio.store.films import FilmFolder
    from studio.story.grammar import Brief, Storyboard

Tongue = Literal["auto", "en", "de", "it", "es", "fr"]
Aspect = Literal["auto", "16:9", "9:16", "1:1", "4:5"]
Size = Literal["auto", "360p", "480p", "720p", "1080p", "1440p", "2160p"]
Captions = Literal["burned", "beside", "none"]
Effort = Literal["auto", "draft", "good", "best"]
Rate = Annotated[float, Range(8, 120)]
Seed = Annotated[int, Range(0, 2**31 - 1)]

_OURS = "builtin"
_AROUND = {"folder", "hardware_check", "budget"}
_LATER = {
    "smoothing": None, "grade": "", "strength": None, "interpolation": None, "upscale": "", "grain": None,
    "provider": _OURS, "fallback": "", "speaker": None,
}  # fmt: skip
"""What could not be said of earlier films, which go on: written down only where it is said."""


@dataclass(frozen=True)
class _Quality:
    lines: int
    effort: Literal["draft", "good", "best"]


_USUAL = {
    "fast": _Quality(480, "draft"),
    "standard": _Quality(720, "good"),
    "high": _Quality(1080, "best"),
}
"""What films are made in on machines of each tier, where nobody says a size or an effort."""


@dataclass(frozen=True)
class Planned:
    """A film on paper.

    Attributes:
        folder: The film's folder.
        title: What the film is called.
        duration: How long it is.
        frames: How many frames that is.
        shots: How many shots it has.
        lines: How many lines are spoken.
        language: In which language.
        voice: What speaks, with which voice; nothing where nobody does.
        speakers: Who else speaks, each with their voice.
        tempo: Beats of the music a minute.
        planner: Who planned it.
        notes: What was done to make it fit, and what is missing.
    """

    folder: str
    title: str
    duration: Seconds
    frames: int
    shots: int
    lines: int
    language: str
    voice: str
    speakers: dict[str, str]
    tempo: float
    planner: str
    notes: tuple[str, ...]


def home(given: Mapping[str, Any]) -> Path:
    """The folder a film will have, by what is asked for; what planning it would be refused for is raised."""
    from studio.store.films import FilmFolder
    from studio.story import naming, written

    read = _read(given, _usual(hardware_check=given["hardware_check"]))
    film = FilmFolder(given["folder"] or Path(naming.folder(read)))
    if _is_planned(film, _asked(given)):
        written.opened(film)
    else:
        _foresee(read, given)
    return film.path


def _foresee(brief: Brief, given: Mapping[str, Any]) -> None:
    """Refuse what a film that is not planned yet cannot be planned with."""
    from studio.story.grammar import Finish, Storyboard
    from studio.story.telling.grammar import template

    foresee_means(brief, *(given[name] for name in ("voice", "speaker", "music", "style", "vocabulary")))
    template(brief.template)
    foresee_looks(Storyboard.model_construct(brief=brief, finish=Finish()), given)


def refuse_unknown(given: Mapping[str, Any]) -> None:
    """Refuse what nobody knows, whatever the film; files are looked at later."""
    from studio.models import video
    from studio.story.telling.grammar import template

    if given["template"] not in ("auto", "") and not given["template"].endswith((".yaml", ".yml")):
        template(given["template"])
    refuse_means(given)
    refuse_looks(given)
    video.refuse_unknown(given["provider"])
    video.stand_in(given["fallback"])


def _board(given: Mapping[str, Any]) -> list[Path]:
    return [home(given) / "storyboard.yaml"]


@tool(effect=True, refuse=refuse_unknown, makes=_board)
def plan(
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
) -> Planned:
    """Plan a film from a sentence: its story, its lines, its shots, its music.

    The plan is a storyboard in a folder of the film's own. It can be read, changed and rendered. The words
    of the brief say how long the film is, for whom, in which shape and mood; the options say it more
    strongly. Nothing is claimed that the brief does not say.

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

    Examples:
        studio film plan "A 30 second ad for a lighthouse café"
        studio film plan "Ein Fahrradgeschäft, 15 Sekunden, hochkant" --style paper --folder rad/
    """
    from studio.store.films import FilmFolder
    from studio.story import naming, planning, written
    from studio.story.grammar import Finish

    looks = {
        "smoothing": smoothing, "grade": grade, "strength": strength, "interpolation": interpolation,
        "upscale": upscale, "grain": grain,
    }  # fmt: skip
    given = {
        "brief": brief, "duration": duration, "aspect": aspect, "size": size, "fps": fps,
        "language": language, "template": template, "style": style, "brand": brand, "voice": voice,
        "speaker": speaker, "music": music, "captions": captions, "effort": effort, "metadata": metadata,
        "seed": seed,
        "vocabulary": vocabulary, **looks, "provider": provider, "fallback": fallback,
    }  # fmt: skip
    asked = _asked(given)
    usual = _usual(hardware_check=hardware_check)
    read = _read(given, usual)
    film = FilmFolder(folder or Path(naming.folder(read)))
    if _is_planned(film, asked):
        board = written.opened(film)
    else:
        tried = usual.effort if effort == "auto" else effort
        finish = Finish(captions=captions, effort=tried, metadata=metadata)
        board = planning.planned(read, means(read, finish, voice, speaker or [], music, style, vocabulary))
        board = _brought(film, _finished(film, board, looks))
        board = _made_by(board, provider, fallback)
        told = {"asked": asked, "understood": read.model_dump(mode="json")}
        film.write(film.brief, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        film.write(film.board, written.storyboard(board))
    return _told(film.path, board)


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked for, as it is written down."""
    return {
        name: str(value) if isinstance(value, Path) else value
        for name, value in given.items()
        if name not in _AROUND and (name not in _LATER or value != _LATER[name])
    }


def _read(given: Mapping[str, Any], usual: _Quality) -> Brief:
    """The brief as it is understood, with what is asked for beside it."""
    from studio.story.reading import understood

    aspect, template = ("" if given[name] == "auto" else given[name] for name in ("aspect", "template"))
    read = understood(
        given["brief"], language=given["language"], duration=given["duration"], aspect=aspect,
        fps=given["fps"], template=template, brand=given["brand"], seed=given["seed"], lines=usual.lines,
    )  # fmt: skip
    return read if given["size"] == "auto" else _sized(read, int(given["size"][:-1]))


def _usual(*, hardware_check: bool) -> _Quality:
    from studio.host import profile

    return _USUAL[profile.chosen() if hardware_check else profile.USUAL]


def _is_planned(film: FilmFolder, asked: dict[str, Any]) -> bool:
    """Whether the folder holds the plan of just this; it may have been edited since, and stays as it is."""
    if not film.board.exists():
        return False
    if film.asked() != asked:
        raise Refused(
            f"{film.path} holds another film", hint="choose another --folder, or take that one away first"
        )
    return True


def _made_by(board: Storyboard, provider: str, fallback: str) -> Storyboard:
    """The storyboard with those who make its shots."""
    from studio.models import video

    pictures = [picture.model_copy(update={"provider": provider}) for picture in board.pictures]
    return board.model_copy(update={"pictures": pictures, "fallback": video.stand_in(fallback)})


def _brought(film: FilmFolder, board: Storyboard) -> Storyboard:
    """The storyboard with its recordings and its logo in the film's folder, named as they lie there."""

    def own(file: str) -> str:
        return film.bring(Path(file)) if file else ""

    pictures = [
        picture.model_copy(update={"shot": picture.shot.model_copy(update={"logo": own(picture.shot.logo)})})
        for picture in board.pictures
    ]
    narrator = board.narrator.model_copy(update={"file": own(board.narrator.file)})
    music = board.music.model_copy(update={"file": own(board.music.file)})
    return board.model_copy(update={"pictures": pictures, "narrator": narrator, "music": music})


def _finished(film: FilmFolder, board: Storyboard, looks: dict[str, Any]) -> Storyboard:
    """The storyboard with what is done to the frames of the film; refused where that does not fit."""
    return fitting(board, brought(film, wishes(**looks)))


def _sized(brief: Brief, shorter: int) -> Brief:
    """The brief with a picture whose shorter side has so many pixels."""
    scale = shorter / min(brief.width, brief.height)
    size = {"width": round(brief.width * scale / 2) * 2, "height": round(brief.height * scale / 2) * 2}
    return brief.model_copy(update=size)


def _told(folder: Path, board: Storyboard) -> Planned:
    from studio.story.voices import described

    brief, narrator = board.brief, board.narrator
    return Planned(
        folder=str(folder),
        title=brief.name or brief.product,
        duration=brief.seconds,
        frames=brief.frames,
        shots=len(board.pictures),
        lines=sum(bool(line.text) for line in board.lines),
        language=brief.language,
        voice=":".join(filter(None, (narrator.provider, narrator.voice))) or narrator.file,
        speakers={who: described(voice) for who, voice in board.speakers.items()},
        tempo=round(240 * board.music.bars / brief.seconds, 2),
        planner=board.planner,
        notes=tuple(board.notes),
    )
