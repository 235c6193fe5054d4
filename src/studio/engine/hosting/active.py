"""A run that is being carried out at this moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from studio.engine.hosting.conductor import Conductor
from studio.engine.hosting.productions import Producer

Work = Conductor | Producer


@dataclass
class Active:
    """What is being done, by which task, and what was asked of it meanwhile."""

    work: Work
    task: asyncio.Task[None] | None = None
    asked: str = ""
