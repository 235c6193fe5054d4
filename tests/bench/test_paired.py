"""Costs are those of the whole program, children included, and no bar is judged silently."""

import json
import sys

import pytest
from bench._paired import Answer, Command, Failed, Pair, in_turn, measure, show

_BUSY = "import time\nwhile time.process_time() < 0.2: pass"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_BUSY!r}], check=True)"
_LARGE = "import time; held = bytearray(100 << 20); time.sleep(1.5)"


def python(script: str, name: str = "it") -> Command:
    return Command(name, (sys.executable, "-c", script))


def test_the_work_of_children_counts() -> None:
    assert 0.2 < measure(python(_PARENT)).cpu < 1


def test_memory_is_told_of_the_largest_and_of_all() -> None:
    cost = measure(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_LARGE!r}])"))
    assert 100 < cost.largest < 130
    assert cost.largest + 5 < cost.tree < cost.largest + 30


def test_a_program_that_fails_is_not_measured() -> None:
    with pytest.raises(Failed, match=r"ended with 3: no luck"):
        measure(python("import sys; print('no luck'); sys.exit(3)"))


def test_programs_take_turns() -> None:
    order: list[str] = []
    one, two = (
        Command(name, (sys.executable, "-c", f"print('{name}')"), lambda name=name: order.append(name))  # type: ignore[misc]
        for name in ("one", "two")
    )
    costs = in_turn((one, two), 2)
    assert order == ["one", "two"] * 3
    assert [cost.said for cost in costs["two"]] == ["two\n"] * 2


def test_ratios_are_of_each_round(capsys: pytest.CaptureFixture[str]) -> None:
    pair = Pair([measure(python("pass"))], [measure(python(_BUSY))])
    answer = Answer("which is cheaper")
    answer.at_least("at least half", 0.5, pair.cheaper())
    answer.at_most("at most half", 0.5, pair.cheaper(), "because it is busy")
    assert show([answer], as_json=False) == 1
    printed = capsys.readouterr().out
    assert [line.split()[-1] for line in printed.splitlines() if " half " in line] == ["held", "MISSED"]
    assert "because it is busy" in printed
    assert show([answer], as_json=True) == 1
    assert [bar["held"] for bar in json.loads(capsys.readouterr().out)[0]["bars"]] == [True, False]
