"""A film is told by the language model that is configured, or by rules; and says by whom."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.story.asking.stories import TEXT, changed, story

import studio
from studio import assembly
from studio.models import text
from studio.story.grammar import Brief
from studio.story.reading import understood


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    text.configure()


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has a script answer in the place of a model."""

    def write(*answers: object) -> None:
        Path("answers.json").write_text(json.dumps(answers))
        monkeypatch.setenv("STUDIO_TEXT_URL", f"scripted:{Path('answers.json').absolute()}")
        monkeypatch.setenv("STUDIO_TEXT_MODEL", "tiny")
        assembly.open_studio()

    return write


def asking() -> Brief:
    return understood(TEXT, language="auto")


def test_a_model_tells_it_where_one_is_configured(scripted: Callable[..., None]) -> None:
    scripted(story(asking()))
    made = studio.film.plan(TEXT, folder=Path("film"), voice="none")
    assert made.planner == "tiny"
    assert made.frames == 480
    assert "Its bread comes warm from the oven." in Path("film/storyboard.yaml").read_text()


def test_rules_tell_it_where_none_is() -> None:
    made = studio.film.plan(TEXT, folder=Path("film"), voice="none")
    assert made.planner == "rules"
    assert not [note for note in made.notes if "rules" in note]


def test_rules_tell_it_where_the_model_invents_and_the_film_says_why(scripted: Callable[..., None]) -> None:
    wrong = changed(asking(), 0, line="Only 5 euros a loaf.")
    scripted(wrong, wrong)
    made = studio.film.plan(TEXT, folder=Path("film"), voice="none")
    assert made.planner == "rules"
    assert any("the story is told by rules: the model's story cannot be used" in note for note in made.notes)
    assert "5 euros" not in Path("film/storyboard.yaml").read_text()


def test_rules_tell_it_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_TEXT_URL", "http://127.0.0.1:9/v1")
    assembly.open_studio()
    made = studio.film.plan(TEXT, folder=Path("film"), voice="none")
    assert made.planner == "rules"
    assert any("nobody answers at 127.0.0.1:9" in note for note in made.notes)
