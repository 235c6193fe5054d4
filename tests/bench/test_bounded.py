"""A program that is measured is measured whole, ends in time, and leaves nothing running."""

import re
import sys

import psutil
import pytest
from bench._bounded import bounded
from bench._paired import Command, Failed

_BUSY = "import time\nwhile time.process_time() < 0.3: pass"
_STAYS = "import time; time.sleep(60)"
_LEAVES = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {!r}]).pid)"


def python(script: str) -> Command:
    return Command("it", (sys.executable, "-c", script))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands orphans on")
def test_work_of_a_child_nobody_waited_for_counts() -> None:
    run = bounded(python(_LEAVES.format(_BUSY)), 20)
    assert 0.3 < run.cost.cpu < 2
    assert run.left == 0


def test_what_is_left_behind_is_told_and_ended() -> None:
    run = bounded(python(f"{_LEAVES.format(_STAYS)}; import time; time.sleep(0.5)"), 20)
    assert run.left == 1
    assert not psutil.pid_exists(int(run.cost.said))


def test_nothing_takes_longer_than_its_limit() -> None:
    with pytest.raises(Failed, match=re.escape("it was not done after 0.5 s")):
        bounded(python(_STAYS), 0.5)


def test_a_program_that_fails_is_not_measured() -> None:
    with pytest.raises(Failed, match="ended with 3: no luck"):
        bounded(python("import sys; print('no luck'); sys.exit(3)"), 20)
