"""A brief is read: what the film is about, how long it is, what is said of the thing and what is wanted."""

from studio.story.reading.understanding import understood

__all__ = ["understood"]
