"""Who somebody is: age, build, hair, clothes, colours; by words, and by a seed where words are silent."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from studio.render.figures import shelves

Paints = tuple[str, str, str]
SKINS = (
    "@skin*@cream:0.45", "@skin*@cream:0.2", "@skin", "@skin*@leather:0.3", "@skin*@leather:0.62",
    "@leather", "@leather*@dark:0.35",
)  # fmt: skip
_SHARES = (3, 4, 4, 3, 3, 2, 1)
HAIRS = (
    "@hair*@dark:0.7", "@hair", "@hair*@leather:0.6", "@hair*@brass:0.45", "@brass*@cream:0.3",
    "@brick*@leather:0.35",
)  # fmt: skip
GREYS = ("@light*@metal:0.35", "@metal*@light:0.3", "@hair*@light:0.45")
_COVERS = {"toque": "@light", "helmet": "@accent2", "straw": "@sand"}
_CURVY = ("curvy", "full")
_STRAIGHT = ("slim", "middle", "strong", "round")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Look:
    """How somebody looks.

    Attributes:
        age: child, adult or old.
        woman: Whether somebody looks like a woman, or like a girl.
        build: slim, middle, strong, round, curvy or full.
        tall: Height in parts of that of most of the same age.
        skin: Its paint.
        hair: A style of hair.yaml.
        hair_paint: Its paint.
        cover: What is on the head: cap, beanie, scarf, toque, helmet, or nothing.
        cover_paint: Its paint.
        beard: full, short, moustache, or nothing.
        glasses: Whether glasses are worn.
        top: The garment above, of clothes.yaml.
        bottom: The garment below.
        over: The garment over all, or nothing.
        shoes: What is on the feet.
        top_paint: Three paints of the garment above.
        bottom_paint: Three of that below.
        over_paint: Three of that over all.
        shoe_paint: That of the shoes.
    """

    age: str = "adult"
    woman: bool = False
    build: str = "middle"
    tall: float = 1.0
    skin: str = "@skin"
    hair: str = "short"
    hair_paint: str = "@hair"
    cover: str = ""
    cover_paint: str = "@accent"
    beard: str = ""
    glasses: bool = False
    top: str = "sweater"
    bottom: str = "trousers"
    over: str = ""
    shoes: str = "shoe"
    top_paint: Paints = ("@cloth2", "@light", "@accent2")
    bottom_paint: Paints = ("@dark", "@dark", "@dark")
    over_paint: Paints = ("@light", "@paper", "@accent")
    shoe_paint: str = "@leather"

    @property
    def curvy(self) -> bool:
        """Whether hips are broader than shoulders."""
        return self.build in _CURVY


@dataclass
class _Wish:
    """What words ask for."""

    trade: str = ""
    age: str = ""
    build: str = ""
    told: set[str] = field(default_factory=set)


def trade_of(words: str) -> str:
    """The trade that words name; empty if they name none."""
    return _wish(words).trade


def look(words: str = "", seed: int = 0) -> Look:
    """Who words speak of.

    Args:
        words: baker, old fisherman, woman, girl, customer with glasses ...; what they leave open, the seed
            decides.
        seed: The same seed is the same person.
    """
    wish = _wish(words)
    draw = random.Random(f"{seed}/{wish.trade}")
    outfit = shelves.named(shelves.trades(), wish.trade or "passer-by", "trade")
    age = wish.age or draw.choice(outfit.ages)
    curvy = {"woman": True, "man": False}.get(_sex(wish.told) or draw.choice(("woman", "man")), False)
    build = wish.build or draw.choice(_CURVY if curvy else _STRAIGHT)
    if age == "child":
        build = draw.choice(("slim", "middle"))
    known = shelves.garments()
    tops = [one for one in outfit.top if curvy or known[one].cut != "skirt"] or outfit.top
    top = draw.choice(tops)
    bottoms = [one for one in outfit.bottom if curvy or one != "skirt"] or ["trousers"]
    paint = draw.choice(outfit.top_paint)
    over, over_paint = draw.choice(outfit.over), draw.choice(outfit.over_paint)
    # Bib and trousers of dungarees are one piece.
    below = over_paint[0] if over == "dungarees" else draw.choice(outfit.bottom_paint)
    made = Look(
        age=age,
        woman=curvy,
        build=build,
        tall=draw.uniform(0.95, 1.0) if curvy else draw.uniform(0.98, 1.05),
        skin=draw.choices(SKINS, _SHARES)[0],
        hair=_hair(draw, age, curvy=curvy),
        hair_paint=draw.choice(GREYS if age == "old" else HAIRS[:4] if draw.random() < 0.7 else HAIRS),
        cover=(cover := draw.choice(outfit.cover)),
        cover_paint=_COVERS.get(cover, paint[2]),
        beard="" if curvy or age == "child" else draw.choice(("", "", "", "short", "full", "moustache")),
        glasses="glasses" in wish.told or draw.random() < (0.4 if age == "old" else 0.18),
        top=top,
        bottom=draw.choice(bottoms),
        over=over,
        shoes=draw.choice(outfit.shoes),
        top_paint=paint,
        bottom_paint=(below, below, paint[1]),
        over_paint=over_paint,
        shoe_paint=draw.choice(("@leather", "@dark", "@leather*@brass:0.3")),
    )
    return _dark_haired(made) if age != "old" else made


def _dark_haired(made: Look) -> Look:
    """Dark skin goes with dark hair mostly."""
    if made.skin in SKINS[3:] and made.hair_paint in HAIRS[2:]:
        return replace(made, hair_paint=HAIRS[0])
    return made


def _hair(draw: random.Random, age: str, *, curvy: bool) -> str:
    worn = "curvy" if curvy else "straight"
    fitting = [name for name, one in shelves.hair().items() if age in one.ages and worn in one.worn]
    return draw.choice(fitting)


_AGES = {
    "child": "child", "girl": "child", "boy": "child", "kid": "child", "pupil": "child", "old": "old",
    "grandmother": "old", "grandfather": "old", "granny": "old", "grandpa": "old", "pensioner": "old",
    "elderly": "old", "senior": "old",
}  # fmt: skip
_WOMEN = {"woman", "girl", "grandmother", "granny", "lady", "mother", "waitress", "she", "her"}
_MEN = {"man", "boy", "grandfather", "grandpa", "gentleman", "father", "waiter", "he", "his", "fisherman"}
_BUILDS = {
    "slim": "slim",
    "thin": "slim",
    "strong": "strong",
    "broad": "strong",
    "round": "round",
    "stout": "round",
}


def _sex(told: set[str]) -> str:
    return "woman" if told & _WOMEN else "man" if told & _MEN else ""


def _wish(words: str) -> _Wish:
    told = {word.lower() for word in _WORDS.findall(words)}
    wish = _Wish(told=told)
    known = shelves.trades()
    # Who has a trade is no mere passer-by, whatever else is said of them.
    for name, outfit in sorted(known.items(), key=lambda one: one[0] == "passer-by"):
        names = {name, *outfit.words}
        if names & told or names & {word.removesuffix("s") for word in told}:
            wish.trade = name
            break
    wish.age = next((_AGES[word] for word in sorted(told) if word in _AGES), "")
    wish.build = next((_BUILDS[word] for word in sorted(told) if word in _BUILDS), "")
    return wish


def distinct(words: Sequence[str], seed: int) -> list[Look]:
    """Several people who are not mistaken for one another."""
    return [look(one, seed * 101 + 7 * number) for number, one in enumerate(words)]
