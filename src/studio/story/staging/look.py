"""How a film looks: one style, one set of colours, one script of light, one way for its type to move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from studio.story.staging import tables
from studio.story.staging.chance import noise

if TYPE_CHECKING:
    from studio.render.grammar import Time, Weather
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.grammar import Brief, Role

T = TypeVar("T")

# What moods of the lexicon ask of a style, beside the words a style names itself.
_ASKS: Mapping[str, tuple[str, ...]] = {
    "paper": ("playful", "joyful", "festive", "bright", "lively", "fun", "handmade", "craft"),
    "ink": (
        "elegant",
        "serious",
        "calm",
        "melancholy",
        "dreamy",
        "gentle",
        "classic",
        "rustic",
        "mysterious",
    ),
    "dusk": ("warm", "modern", "bold", "cool", "dark", "loud", "mysterious", "cinematic"),
}
# What lines of business ask of it where nothing is said.
_SUITS: Mapping[str, tuple[float, float]] = {"paper": (0.65, 0.75), "ink": (0.45, 0.25), "dusk": (0.6, 0.5)}
_SAID, _SUITED, _LUCK = 1.0, 0.9, 0.55
_TRADE, _NEAR, _TIME, _FELT = 1.0, 0.9, 1.0, 0.5
_MOVES: Mapping[str, tuple[float, tuple[str, ...]]] = {
    "still": (0.3, ("fade", "track-in", "mask-reveal")),
    "middle": (0.65, ("rise", "mask-reveal", "slide")),
    "wild": (1.01, ("scale-settle", "slide", "stamp")),
}


@dataclass(frozen=True)
class Look:
    """How a film looks.

    Attributes:
        style: Its style pack.
        colours: The materials of its client, or of its palette.
        palette: The name of the palette; empty if the client has colours of their own.
        times: The time of day of every role.
        weather: The weather outdoors.
        move: How its type moves.
        energy: How lively it is, 0 to 1.
        warmth: How warm it is, 0 to 1.
        seed: What chance draws from.
    """

    style: str
    colours: dict[str, str] = field(default_factory=dict)
    palette: str = ""
    times: Mapping[Role, Time] = field(default_factory=dict)
    weather: Weather = "clear"
    move: str = "rise"
    energy: float = 0.5
    warmth: float = 0.5
    seed: int = 1


def look(
    brief: Brief,
    reading: Reading,
    shelf: Shelf,
    energy: float,
    *,
    colours: Mapping[str, str] | None = None,
    style: str = "",
) -> Look:
    """How a film looks, by its tone, its trade, its client's colours and its seed.

    Args:
        brief: What was asked for.
        reading: What was read in it.
        shelf: What styles there are.
        energy: How lively its beats are.
        colours: The colours of the client, if they have any.
        style: The style that is asked for outright.

    Raises:
        NotFound: There is no such style.
    """
    moods = {*reading.mood.words, *(word.casefold() for word in brief.tone)}
    warmth = reading.mood.warmth
    if style:
        shelf.pack(style)
    palette = "" if colours else _palette(brief, reading, energy)
    return Look(
        style=style or _style(brief, moods, shelf, energy, warmth),
        colours=dict(colours) if colours else dict(tables.palettes()[palette].colours),
        palette=palette,
        times=_times(brief, reading, energy),
        weather=reading.weather.name if reading.weather else "clear",  # type: ignore[arg-type]
        move=_move(brief, energy),
        energy=energy,
        warmth=warmth,
        seed=brief.seed,
    )


def _style(brief: Brief, moods: set[str], shelf: Shelf, energy: float, warmth: float) -> str:
    def worth(name: str) -> float:
        asked = moods & {*_ASKS.get(name, ()), *shelf.pack(name).words}
        suited = _SUITS.get(name, (0.5, 0.5))
        far = abs(suited[0] - warmth) + abs(suited[1] - energy)
        luck = noise(brief.seed, brief.name or brief.text, "style", name)
        return _SAID * min(2, len(asked)) - _SUITED * far + _LUCK * luck

    return _best(shelf.names("packs"), worth)


def _palette(brief: Brief, reading: Reading, energy: float) -> str:
    # What a film is about may be done rather than sold: a run is no hospital's.
    trades = [seen.name for seen in (*reading.actions, *reading.trades)]

    def worth(name: str) -> float:
        known = tables.palettes()[name]
        at_home = next((1.0 - 0.3 * at for at, trade in enumerate(trades) if trade in known.trades), 0.0)
        far = abs(known.warmth - reading.mood.warmth) + abs(known.energy - energy)
        luck = noise(brief.seed, brief.name or brief.text, "palette", name)
        return _TRADE * at_home - _NEAR * far + _LUCK * luck

    return _best(tables.palettes(), worth)


def _times(brief: Brief, reading: Reading, energy: float) -> Mapping[Role, Time]:
    said = reading.time.name if reading.time else ""
    moods = set(reading.mood.words)

    def worth(name: str) -> float:
        script = tables.scripts()[name]
        told = (script.times["hook"] == said) * 0.6 + (script.times["reveal"] == said) * _TIME
        far = abs(script.warmth - reading.mood.warmth) + abs(script.energy - energy)
        felt = _FELT * bool(moods.intersection(script.moods))
        return told + felt - far + _LUCK * noise(brief.seed, brief.name or brief.text, "light", name)

    return tables.scripts()[_best(tables.scripts(), worth)].times


def _move(brief: Brief, energy: float) -> str:
    _, moves = next(one for one in _MOVES.values() if energy < one[0])
    return moves[int(noise(brief.seed, brief.name, "type") * len(moves))]


def _best(names: Iterable[str], worth: Callable[[str], float]) -> str:
    return max(sorted(names), key=worth)
