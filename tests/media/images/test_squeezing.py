"""A goal is met, not missed, with few tries; what cannot be met is said with numbers."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import pictures

from studio.core.errors import BadInput
from studio.media.images import reading, squeezing
from studio.media.images.contest import Goal, contestants, standard, winner
from studio.media.images.libvips import Raster
from studio.media.images.packing import Recipe, closeness, packed
from studio.media.images.squeezing import as_told, reaching, within


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Raster:
    path = tmp_path_factory.mktemp("photo") / "photo.png"
    pictures.photo(240, 160).save(path)
    return reading.read(path).copy_memory()


@pytest.mark.parametrize("format", ["jpeg", "webp", "avif"])
@pytest.mark.parametrize("budget", [4_000, 9_000, 20_000])
def test_a_budget_is_used_and_never_passed(photo: Raster, format: str, budget: int) -> None:
    made = within(photo, Recipe(format), budget)
    assert len(made.data) <= budget
    assert made.tries <= 10
    quality = made.recipe.quality
    assert quality
    if len(made.data) < 0.985 * budget and quality < 100:
        assert len(packed(photo, made.recipe.at(quality + 1))) > budget


def test_a_budget_that_everything_fits(photo: Raster) -> None:
    assert within(photo, Recipe("jpeg"), 10**9).recipe.quality == 100
    assert within(photo, Recipe("webp", lossless=True), 10**9).ssim == 1


@pytest.mark.parametrize("format", ["jpeg", "png"])
def test_what_is_out_of_reach_is_said(photo: Raster, format: str) -> None:
    with pytest.raises(
        BadInput, match=r"300 bytes are out of reach: .* takes [\d,]+ bytes at 240 × 160"
    ) as refused:
        within(photo, Recipe(format), 300)
    assert "--shrink" in refused.value.hint
    assert ("--colours" in refused.value.hint) == (format == "png")


@pytest.mark.parametrize(("format", "budget"), [("jpeg", 1500), ("webp", 700), ("avif", 900), ("png", 9_000)])
def test_shrinking_brings_it_in_reach(photo: Raster, format: str, budget: int) -> None:
    made = within(photo, Recipe(format), budget, shrink=True)
    assert 0.75 * budget < len(made.data) <= budget
    assert made.width < 240
    assert made.width / made.height == pytest.approx(1.5, rel=0.02)
    assert format == "png" or (made.recipe.quality or 0) >= squeezing._LOWEST_DECENT[format]


def test_nothing_is_shrunk_without_need(photo: Raster) -> None:
    assert within(photo, Recipe("jpeg"), 15_000, shrink=True).width == 240


def test_what_no_size_can_reach(photo: Raster) -> None:
    with pytest.raises(BadInput, match="40 bytes are out of reach"):
        within(photo, Recipe("jpeg"), 40, shrink=True)


@pytest.mark.parametrize("format", ["jpeg", "webp", "avif"])
@pytest.mark.parametrize("goal", [0.9, 0.95, 0.98])
def test_likeness_is_reached_and_hardly_passed(photo: Raster, format: str, goal: float) -> None:
    recipe = Recipe(format)
    made = reaching(photo, recipe, goal)
    assert made
    assert made.ssim == closeness(photo, made.data, recipe) >= goal
    assert made.tries <= 9
    lowest = squeezing._LOWEST_TRUE[format]
    if made.ssim > goal + 0.001 and made.recipe.quality and made.recipe.quality > lowest:
        lower = recipe.at(made.recipe.quality - 1)
        assert closeness(photo, packed(photo, lower), lower) < goal


def test_likeness_out_of_reach(photo: Raster) -> None:
    with pytest.raises(BadInput, match=r"JPEG reaches an SSIM of 0\.99\d\d at most; asked for was 1"):
        reaching(photo, Recipe("jpeg"), 1)


def test_a_search_without_hope_is_given_up(photo: Raster) -> None:
    assert reaching(photo, Recipe("jpeg"), 0.98, most=3_000) is None


def test_exact_formats_reach_everything(photo: Raster) -> None:
    made = reaching(photo, Recipe("png"), 1)
    assert made
    assert made.ssim == 1
    assert made.faithful


def test_a_loss_is_not_told_as_none(tmp_path: Path) -> None:
    deep = reading.read(pictures.deep(tmp_path / "deep.png")).copy_memory()
    made = as_told(deep, Recipe("webp", lossless=True))
    assert made.ssim < 1
    assert not made.faithful


@given(st.integers(0, 100), st.floats(-3, 3), st.integers(1, 100))
def test_the_boundary_is_found(edge: int, bend: float, start: int) -> None:
    tried = []

    def measure(number: int) -> float:
        tried.append(number)
        return math.copysign(abs(number - edge - 0.5) ** math.exp(bend), number - edge - 0.5)

    found = squeezing._boundary(measure, 0, bounds=(0, 101), start=start, settled=lambda _: False)
    assert found == (edge, edge + 1)
    assert len(tried) == len(set(tried)) <= 22


def test_auto_takes_the_smallest(photo: Raster) -> None:
    recipe = Recipe("jpeg")
    goal = standard(photo, recipe)
    recipes = contestants(photo, recipe, drawing=True)
    assert [one.format for one in recipes] == ["png", "webp", "jpeg", "webp", "avif"]
    made = winner(photo, recipes, Goal(ssim=goal), most=10**9)
    assert made
    assert made.ssim >= goal
    alone = [winner(photo, [one], Goal(ssim=goal), most=10**9) for one in recipes]
    assert len(made.data) == min(len(one.data) for one in alone if one)


def test_auto_within_a_budget_takes_the_most_alike(photo: Raster) -> None:
    recipes = contestants(photo, Recipe("jpeg"), drawing=False)
    made = winner(photo, recipes, Goal(budget=6_000), most=10**9)
    assert made
    assert made.ssim == max(within(photo, one, 6_000).ssim for one in recipes)


def test_auto_says_why_nothing_serves(photo: Raster) -> None:
    with pytest.raises(BadInput, match="50 bytes are out of reach"):
        winner(photo, contestants(photo, Recipe("jpeg"), drawing=True), Goal(budget=50), most=10**9)


def test_contestants_can_hold_the_picture(photo: Raster, tmp_path: Path) -> None:
    moving = reading.read(pictures.animation(tmp_path / "a.gif"))
    assert {one.format for one in contestants(moving, Recipe("jpeg"), drawing=True)} == {"webp"}
    clear = photo.bandjoin(128).cast("uchar").copy(interpretation="srgb")
    assert "jpeg" not in {one.format for one in contestants(clear, Recipe("jpeg"), drawing=False)}
    exact = contestants(photo, Recipe("jpeg", lossless=True), drawing=False)
    assert [(one.format, one.exact) for one in exact] == [("png", True), ("webp", True)]
