"""A frame depends on its number and on nothing else."""

import subprocess
import sys
from pathlib import Path

from tests.render import scenes

ROOT = Path(__file__).parents[2]


def test_the_same_frame_in_any_order_and_any_process() -> None:
    numbers = [7, 0, 31]
    here = [scenes.fingerprint(number) for number in numbers]
    again = [scenes.fingerprint(number) for number in reversed(numbers)]
    order = [sys.executable, "-m", "tests.render.scenes", *map(str, numbers[1:])]
    elsewhere = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert again == here[::-1]
    assert elsewhere == here[1:]
    assert len(set(here)) == 3
