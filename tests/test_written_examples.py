"""The batches and pipelines among the examples and in the guides are sound, with the files they name."""

import re
from pathlib import Path

import pytest

from studio.assembly import catalogue
from studio.core.written.findings import Finding
from studio.engine.batch.compiling import compiled as batch
from studio.engine.pipeline.compiling import compiled as pipeline

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("examples/batches/*.yaml"), *ROOT.glob("examples/pipelines/*.yaml")])
# Those are carried out by tests of their own.
ABOUT_FILMS = {
    "brand.md",
    "films.md",
    "looks.md",
    "models.md",
    "motion.md",
    "providers.md",
    "shots.md",
    "stories.md",
}
BLOCKS = [
    (f"{page.name}-{number}", block)
    for page in sorted((ROOT / "docs/guide").glob("*.md"))
    if page.name not in ABOUT_FILMS
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL))
]
NAMED = [
    "clips/a.mp4", "clips/b.mp4", "clips/day2/c.mp4", "pictures/one.png", "pictures/two.jpg",
    "pictures/more/three.png", "recordings/a.wav", "recordings/b.wav", "characters/ada/1.png",
    "characters/ben/1.png", "film.mp4", "music.wav", "logo.png", "portrait.jpg",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _material() -> None:
    for name in NAMED:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def findings(file: Path) -> tuple[Finding, ...]:
    if re.search(r"^items:", file.read_text("utf-8"), re.MULTILINE):
        return batch(file, catalogue()).findings
    return pipeline(file, catalogue()).findings


def test_there_are_examples_and_blocks() -> None:
    assert len(FILES) >= 8
    assert len(BLOCKS) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_is_sound(file: Path) -> None:
    assert findings(file) == ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_names_its_schema_and_says_what_it_is_for(file: Path) -> None:
    first, second, *_ = file.read_text("utf-8").splitlines()
    named = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", first)
    assert named
    assert (file.parent / named[1]).exists()
    assert second.startswith("# ")


@pytest.mark.parametrize("block", [text for _, text in BLOCKS], ids=[name for name, _ in BLOCKS])
def test_a_block_in_a_guide_is_sound(block: str) -> None:
    Path("block.yaml").write_text(block)
    assert findings(Path("block.yaml")) == ()
