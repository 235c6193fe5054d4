"""A brand kit: what all films of a client have in common, in one file."""

from studio.story.brand.loading import load_kit

__all__ = ["load_kit"]
