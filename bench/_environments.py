"""Virtual environments for what we are compared with, kept in the user's cache."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs
from bench._paired import Failed

_INSTALL_SECONDS = 600


def prepare(requirements: Sequence[str]) -> None:
    """Install some packages, the one that gives the environment its name first, unless that was done before.

    Raises:
        Failed: They cannot be had.
    """
    ready = _folder(requirements) / "ready"
    wanted = "\n".join(requirements)
    if ready.exists() and ready.read_text(encoding="utf-8") == wanted:
        return
    _uv("venv", "--clear", "--python", sys.executable, str(_folder(requirements)))
    python = str(binaries(requirements) / "python")
    _uv("pip", "install", "--compile-bytecode", "--python", python, *requirements)
    ready.write_text(wanted, encoding="utf-8")


def binaries(requirements: Sequence[str]) -> Path:
    """Where their programs are."""
    return _folder(requirements) / "bin"


def _folder(requirements: Sequence[str]) -> Path:
    place = Path(platformdirs.user_cache_dir("animation-ai-studio", appauthor=False))
    return place / "bench-peers" / f"{requirements[0]}-py{sys.version_info.major}{sys.version_info.minor}"


def _uv(*words: str) -> None:
    certificates = {"UV_SYSTEM_CERTS": os.environ.get("UV_SYSTEM_CERTS", "true")}
    try:
        done = subprocess.run(
            (sys.executable, "-m", "uv", "--quiet", *words),
            env={**os.environ, **certificates},
            capture_output=True,
            text=True,
            timeout=_INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"not installed after {_INSTALL_SECONDS} s") from None
    if done.returncode:
        raise Failed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "uv failed")
