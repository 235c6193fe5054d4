"""Other lengths and shapes of a film, each a film on paper of its own."""

from studio.story.versions.adapting import adapted

__all__ = ["adapted"]
