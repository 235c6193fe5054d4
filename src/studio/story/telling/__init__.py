"""A brief is told: in beats, with what is said and written in each, in five languages."""

from studio.story.telling.beats import told
from studio.story.telling.pacing import guessed

__all__ = ["guessed", "told"]
