"""The first layer: an environment in which no library finds a card, set before a program is started."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

HIDDEN = {
    "CUDA_VISIBLE_DEVICES": "",
    "HIP_VISIBLE_DEVICES": "",
    "ROCR_VISIBLE_DEVICES": "",
    "GPU_DEVICE_ORDINAL": "",
    "ZE_AFFINITY_MASK": "",
    "NVIDIA_VISIBLE_DEVICES": "void",
}
"""What NVIDIA's, AMD's and Intel's libraries read before they look for cards; `void` is for containers."""

_AHEAD = str(Path(__file__).parent / "imports" / "ahead")
_PATH = "PYTHONPATH"


def without_cards(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment like this one, without cards, in which every Python begins with the guard of imports."""
    before = [place for place in environment.get(_PATH, "").split(os.pathsep) if place and place != _AHEAD]
    return {**environment, **HIDDEN, _PATH: os.pathsep.join([_AHEAD, *before])}
