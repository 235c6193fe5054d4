"""How the process begins: with standard streams as whoever started it left them."""

import json
import os
import resource
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.command import PATIENCE, STUDIO, studio


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.usefixtures("trial")
def test_closed_standard_streams_do_not_keep_it_from_its_work(closed: str) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text("say x\n")
    line = f"{shlex.join([*STUDIO, 'trial', 'obey', 'a.txt', 'b.txt', '--out', 'o'])} {closed}"
    done = subprocess.run(line, shell=True, check=False, capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, "")
    assert {file.name: file.read_text() for file in Path("o").iterdir()} == {
        "a-obey.txt": "x\n",
        "b-obey.txt": "x\n",
    }


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_is_cut_short_is_one_sentence_and_no_success(unbuffered: str) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    # Where files may not grow, Python would leave compiled modules that are cut short, too.
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"}
    call: dict[str, Any] = {"env": environment}
    whole = studio("tools", "show", "film.plan", "--json", **call)
    assert json.loads(whole.stdout)["id"] == "film.plan"
    with Path("told").open("w") as told:
        said = studio("tools", "show", "film.plan", "--json", stdout=told, preexec_fn=limit, **call)
    assert (said.returncode, said.stderr) == (1, "✗ the system refused: file too large\n")
    assert whole.stdout.startswith(Path("told").read_text())
    assert Path("told").stat().st_size == 1000
