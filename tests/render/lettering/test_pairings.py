"""Pairings name typefaces; what is not installed is stood in for; what is wrong is refused with its place."""

from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.lettering import pairings
from studio.render.lettering.pairings import faces

GOOD = """pairings:
  mine:
    title: Mine
    headline: {font: NoSuchFont, weight: bold, otherwise: serif, larger: 1.4}
    text: {font: sans}
    label: {font: sans, weight: bold, capitals: true, tracking: 0.1}
"""


def test_our_own_are_whole() -> None:
    assert {"rounded", "grotesque", "bookish", "handmade", "modern"} <= set(pairings.names())
    for name in pairings.names():
        found = faces(name)
        assert not found.headline.instead_of
        assert found.scale in (1.25, 1.333)
        assert found.label.capitals
        assert found.label.tracking > 0


def test_a_missing_font_is_stood_in_for(tmp_path: Path) -> None:
    (file := tmp_path / "p.yaml").write_text(GOOD)
    found = faces("mine", files=(file, pairings.OURS))
    assert found.headline.instead_of == "NoSuchFont"
    assert found.headline.font.family == "Source Serif Pro"
    assert found.headline.larger == 1.0
    assert faces("modern", files=(file, pairings.OURS)).headline.font.family == "Manrope"


def test_unknown_pairings_are_refused() -> None:
    with pytest.raises(NotFound, match="no pairing of typefaces called rouded") as refused:
        faces("rouded")
    assert "rounded" in refused.value.hint


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        ("    scale: 1.5\n", 7, "1.25 or 1.333"),
        ("    size: 3\n", 7, "there is no size here"),
    ],
)
def test_broken_files_are_refused_with_line_and_reason(
    tmp_path: Path, wrong: str, line: int, told: str
) -> None:
    (file := tmp_path / "p.yaml").write_text(GOOD + wrong)
    with pytest.raises(BadInput, match=told) as refused:
        faces("mine", files=(file,))
    assert f"{file}:{line}:" in str(refused.value)
