"""Our vocabulary and the user's: the user's comes first, what is broken is told with its line."""

from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.shelf import OURS, Shelf
from studio.render.shelf import shelf as the_shelf

DUSK = (OURS / "packs/dusk.yaml").read_text()


def test_the_users_own_comes_first(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/dusk.yaml").write_text(DUSK.replace("title: Dusk", "title: Mine"))
    (tmp_path / "packs/neon.yaml").write_text(DUSK.replace("title: Dusk", "title: Neon"))
    shelf = Shelf((tmp_path, OURS))
    assert shelf.pack("dusk").title == "Mine"
    assert shelf.pack("neon").title == "Neon"
    assert shelf.pack("paper").title == "Paper cut"
    assert {"neon", "dusk", "paper", "ink"} <= set(shelf.names("packs"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("ink: ", "inc: "), "ink is missing"),
        (('wall: "#f0e2c8"', 'wall: "#f0e2"x'), "dusk.yaml:10:16: "),
        (('wall: "#f0e2c8"', 'wall: "chalky"'), "'chalky' is not a colour"),
        (("  wall2:", "  # wall2:"), "wall2 have no colour"),
        (("  dusk:\n    sky", "  evening:\n    sky"), "times"),
        (("kind: flat", "kind: glossy"), "finish.kind"),
    ],
)
def test_a_broken_style_is_refused_with_its_line(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/dusk.yaml").write_text(DUSK.replace(*change, 1))
    with pytest.raises(BadInput) as refused:
        Shelf((tmp_path,)).pack("dusk")
    assert "packs/dusk.yaml:" in refused.value.message
    assert told in refused.value.message


def test_what_is_not_there_is_told_with_what_is_near() -> None:
    with pytest.raises(NotFound, match="there is no style called dust") as refused:
        Shelf().pack("dust")
    assert "dusk" in refused.value.hint


@pytest.mark.parametrize("name", ["../../grammar", "../../../../../../etc/passwd", "/etc/passwd"])
def test_nothing_outside_the_shelf_is_read(name: str) -> None:
    with pytest.raises(NotFound):
        Shelf().drawing(name)


def test_a_folder_may_hold_nothing_but_moves_of_type(tmp_path: Path) -> None:
    (tmp_path / "type.yaml").write_text("moves: {}\n")
    assert the_shelf(tmp_path).files("type.yaml") == (tmp_path / "type.yaml", OURS / "type.yaml")
    assert the_shelf(tmp_path).files("camera.yaml") == (OURS / "camera.yaml",)
