"""What must be there before a tool may start, and what it uses while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

EXTRAS = {
    "frames": "read and write EXR, DPX and TGA, read PSD",
    "generate": "make films and pictures with models that lie on this machine: torch and diffusers",
    "gpus": "read memory, heat and power of NVIDIA GPUs directly",
    "postgres": "keep runs in PostgreSQL instead of a file",
    "provenance": "sign films as Content Credentials (C2PA), and tell whether signatures hold",
    "voice": "have films speak: eSpeak NG, a program under the GPL that runs apart",
}
"""Every optional part of the installation, by what a user gets from it."""


@dataclass(frozen=True)
class Needs:
    """What help, doctor and other machines can be told about a tool before it runs."""

    programs: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resources:
    """What one call takes while it runs; sizes are written as people write them."""

    cpu: float = 1
    memory: str = "300 MB"
    vram: str = "0"
    disk: str = "0"

    @property
    def says_memory(self) -> bool:
        """Whether its tool has said how much memory it takes, rather than left it at what is usual."""
        return self.memory != Resources.memory

    @property
    def on_gpu(self) -> bool:
        """Whether it is work for a GPU; all other work is kept away from them."""
        return any(digit in "123456789" for digit in self.vram)


Asked = Resources | Callable[[Mapping[str, Any]], Resources]
"""Resources as a fixed value, or as a function of the validated input."""


def asked_for(said: Asked, given: Mapping[str, Any]) -> Resources:
    """What one call takes.

    Args:
        said: What its tool says.
        given: Its checked parameters.
    """
    return said if isinstance(said, Resources) else said(given)
