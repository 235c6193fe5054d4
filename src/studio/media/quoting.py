"""How names are written inside ffmpeg's filter graphs and tag files, where some letters mean more."""

from __future__ import annotations

import re


def in_graph(text: str) -> str:
    """A value for an option of a filter. It is read twice: as a part of the graph, then as an option."""
    option = re.sub(r"([\\':])", r"\\\1", text)
    return re.sub(r"([\\'\[\],;])", r"\\\1", option)


def in_tags(text: str) -> str:
    """A name or a value in a file of tags (ffmetadata)."""
    return re.sub(r"([\\=;#\n])", r"\\\1", text)
