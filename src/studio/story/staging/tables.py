"""The conventions of staging, as they are written down."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.written.loading import load

if TYPE_CHECKING:
    from studio.story.staging.grammar import Coverage, Craft, Palette, Phrases, Script, Sounds

_FOLDER = Path(__file__).with_name("conventions")


@lru_cache(maxsize=1)
def coverage() -> Coverage:
    """How places are covered."""
    from studio.story.staging.grammar import Coverage

    return load(_FOLDER / "coverage.yaml", Coverage)


@lru_cache(maxsize=1)
def craft() -> Craft:
    """What each step of a story wants to see."""
    from studio.story.staging.grammar import Craft

    return load(_FOLDER / "craft.yaml", Craft)


@lru_cache(maxsize=1)
def palettes() -> dict[str, Palette]:
    """Colours of films."""
    from studio.story.staging.grammar import Palettes

    return load(_FOLDER / "palettes.yaml", Palettes).palettes


@lru_cache(maxsize=1)
def scripts() -> dict[str, Script]:
    """Times of day of films."""
    from studio.story.staging.grammar import Scripts

    return load(_FOLDER / "scripts.yaml", Scripts).scripts


@lru_cache(maxsize=1)
def sounds() -> Sounds:
    """What is heard where."""
    from studio.story.staging.grammar import Sounds

    return load(_FOLDER / "sounds.yaml", Sounds)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Pictures in words."""
    from studio.story.staging.grammar import Phrases

    return load(_FOLDER / "phrases.yaml", Phrases)
