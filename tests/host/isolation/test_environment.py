"""Whatever is started for CPU work is told that there is no card, before it begins."""

import json
import sys
from pathlib import Path

import pytest

from studio.host import programs
from studio.host.isolation.environment import HIDDEN, without_cards

TELL = "import json, os; print(json.dumps(dict(os.environ)))"


@pytest.fixture(autouse=True)
def _seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,1")
    monkeypatch.setenv("PYTHONPATH", "/theirs")
    monkeypatch.setattr(programs, "_sees_cards", False)


def told(how: str) -> dict[str, str]:
    """What a program sees of its environment, started one way or another."""
    if how == "answer":
        return dict(json.loads(programs.answer([sys.executable, "-c", TELL])))
    return dict(json.loads("".join(programs.lines([sys.executable, "-c", TELL], ended=lambda _: None))))


@pytest.mark.parametrize("how", ["answer", "lines"])
def test_programs_see_no_card(how: str) -> None:
    seen = told(how)
    assert {name: seen[name] for name in HIDDEN} == HIDDEN
    first, *others = seen["PYTHONPATH"].split(":")
    assert (Path(first) / "sitecustomize.py").is_file()
    assert others == ["/theirs"]


@pytest.mark.parametrize("how", ["answer", "lines"])
def test_programs_of_work_meant_for_a_card_see_it(how: str) -> None:
    programs.let_see_cards()
    seen = told(how)
    assert seen["CUDA_VISIBLE_DEVICES"] == "0,1"
    assert seen["PYTHONPATH"] == "/theirs"


def test_what_a_user_has_started_at_the_end_of_a_run_sees_it(tmp_path: Path) -> None:
    code = "import json, os; open('seen', 'w').write(json.dumps(dict(os.environ)))"
    assert programs.told([sys.executable, "-c", code], tmp_path, "") == 0
    assert json.loads((tmp_path / "seen").read_text())["CUDA_VISIBLE_DEVICES"] == "0,1"


def test_nothing_secret_is_told_to_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_SECRET_KEY", "hunter2")
    assert "STUDIO_SECRET_KEY" not in told("answer")


def test_doing_it_twice_is_doing_it_once() -> None:
    once = without_cards({"PATH": "/bin", "PYTHONPATH": "/theirs"})
    assert without_cards(once) == once
