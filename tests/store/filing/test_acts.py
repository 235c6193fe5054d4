"""Plans are read as they were written, also after an edit; what is wrong in one is said by its number."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadInput, NotFound
from studio.store.filing.acts import Act, FilingPlan, read

FOLDER = Path("/pictures")
MOVE = Act("move", FOLDER / "a.png", FOLDER / "2026/a.png", 5, 1_700_000_000_000_000_001)

names = st.binary(min_size=1, max_size=40).map(os.fsdecode).filter(
    lambda name: "\0" not in name and "/" not in name and name not in (".", "..")
)  # fmt: skip


def written(folder: Path, *acts: Act) -> Path:
    return FilingPlan("A title", acts, "2026-11-26T12:30:00+00:00", FOLDER).write(folder / "plan.json")


@given(source=names, target=names, hashed=st.sampled_from(["", "0" * 32]))
def test_any_name_survives(tmp_path_factory: pytest.TempPathFactory, **drawn: Any) -> None:
    act = Act("copy", FOLDER / drawn["source"], Path("/other") / drawn["target"], 0, -1, drawn["hashed"],
              "number", why="because", group="g")  # fmt: skip
    file = written(tmp_path_factory.mktemp("plan"), act)
    assert read(file).acts == (act,)


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    acts = (
        MOVE,
        Act("hardlink", FOLDER / "b.png", None, 9, 3, "f" * 32, same_as=FOLDER / "c.png"),
        Act("trash", Path("/elsewhere/d"), None, 0, 0),
    )
    found = read(written(tmp_path, *acts))
    assert found == FilingPlan("A title", acts, "2026-11-26T12:30:00+00:00", FOLDER)


def test_a_plan_without_acts_is_a_plan(tmp_path: Path) -> None:
    assert read(written(tmp_path)).acts == ()


def test_names_are_seen_from_the_folder_and_every_act_has_a_line(tmp_path: Path) -> None:
    lines = written(tmp_path, MOVE, MOVE).read_text().splitlines()
    same = {"kind": "move", "source": "a.png", "target": "2026/a.png"}
    acts = [json.loads(line.rstrip(",")) for line in lines if "a.png" in line]
    assert acts == [{**same, "size": 5, "modified_ns": 1_700_000_000_000_000_001}] * 2


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"kind": "shred"}, "act 1: kind is one of move, copy"),
        ({"conflict": "ask"}, "act 1: conflict is one of skip"),
        ({"target": None}, "act 1: target is text"),
        ({"size": "5"}, "act 1: size is a whole number"),
        ({"size": True}, "act 1: size is a whole number"),
        ({"source": "a\0b"}, "act 1: source is no name"),
        ({"colour": "red"}, "act 1: acts have no colour"),
        ({"kind": "reflink"}, "act 1: same_as is missing"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said(tmp_path: Path, edit: dict[str, Any], told: str) -> None:
    file = written(tmp_path, MOVE)
    found = json.loads(file.read_text())
    found["acts"][0] |= edit
    file.write_text(json.dumps(found))
    with pytest.raises(BadInput, match=told):
        read(file)


def test_an_act_needs_its_parts(tmp_path: Path) -> None:
    file = written(tmp_path, MOVE)
    found = json.loads(file.read_text())
    del found["acts"][0]["target"]
    file.write_text(json.dumps(found))
    with pytest.raises(BadInput, match="act 1: target is missing"):
        read(file)


@pytest.mark.parametrize("text", ["[]", "{", '{"format": "other"}', "\x00"])
def test_other_files_are_no_plans(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.json").write_text(text)
    with pytest.raises(BadInput, match=r"is no (JSON|plan)"):
        read(tmp_path / "plan.json")


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read(tmp_path / "plan.json")
