"""Puts the storyboard together from what was decided: times, views, words, cuts, sounds, prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from studio.render.shots.grammar import Shot
from studio.story.grammar import Music, Picture, Storyboard
from studio.story.staging import cards, cutting, prompting, sounding, spots
from studio.story.staging.chance import seeded
from studio.story.staging.choosing import STILL, Choice, chosen
from studio.story.staging.look import Look, look
from studio.story.staging.slots import slots
from studio.story.staging.speakers import with_speech
from studio.story.staging.subjects import ON_A_SIGN, Stock, stocked
from studio.story.staging.timing import energy_of, timed
from studio.story.staging.views import views

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.brand.grammar import Kit
    from studio.story.grammar import Beat, Brief, Cut
    from studio.story.staging.slots import Slot

_CAMERA, _MORE, _CARD = 0.25, 0.5, 0.15
_WORDS_COME, _CARD_SPEAKS = 0.3, 0.05
_STAGES = ("sweep", "abstract")


def boarded(
    brief: Brief, beats: Sequence[Beat], reading: Reading, shelf: Shelf, kit: Kit | None, style: str
) -> Storyboard:
    """Make the storyboard; `staged` says how."""
    times = timed(brief, beats, reading)
    told = [span.beat for span in times.spans]
    seen = look(brief, reading, shelf, times.energy, colours=kit.colours if kit else None, style=style)
    planned = slots(brief, times.spans, times.grid, seen, lambda beat: energy_of(beat, reading))
    stock = with_speech(stocked(brief, told, reading, shelf), told, brief)
    choices = chosen(brief, planned, views(stock, shelf, brief.language), stock)
    planned = [*map(_said, planned, choices), *planned[len(choices) :]]
    if planned[-1].card:
        choices.append(Choice(cards.ground(brief, stock, shelf), STILL))
    return Storyboard(
        brief=brief,
        beats=told,
        pictures=_pictures(brief, planned, choices, seen, stock, shelf, kit),
        music=_music(brief, reading, seen, times.grid.bars, kit),
        notes=[f"{beat.id} is left out: the film is too short for it" for beat in times.left_out],
    )


def _said(slot: Slot, choice: Choice) -> Slot:
    """A shot of nothing but shapes says something."""
    bare = choice.view.scale == "type" and not slot.written
    return replace(slot, headline=slot.spare) if bare else slot


_MOODS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("playful", ("playful", "fun", "joyful", "festive")),
    ("elegant", ("elegant", "classic")),
    ("mysterious", ("mysterious", "dark")),
    ("serious", ("serious", "melancholy")),
    ("tender", ("gentle", "dreamy", "calm")),
    ("driving", ("bold", "loud", "lively")),
    ("bright", ("bright", "modern")),
    ("warm", ("warm", "rustic")),
)


def _music(brief: Brief, reading: Reading, seen: Look, bars: float, kit: Kit | None) -> Music:
    own = kit.music if kit else ""
    music = {"file": own} if "." in own else {"mood": own or _mood(reading, seen)}
    return Music(bars=bars, seed=seeded(brief.seed, brief.name, "music"), **music)


def _mood(reading: Reading, seen: Look) -> str:
    """The mood of the music: what the brief says, else what its energy and warmth come to."""
    said = set(reading.mood.words)
    for mood, words in _MOODS:
        if said.intersection(words):
            return mood
    if seen.energy >= 0.62:
        return "driving" if seen.warmth < 0.5 else "playful"
    if seen.energy <= 0.36:
        return "tender" if seen.warmth >= 0.5 else "elegant"
    return "warm" if seen.warmth >= 0.6 else "bright"


def _pictures(
    brief: Brief,
    times: Sequence[Slot],
    choices: Sequence[Choice],
    seen: Look,
    stock: Stock,
    shelf: Shelf,
    kit: Kit | None,
) -> list[Picture]:
    cuts = cutting.cuts(brief, times, choices, seen, shelf)
    heard = sounding.effects(choices, times, brief.fps)
    digits = max(2, len(str(len(times))))
    made = []
    for number, (slot, choice) in enumerate(zip(times, choices, strict=True)):
        before = cuts[number - 1] if number else None
        shot = _shot(brief, slot, choice, seen, stock, shelf, before, cuts[number])
        if slot.card:
            shot = cards.ended(shot, brief, slot, kit)
        if kit and kit.type:
            shot = shot.model_copy(update={"type": kit.type})
        made.append(
            Picture(
                id=f"{number + 1:0{digits}d}",
                beat=slot.beat.id,
                frames=slot.frames,
                shot=shot,
                prompt=prompting.prompt(shot, stock),
                entities=[key for key in choice.view.about if not key.startswith("figure")],
                continuity="match" if before and before.kind == "match" else "cut",
                cut=cuts[number],
                atmosphere=sounding.atmosphere(choice, slot, seen, shelf),
                effects=heard[number],
            )
        )
    return made


def _shot(
    brief: Brief,
    slot: Slot,
    choice: Choice,
    seen: Look,
    stock: Stock,
    shelf: Shelf,
    before: Cut | None,
    after: Cut,
) -> Shot:
    view = choice.view
    weather = seen.weather if seen.weather in shelf.place(view.place).weather else "clear"
    energy = _CARD if slot.card else round(_CAMERA + _MORE * slot.beat.energy, 2)
    return Shot.model_validate(
        {
            "place": view.place,
            "time": slot.time,
            "weather": weather,
            "style": seen.style,
            "width": brief.width,
            "height": brief.height,
            "fps": brief.fps,
            "frames": slot.frames,
            "seed": seeded(brief.seed, brief.name, view.place),
            "camera": {"move": choice.move, "energy": energy, "size": view.size, "on": view.on},
            "brand": seen.colours,
            "name": stock.name if _signed(view.place, stock, shelf) else "",
            "sign": _sign(brief, view.place, stock, shelf),
            "cast": [_cast(thing, choice) for thing in view.cast],
            "params": {**_goods(view.place, stock, shelf), **dict(view.params)},
            **_words(brief, slot, seen, before, after),
        }
    )


def _goods(place: str, stock: Stock, shelf: Shelf) -> dict[str, str]:
    """What fills the window of a place: goods of the film, or nothing that says whose it is."""
    sold = (name for name in spots.setting(shelf, place).goods if f"thing:{name}" in stock.subjects)
    return {"goods": name} if (name := next(sold, "")) else {}


def _signed(place: str, stock: Stock, shelf: Shelf) -> bool:
    """Whether the client's name may be seen: on products, and where it is theirs."""
    return place in _STAGES or stock.signed(place, front=spots.setting(shelf, place).front)


def _sign(brief: Brief, place: str, stock: Stock, shelf: Shelf) -> dict[str, Any] | None:
    """What a board of theirs says where nobody has a name: what they are, for no board hangs there empty."""
    if stock.name or place in _STAGES or "sign" not in spots.named(shelf, place):
        return None
    theirs = stock.front if spots.setting(shelf, place).front else place == next(iter(stock.places), "")
    about = brief.product
    return {"text": about[:1].upper() + about[1:]} if theirs and 0 < len(about) <= ON_A_SIGN else None


def _cast(thing: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    return {**thing, "flip": True} if choice.flip and "person" in thing else dict(thing)


def _words(brief: Brief, slot: Slot, seen: Look, before: Cut | None, after: Cut) -> dict[str, Any]:
    """The words of a shot, read in the time when no transition lies over it; an end card is never empty."""
    if not slot.written:
        return {}
    start = max(_WORDS_COME, (before.after if before else 0) / brief.fps + 0.1)
    start = _CARD_SPEAKS if slot.card else start
    words = {"headline": slot.headline, "line": slot.line, "move": seen.move, "start": round(start, 3)}
    if after.frames:
        words["end"] = round((slot.frames - after.before) / brief.fps, 3)
    return {"words": words}
