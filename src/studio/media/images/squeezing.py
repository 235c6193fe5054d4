"""Finds the quality, and if need be the size, at which a picture meets a goal: so many bytes, or so alike."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import log, sqrt

from studio.core.errors import BadInput
from studio.media.images.formats import by_name
from studio.media.images.libvips import Raster
from studio.media.images.packing import Recipe, closeness, packed, same
from studio.media.images.pages import frame_height
from studio.media.images.scale import resized

_TOP = 100
# From here on JPEG stores colours at full resolution, which takes a third more at once.
_FULL_COLOUR = 90
# Where the search begins: for JPEG, WebP and AVIF the same number means different things.
_START = {"jpeg": 70, "webp": 65, "avif": 55}
# Below these a smaller picture looks better than one in ruins.
_LOWEST_DECENT = {"jpeg": 40, "webp": 35, "avif": 30}
# Below these colours drift, which SSIM does not see: it looks at brightness alone.
_LOWEST_TRUE = {"jpeg": 20, "webp": 10, "avif": 10}
# So near to the goal another try is not worth its time.
_NEAR_BUDGET, _NEAR_SSIM = 0.985, 0.0008
# What is not the very same is not told as such, even where the measure sees no difference.
_NEARLY = 0.9999
_LEAST_SIDE = 16
_SHRINKINGS = 6


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed picture.

    Attributes:
        data: The bytes of the file.
        recipe: How it was packed.
        width: Width in pixels.
        height: Height of one frame in pixels.
        ssim: How alike it is to the picture it was made of, at this size.
        tries: How many times the picture was packed to find it.
    """

    data: bytes
    recipe: Recipe
    width: int
    height: int
    ssim: float
    tries: int

    @property
    def faithful(self) -> bool:
        """Whether nothing was lost that was not to be lost."""
        return self.ssim == 1 or not self.recipe.exact


def as_told(image: Raster, recipe: Recipe) -> Packed:
    """Pack a picture by its recipe."""
    return _Press(image).done(recipe)


def within(image: Raster, recipe: Recipe, budget: int, *, shrink: bool = False) -> Packed:
    """Pack a picture as well as it goes within so many bytes.

    Args:
        image: The picture.
        recipe: The recipe; its quality is found.
        budget: The most bytes.
        shrink: Whether the picture may become smaller when quality alone would have to suffer too much.
    """
    press = _Press(image)
    lowest = _LOWEST_DECENT.get(recipe.format, 1) if shrink else 1
    if recipe.level is None:
        if press.size(recipe) <= budget:
            return press.done(recipe)
    elif press.size(recipe.at(lowest)) <= budget:
        return press.done(_best(press, recipe, budget, lowest))
    if not shrink:
        raise _out_of_reach(image, recipe.at(lowest) if recipe.level else recipe, press, budget)
    smaller = _shrunk(press, recipe.at(lowest) if recipe.level else recipe, budget)
    return smaller.done(_best(smaller, recipe, budget, lowest) if recipe.level else recipe)


def reaching(image: Raster, recipe: Recipe, goal: float, *, most: int | None = None) -> Packed | None:
    """Pack a picture as small as it goes at an SSIM of at least the goal.

    Args:
        image: The picture.
        recipe: The recipe; its quality is found.
        goal: The SSIM.
        most: The search is given up, with None, as soon as the file is sure to be larger than this.
    """
    press = _Press(image)
    if recipe.level is None:
        return press.done(recipe)

    def alike(quality: int) -> float:
        found = press.ssim(recipe.at(quality))
        if found < goal and most is not None and press.size(recipe.at(quality)) >= most:
            raise _Hopeless
        return found

    try:
        quality = _lowest(recipe, goal, alike)
    except _Hopeless:
        return None
    return press.done(recipe.at(quality))


class _Hopeless(Exception):
    """The goal lies beyond what the file may have."""


def _lowest(recipe: Recipe, goal: float, alike: Callable[[int], float]) -> int:
    """The lowest quality that reaches a goal."""
    _, quality = _boundary(
        alike,
        goal,
        bounds=(_LOWEST_TRUE[recipe.format] - 1, _TOP + 1),
        start=_START[recipe.format],
        settled=lambda found: goal <= found < goal + _NEAR_SSIM,
    )
    if quality > _TOP:
        best = alike(_TOP)
        raise BadInput(
            f"{by_name(recipe.format).title} reaches an SSIM of {best:.4f} at most; asked for was {goal:g}",
            hint="ask for less, or choose png, or webp or avif with --lossless",
        )
    return quality


