"""Products turn: once round and they are as at first, always the same, their light stays where it is."""

from pathlib import Path

import numpy as np
import pytest
from tests.render.graphics.looks import painter

from studio.core.errors import BadInput, NotFound
from studio.render.graphics.products import solids
from studio.render.graphics.products.grammar import Knot, Product
from studio.render.graphics.products.labels import Said
from studio.render.graphics.products.shelves import product, turning
from studio.render.shelf import OURS, Shelf

NAMES = sorted(path.stem for path in (OURS / "products").glob("*.yaml"))
SAID = Said("Harbour", "Est. 1987")


def test_there_are_the_products_of_every_trade() -> None:
    assert {"bottle", "jar", "cup", "can", "tube", "box", "vase", "lamp"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_product_is_as_at_first_after_one_turn(name: str) -> None:
    made = product(name, Shelf())
    table = turning(made, painter(), SAID, 90 / made.height)
    first = table.at(0.0)
    assert np.array_equal(first, table.at(1.0))
    assert np.array_equal(table.at(0.3), table.at(-0.7))
    assert np.array_equal(first, turning(made, painter(), SAID, 90 / made.height).at(0.0))
    moved = np.abs(first.astype(int) - table.at(0.2)).max(axis=-1) > 20
    assert moved.sum() > 20, "nothing goes round"


@pytest.mark.parametrize("name", NAMES)
def test_a_product_stands_where_it_says_at_the_size_it_says(name: str) -> None:
    made = product(name, Shelf())
    scale = 120 / made.height
    table = turning(made, painter(), SAID, scale)
    opaque = np.argwhere(table.at(0.0)[..., 3] > 250)
    top = table.origin[1] - opaque[:, 0].min()
    assert top == pytest.approx(120, rel=0.12)
    assert 0 < table.origin[0] < table.at(0.0).shape[1]


def test_what_goes_round_moves_to_the_right_and_the_light_does_not() -> None:
    made = product("tube", Shelf())
    table = turning(made, painter(), Said("I"), 300 / made.height)
    ink = np.array([int(painter().colour("ink")[at : at + 2], 16) for at in (1, 3, 5)])

    def letter(turns: float) -> float:
        rgba = table.at(turns)[:300]
        dark = np.abs(rgba[..., :3].astype(int) - ink).max(axis=-1) < 60
        return float(np.argwhere(dark & (rgba[..., 3] > 250))[:, 1].mean()) - table.origin[0]

    assert letter(0.0) == pytest.approx(0, abs=3)
    radius = 3.6 * 300 / made.height
    # An eighth of a turn to the right is seen at the sine of 45 degrees.
    assert letter(0.125) == pytest.approx(radius * np.sin(np.pi / 4), abs=4)
    assert letter(-0.125) == pytest.approx(-letter(0.125), abs=3)
    assert np.array_equal(table.at(0.0)[:40], table.at(0.4)[:40]), "its lid does not change"


def test_a_cylinder_is_seen_as_the_rule_says() -> None:
    line = solids.outline([Knot(2, 0, True), Knot(2, 10, True)])
    assert np.allclose(line[:, 0], 2)
    made = Product.model_validate(
        {"title": "x", "parts": [{"material": "paper", "profile": [[2, 0], [2, 10]]}]}
    )
    seen = solids.surface(made.parts[0], (60, 120), (30, 110), 10.0)
    columns = np.nonzero(seen.there)[1]
    assert columns.max() - columns.min() + 1 == pytest.approx(2 * 2 * 10 * solids.FINER, abs=2)
    middle = seen.normal[150, 60]
    assert middle[0] == pytest.approx(0, abs=0.03)
    assert middle[2] == pytest.approx(np.cos(solids.PITCH), abs=0.01)
    assert np.allclose(np.linalg.norm(seen.normal[seen.there], axis=-1), 1, atol=1e-3)
    assert seen.angle[150, 60] == pytest.approx(0.25, abs=0.01)


def test_a_bend_beside_a_long_straight_does_not_bulge() -> None:
    line = solids.outline([Knot(0, 0, True), Knot(3.2, 0), Knot(3.3, 0.4), Knot(3.3, 20), Knot(2, 22, True)])
    assert line[:, 0].max() < 3.36
    assert line[:, 0].min() >= 0


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("title: x\nparts: [{material: gold, profile: [[1, 0], [1, 2]]}]", "gold is no material"),
        ("title: x\nparts: [{material: wood, profile: [[1, 0]]}]", "profile"),
        ("title: x\nparts: [{material: wood, profile: [[-1, 0], [1, 2]]}]", "between 0"),
        ("title: x\nparts: [{material: wood, profile: [[1, 0, round], [1, 2]]}]", "sharp"),
        ("title: x", "has parts, or it is a box"),
        ("title: x\nbox: [1, 0, 1]", "sides of a box"),
    ],
)
def test_a_broken_product_is_refused_with_its_place(written: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "odd.yaml").write_text(written)
    with pytest.raises(BadInput, match=told) as refused:
        product("odd", Shelf((tmp_path,)))
    assert "odd.yaml" in refused.value.message


def test_an_unknown_product_is_named_with_what_is_near() -> None:
    with pytest.raises(NotFound, match="bottel") as refused:
        product("bottel", Shelf())
    assert "bottle" in refused.value.hint
    with pytest.raises(NotFound):
        product("../packs/dusk", Shelf())
