"""What is seen of a run on a terminal: bars for what goes on, lines for what is settled."""

import os
import pty
import re
import subprocess
import time
from typing import Any

import pytest
from rich.console import Console
from tests import orders
from tests.command import STUDIO

from studio.core.catalogue import Catalogue
from studio.engine.orders.record import Event
from studio.engine.orders.unfolding import Unfolding
from studio.engine.plans import Plan, Stage
from studio.faces.cli.watching import line_of, picture

PLAN = Plan(
    "p", "pipeline", (Stage("one", "trial.obey", out="o/one.txt"), Stage("each", "trial.obey", out="o/"))
)
Told = tuple[str, str, dict[str, Any]]


def unfolded(*told: Told, plan: Plan | None = PLAN) -> Unfolding:
    seen = Unfolding(plan)
    now = time.time()
    begun: Told = ("run.running", "", {})
    for number, (name, stage, fields) in enumerate((begun, *told)):
        seen.take(Event(number, "r", now - 10 + number, name, stage, fields))
    return seen


def shown(seen: Unfolding, *, reason: str = "", width: int = 90, height: int = 24) -> list[str]:
    console = Console(width=width, height=height, force_terminal=True, color_system=None)
    with console.capture() as printed:
        console.print(picture(seen, console, reason))
    return [line.rstrip() for line in printed.get().splitlines()]


def test_many_calls_show_how_many_how_fast_and_how_long_still() -> None:
    bar, last = shown(
        unfolded(
            ("stage.running", "each", {"tool": "trial.obey", "total": 1000, "done": 0, "failed": 0}),
            ("stage.progress", "each", {"total": 1000, "done": 200, "failed": 3}),
            ("stage.progress", "each", {"total": 1000, "done": 400, "failed": 4}),
        )
    )
    assert re.fullmatch(r"[⠀-⣿] each +trial\.obey ━.*404/1,000  4 failed 202\.0/s 3\.0 s left", bar)
    assert re.fullmatch(r"  0 of 2 steps  1\d\.\d s", last)


def test_a_single_call_shows_what_its_tool_says() -> None:
    bar, _ = shown(
        unfolded(
            ("stage.running", "one", {"tool": "trial.obey"}),
            ("stage.progress", "one", {"label": "Obeying", "done": 5, "total": 20}),
        )
    )
    assert re.fullmatch(r"[⠀-⣿] one +Obeying ━.* 25%.*", bar)


def test_more_bars_than_fit_are_counted() -> None:
    many = [("stage.running", f"s{number}", {"tool": "trial.obey"}) for number in range(30)]
    lines = shown(unfolded(*many), height=14)
    assert (len(lines), lines[-2]) == (12, "  and 20 more")


def test_a_run_that_waits_says_why() -> None:
    assert shown(Unfolding(PLAN), reason="process 7 carries out others first") == [
        "  waits: process 7 carries out others first"
    ]


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (("stage.done", {"seconds": 1.24, "files": ["o/one.txt"]}), "✓ one   trial.obey  1.2 s  → o/one.txt"),
        (("stage.cached", {"files": ["o/one.txt"]}), "↺ one   trial.obey  made before  → o/one.txt"),
        (("stage.skipped", {"reason": "two failed"}), "– one   trial.obey  two failed"),
        (("stage.failed", {"error": "no light", "hint": "more of it"}),
         "✗ one   trial.obey  no light\n  → more of it"),
    ],
)  # fmt: skip
def test_what_is_settled_is_a_line(event: tuple[str, dict[str, Any]], line: str) -> None:
    seen = unfolded((event[0], "one", {"tool": "trial.obey", **event[1]}))
    assert "\n".join(text.plain for text in line_of(seen.steps["one"], seen, 90)) == line


def test_of_many_the_counts_and_the_folder_are_told() -> None:
    seen = unfolded(
        ("stage.running", "each", {"tool": "trial.obey", "total": 3}),
        ("stage.done", "each", {"wall": 125.0, "seconds": 200.0, "done": 2, "failed": 1}),
    )
    (text,) = line_of(seen.steps["each"], seen, 90)
    assert text.plain == "✓ each  trial.obey  2 done  1 failed  2:05  → o/"


def test_names_that_would_harm_a_terminal_are_spelled_out() -> None:
    seen = unfolded(("stage.failed", "one", {"error": "bad \x1b[2J name", "hint": ""}))
    assert "\x1b" not in line_of(seen.steps["one"], seen, 90)[0].plain


def test_on_a_terminal_bars_come_and_go_and_lines_stay(trial: Catalogue) -> None:
    texts = [["sleep 0.4"]] * 7 + [["fail too dark"]]
    run = orders.ordered(orders.obey("first", "say a", out="o/"), orders.obey_each("each", texts))
    end, screen = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "90", "LINES": "24"}
    with subprocess.Popen(
        [*STUDIO, "runs", "resume", run],
        stdin=subprocess.DEVNULL,
        stdout=screen,
        stderr=screen,
        env=environment,
    ) as child:
        os.close(screen)
        seen = b""
        while True:
            try:
                got = os.read(end, 1 << 16)
            except OSError:
                break
            if not got:
                break
            seen += got
    os.close(end)
    told = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    assert child.returncode == 1
    assert re.search(r"each +trial\.obey ━.*[2-7]/8", told)
    assert "✓ first  trial.obey" in told
    assert "→ o/first-obey.txt" in told
    assert "✗ each: each7.txt: too dark\r\n  → say something else" in told
    assert told.endswith(f"studio runs retry {run} tries again what failed\r\n")
    assert seen.rindex(b"\x1b[?25h") > seen.rindex(b"\x1b[?25l"), "the cursor is there again"


def test_what_failed_within_a_production_is_said_before_the_number_of_its_call() -> None:
    seen = unfolded(
        ("stage.running", "001.0002.001-take", {"tool": "film.take"}),
        (
            "stage.failed",
            "001.0002.001-take",
            {"error": "shot 02: there is no lamp", "hint": "draw one", "kind": "NotFound", "seconds": 1},
        ),
        plan=None,
    )
    told = [text.plain for text in line_of(seen.steps["001.0002.001-take"], seen, 90)]
    assert told == ["✗ shot 02: there is no lamp (001.0002.001-take)", "  → draw one"]
