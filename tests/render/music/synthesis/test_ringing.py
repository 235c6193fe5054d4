"""Partials ring as the formula says, the same on any number of cores."""

import hashlib
import subprocess
import sys

import numpy as np

from studio.render.music import RATE
from studio.render.music.synthesis.ringing import partials, ringing, together

COUNT = 30_011


def test_partials_ring_as_damped_sines() -> None:
    made = ringing(partials([220, 441.5], [0.7, 0.2], [1.5, 0.3]), COUNT)
    time = np.arange(COUNT) / RATE
    expected = 0.7 * np.sin(2 * np.pi * 220 * time) * 10 ** (-3 * time / 1.5)
    expected += 0.2 * np.sin(2 * np.pi * 441.5 * time) * 10 ** (-3 * time / 0.3)
    assert made.dtype == np.float32
    assert np.abs(made - expected).max() < 2e-5


def test_what_is_too_high_is_left_out() -> None:
    assert not len(partials([15_000], [1.0], [1.0]).hertz)
    assert np.array_equal(ringing(partials([15_000], [1.0], [1.0]), 100), np.zeros(100))
    both = together(partials([100], [1], [1]), partials([200, 20_000], [1, 1], [1, 1]))
    assert list(both.hertz) == [100, 200]


SUM = """
import hashlib, numpy as np
from studio.render.music.synthesis.ringing import partials, ringing
numbers = np.arange(1, 57)
made = ringing(partials(110.3 * numbers, 1 / numbers, 3 / numbers), 200_003)
print(hashlib.sha256(made.tobytes()).hexdigest())
"""


def test_the_number_of_threads_changes_nothing() -> None:
    sums = set()
    for threads in ("1", "2"):
        environment = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads, "PATH": "/usr/bin"}
        command = [sys.executable, "-c", SUM]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        sums.add(said.stdout)
    assert len(sums) == 1
    assert len(sums.pop().strip()) == hashlib.sha256().digest_size * 2
