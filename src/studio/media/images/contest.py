"""Packs a picture in the way that serves a goal best, in one format or in whichever wins."""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.errors import BadInput
from studio.media.images.libvips import Raster
from studio.media.images.packing import Recipe
from studio.media.images.pages import animated
from studio.media.images.squeezing import Packed, as_told, reaching, within


@dataclass(frozen=True, slots=True)
class Goal:
    """What packing is for; with neither of the two it is the recipe's own quality.

    Attributes:
        budget: The most bytes; the best quality that fits is found.
        ssim: How alike the picture must stay, 0 to 1; the smallest file that does is found.
        shrink: Whether the picture may have fewer pixels where the budget would otherwise ruin it.
    """

    budget: int | None = None
    ssim: float | None = None
    shrink: bool = False


def pressed(image: Raster, recipe: Recipe, goal: Goal, *, most: int) -> Packed | None:
    """Return the best of one recipe; None where it is sure to be larger than it may be at most."""
    if goal.budget:
        return within(image, recipe, min(goal.budget, most), shrink=goal.shrink)
    if goal.ssim is not None:
        return reaching(image, recipe, goal.ssim, most=most)
    return as_told(image, recipe)


def winner(image: Raster, recipes: Iterable[Recipe], goal: Goal, *, most: int) -> Packed | None:
    """Return the best of all recipes: the smallest, or within a budget the largest and most alike.

    What was to lose nothing and does is left out. If no recipe can serve the goal, the first says why.
    """
    found: list[Packed] = []
    refused: list[BadInput] = []
    for recipe in recipes:
        # Whoever is larger than the best so far need not go on.
        limit = most if goal.budget else min((len(one.data) for one in found), default=most)
        try:
            made = pressed(image, recipe, goal, most=limit)
        except BadInput as error:
            refused.append(error)
        else:
            found += [made] if made and made.faithful else []
    if not found and refused:
        raise refused[0]
    if goal.budget:
        return max(found, key=lambda one: (one.width, one.ssim, -len(one.data)), default=None)
    return min(found, key=lambda one: len(one.data), default=None)


def contestants(image: Raster, recipe: Recipe, *, drawing: bool) -> list[Recipe]:
    """Return the recipes among which the smallest file is likely to be.

    Args:
        image: The picture.
        recipe: What they have in common.
        drawing: Whether the picture may have flat colours, which are often smallest without any loss.
    """
    moving = animated(image)
    lossy = ["webp"] if moving else ["webp", "avif"] if image.hasalpha() else ["jpeg", "webp", "avif"]
    exact = ["webp"] if moving else ["png", "webp"]
    recipes = [recipe.like(format, lossless=True) for format in exact] if drawing or recipe.lossless else []
    return recipes if recipe.lossless else [*recipes, *(recipe.like(format) for format in lossy)]


def standard(image: Raster, recipe: Recipe) -> float:
    """Return how alike a JPEG of a recipe's quality would be: what any other format then has to reach."""
    return as_told(image, recipe.like("webp" if animated(image) else "jpeg")).ssim
