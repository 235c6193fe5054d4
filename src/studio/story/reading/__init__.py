"""A brief is read: what the film is about, how long it is, what is said of the thing and what is wanted."""

from studio.story.reading.understanding import other_tongue, understood

__all__ = ["other_tongue", "understood"]
