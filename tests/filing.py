"""File work in a process of its own, which may be killed: `python tests/filing.py apply HOME PLAN`."""

import random
import subprocess
import sys
import time
from pathlib import Path

from studio.store.filing import acts
from studio.store.filing.carrying import carry_out
from studio.store.filing.undoing import undo


def main(what: str, home: str, plan: str) -> None:
    """Do it, and say when it begins and ends."""
    wanted = acts.read(Path(plan))
    print("ready", flush=True)
    if what == "apply":
        carry_out(wanted, home=Path(home))
    else:
        undo(Path(home))
    print("done", flush=True)


def killed(what: str, home: Path, plan: Path, chance: random.Random, *, seconds: float) -> bool:
    """Kill it somewhere within these seconds; returns whether it was still at work."""
    command = [sys.executable, __file__, what, str(home), str(plan)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, seconds))
        child.kill()
        return child.stdout.read() != "done\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
