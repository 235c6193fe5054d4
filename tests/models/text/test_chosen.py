"""Which model answers is configured, and may be a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio import assembly
from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.models import text
from studio.models.text import Message
from studio.models.text.openai import OpenAi
from studio.models.text.scripted import Scripted


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    text.configure()


def test_nobody_answers_where_nothing_is_configured() -> None:
    text.configure()
    assert text.available() is None
    with pytest.raises(Unavailable, match="no language model is configured") as raised:
        text.chosen()
    assert "text_url" in raised.value.hint


def test_a_server_is_configured_by_its_address() -> None:
    text.configure(url=" http://localhost:11434/v1 ", model="tiny", key="abc")
    found = text.chosen()
    assert isinstance(found, OpenAi)
    assert (found.name, found.base.port, found.key) == ("tiny", 11434, "abc")


def test_a_script_says_its_answers_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('[{"line": "one"}, {"line": "two"}]')
    text.configure(url=f"scripted:{tmp_path / 'answers.json'}")
    found = text.chosen()
    assert isinstance(found, Scripted)
    said = [found.complete([Message("user", "go on")]) for _ in range(2)]
    assert said == [{"line": "one"}, {"line": "two"}]
    with pytest.raises(ToolFailed, match="nothing more"):
        found.complete([Message("user", "go on")])
    assert found.asked[0] == [Message("user", "go on")]


@pytest.mark.parametrize("written", ["", "{}", "[1]"])
def test_what_is_no_script_is_refused(written: str, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(written)
    text.configure(url=f"scripted:{tmp_path / 'answers.json'}")
    with pytest.raises(BadInput, match="no list of answers"):
        text.available()


def test_settings_reach_the_models_and_the_key_reaches_workers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_TEXT_URL", "http://localhost:1/v1")
    monkeypatch.setenv("STUDIO_SECRET_TEXT", "sk-very-secret")
    studio = assembly.open_studio(["text_model=tiny"])
    found = text.chosen()
    assert isinstance(found, OpenAi)
    assert (found.model, found.key) == ("tiny", "sk-very-secret")
    assert "sk-very-secret" not in str(studio.plain)
    text.configure()
    assembly.configure(studio.told)
    assert text.chosen().name == "tiny"
    assert "sk-very-secret" in str(studio.told)