class _Press:
    """One picture, packed at one size in different ways; what was packed is not packed again."""

    def __init__(self, image: Raster, tries: int = 0) -> None:
        self.image = image
        self.tries = tries
        self._last: tuple[Recipe, bytes] | None = None
        self._sizes: dict[Recipe, int] = {}
        self._ssims: dict[Recipe, float] = {}

    def data(self, recipe: Recipe) -> bytes:
        if self._last is None or self._last[0] != recipe:
            self._last = (recipe, packed(self.image, recipe))
            self._sizes[recipe] = len(self._last[1])
            self.tries += 1
        return self._last[1]

    def size(self, recipe: Recipe) -> int:
        return self._sizes[recipe] if recipe in self._sizes else len(self.data(recipe))

    def ssim(self, recipe: Recipe) -> float:
        if recipe not in self._ssims:
            data = self.data(recipe)
            exact = recipe.exact and same(self.image, data)
            self._ssims[recipe] = 1.0 if exact else min(closeness(self.image, data, recipe), _NEARLY)
        return self._ssims[recipe]

    def done(self, recipe: Recipe) -> Packed:
        data = self.data(recipe)
        alike = self.ssim(recipe)
        return Packed(data, recipe, self.image.width, frame_height(self.image), alike, self.tries)


def _best(press: _Press, recipe: Recipe, budget: int, lowest: int) -> Recipe:
    """The recipe at the highest quality that fits; the lowest is known to."""
    if press.size(recipe.at(_TOP)) <= budget:
        return recipe.at(_TOP)
    if recipe.format == "jpeg" and press.size(recipe.at(_FULL_COLOUR)) > budget:
        recipe = replace(recipe, coarse=True)
    quality, _ = _boundary(
        lambda quality: log(press.size(recipe.at(quality))),
        log(budget + 0.5),
        bounds=(lowest, _TOP),
        start=_START[recipe.format],
        settled=lambda found: log(budget * _NEAR_BUDGET) <= found <= log(budget),
    )
    return recipe.at(quality)


def _boundary(
    measure: Callable[[int], float],
    goal: float,
    *,
    bounds: tuple[int, int],
    start: int,
    settled: Callable[[float], bool],
) -> tuple[int, int]:
    """Return two neighbours of which the lower stays below a goal and the upper reaches it.

    What is measured grows from number to number. The bounds themselves are not measured. Where a
    measure settles the matter the search ends early, and only the side it is on is sure.
    """
    below, above = bounds
    known: dict[int, float] = {}
    guess = min(max(start, below + 1), above - 1)
    while above - below > 1:
        found = known[guess] = measure(guess)
        if found < goal:
            below = guess
        else:
            above = guess
        if settled(found):
            break
        guess = _between(below, above, known, goal)
    return below, above


def _between(below: int, above: int, known: dict[int, float], goal: float) -> int:
    """Guess where the goal is reached: on the line through both ends, but never close to one of them."""
    share = 0.5
    if below in known and above in known and known[above] > known[below]:
        share = (goal - known[below]) / (known[above] - known[below])
    share = min(max(share, 0.15), 0.85)
    return min(max(below + round(share * (above - below)), below + 1), above - 1)


def _shrunk(press: _Press, recipe: Recipe, budget: int) -> _Press:
    """Return the picture as large as it fits with this recipe, to within a few per cent."""
    whole = press.image
    size = (whole.width, frame_height(whole))
    factor, used = 1.0, press.size(recipe)
    smaller = press
    for _ in range(_SHRINKINGS):
        factor *= min(0.98 * sqrt(budget / used), 1.25)
        width, height = (max(1, round(side * factor)) for side in size)
        if max(width, height) < _LEAST_SIDE or min(width, height) < 1:
            break
        smaller = _Press(resized(whole, width, height).copy_memory(), smaller.tries)
        used = smaller.size(recipe)
        if used <= budget:
            return smaller
    raise _out_of_reach(whole, recipe, smaller, budget)


def _out_of_reach(image: Raster, recipe: Recipe, press: _Press, budget: int) -> BadInput:
    title, used = by_name(recipe.format).title, press.size(recipe)
    size = f"{press.image.width} × {frame_height(press.image)}"
    how = f"at the lowest quality, {title} takes" if recipe.level else f"without loss, {title} takes"
    ways = [f"allow more (--budget {used})"]
    if press.image is image:
        ways.append("let the picture shrink with --shrink")
    if recipe.level is None and not recipe.colours:
        ways.append("limit its --colours" if recipe.format in ("png", "gif") else "leave out --lossless")
    if recipe.format not in ("avif", "webp"):
        ways.append("choose --format webp")
    return BadInput(
        f"{budget:,} bytes are out of reach: {how} {used:,} bytes at {size} pixels",
        hint=", or ".join(ways),
    )
