"""A brand kit is read, and what is wrong in it is said with its place."""

import re
from pathlib import Path

import pytest
import yaml

from studio.core.errors import BadInput
from studio.story.brand import load_kit
from studio.story.brand.grammar import Kit
from studio.story.reading import understood

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "brand.md"
_MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6v6z"/></svg>'
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_kits_of_the_guide_can_be_used(tmp_path: Path, block: str) -> None:
    for name in re.findall(r"[\w-]+\.(?:svg|png|wav)", block):
        (tmp_path / name).write_text(_MARK)
    file = tmp_path / "brand.yaml"
    file.write_text(block, "utf-8")
    kit = load_kit(file)
    assert kit.name
    read = understood("An ad for a bakery that bakes its own bread", brand=str(file))
    assert read.name == kit.name
    assert set(kit.tone) <= set(read.tone)


def test_the_guide_tells_every_field() -> None:
    told = set(yaml.safe_load(BLOCKS[0]))
    assert told == set(Kit.model_fields)


def test_a_name_in_the_brief_goes_before_that_of_the_kit(tmp_path: Path) -> None:
    file = tmp_path / "brand.yaml"
    file.write_text("name: Harbour Bread\n")
    assert understood("An ad for the bakery 'Kornblume' in Kiel", brand=str(file)).name == "Kornblume"


def test_files_are_found_beside_the_kit(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(_MARK)
    (tmp_path / "brand.yaml").write_text("logo: logo.svg\n")
    assert Path(load_kit(tmp_path / "brand.yaml").logo) == tmp_path / "logo.svg"


def test_files_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "logo.svg").write_text(_MARK)
    (tmp_path / "kit" / "brand.yaml").write_text("logo: logo.svg\n")
    monkeypatch.chdir(tmp_path)
    assert load_kit(Path("kit/brand.yaml")).logo == str(tmp_path / "kit" / "logo.svg")


@pytest.mark.parametrize("content", ["not a picture", _MARK.removesuffix("</svg>")])
def test_a_broken_logo_is_told_before_anything_is_made(tmp_path: Path, content: str) -> None:
    (tmp_path / "logo.svg").write_text(content)
    file = tmp_path / "brand.yaml"
    file.write_text("name: x\nlogo: logo.svg\n")
    with pytest.raises(BadInput, match=r"2:7: logo.svg is (not a picture|a broken SVG)"):
        load_kit(file)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("name: x\nlogo: gone.svg\n", "2:7", "gone.svg is not there"),
        ("type: bookisch\n", "1:7", "there is no pairing called bookisch"),
        ("colours:\n  accnt: '#ff0000'\n", "2:3", "accnt is no material"),
        ("colours:\n  accent: reddish\n", "2:11", "reddish"),
        ("name: x\nslogan: y\n", "2:1", "there is no slogan here"),
        ("voice: {speed: 9}\n", "1:16", "should be at most 2"),
        ("", "1:1", "it is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, place: str, told: str) -> None:
    file = tmp_path / "brand.yaml"
    file.write_text(text)
    with pytest.raises(BadInput) as refused:
        load_kit(file)
    assert f"brand.yaml:{place}" in refused.value.message
    assert told in refused.value.message
    assert refused.value.hint
