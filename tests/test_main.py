"""How the process begins: with standard streams that whoever started it may have closed."""

import shlex
import subprocess
from pathlib import Path

import pytest
from tests.command import PATIENCE, STUDIO


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
