"""Ways of telling: ours, and those people write themselves."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.story.reading import understood
from studio.story.telling import told
from studio.story.telling.beats import steps
from studio.story.telling.grammar import HERE, template

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "stories.md"
[BLOCK] = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
OURS = sorted(file.stem for file in (HERE / "templates").glob("*.yaml"))
BRIEF = "An ad for the bakery 'Kornblume' in Kiel that bakes its own bread"


def test_the_guide_names_ours() -> None:
    assert OURS == ["announcement", "explainer", "lifestyle_ad", "product_showcase"]
    assert all(f"| `{name}` |" in GUIDE.read_text("utf-8") for name in OURS)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("seconds", [2, 6, 10, 15, 30, 60, 120, 600, 3600])
def test_ours_have_beats_for_every_length(name: str, seconds: float) -> None:
    listed = steps(template(name), seconds)
    assert listed[0].role == "hook"
    assert listed[-1].role == "call"
    assert sum(step.role == "reveal" for step in listed) == 1
    assert (2 <= len(listed) <= 3) if seconds < 9 else (seconds / 14 - 1 <= len(listed) <= seconds / 2.4)


@pytest.mark.parametrize(
    ("brief", "name"),
    [
        ("An ad for a bakery", "product_showcase"),
        ("Announce the opening of a bakery on 3 May", "announcement"),
        ("Explain how a seed library works", "explainer"),
        ("A poetic mood film about a ferry", "lifestyle_ad"),
        ("Kündige die Eröffnung einer Bäckerei an", "announcement"),
        ("Erklärfilm: Wie eine Saatgutbibliothek funktioniert", "explainer"),
        ("Ein stimmungsvoller Imagefilm über eine Fähre", "lifestyle_ad"),
        ("Annuncia l'apertura di un forno", "announcement"),
        ("Spiega come funziona una biblioteca dei semi", "explainer"),
        ("Anuncia la apertura de una panadería", "announcement"),
        ("Explica cómo funciona una biblioteca de semillas", "explainer"),
        ("Annonce l'ouverture d'une boulangerie", "announcement"),
        ("Explique comment fonctionne une grainothèque", "explainer"),
    ],
)
def test_the_words_of_a_brief_choose(brief: str, name: str) -> None:
    assert understood(brief).template == name
    assert understood(brief, template="lifestyle_ad").template == "lifestyle_ad"


def test_one_of_the_users_own_is_followed(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(BLOCK)
    beats = told(understood(BRIEF, template=str(file), duration=20))
    assert [beat.role for beat in beats] == ["hook", "benefit", "benefit", "reveal", "call"]
    assert not beats[1].lines
    assert beats[-1].lines[-1].text.startswith("Kornblume")


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("title: x\nsteps:\n  - {role: hero, carries: image}\n", "mine.yaml:3:12"),
        ("title: x\nsteps: []\n", "mine.yaml:2:8"),
        ("title: x\nsteps:\n  - {role: hook, carries: image, from: 5}\n", "mine.yaml:3:3"),
        ("title: x\nstep:\n  - {role: hook, carries: image}\n", "mine.yaml:1:1: steps is missing"),
    ],
)
def test_a_broken_one_is_refused_with_its_place(tmp_path: Path, text: str, told_of: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    with pytest.raises(BadInput, match=re.escape(told_of)):
        told(understood(BRIEF, template=str(file)))


def test_one_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="explaner") as refused:
        told(understood(BRIEF, template="explaner"))
    assert "explainer" in refused.value.hint


def test_the_beats_of_a_long_film_take_its_time() -> None:
    brief = understood(BRIEF, duration=600)
    beats = told(brief)
    assert sum(beat.weight for beat in beats) == pytest.approx(600, rel=0.01)
    speaking = [at for at, beat in enumerate(beats) if beat.lines]
    assert max(later - sooner for sooner, later in pairwise(speaking)) < 14
