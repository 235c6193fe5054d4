"""Cutting without loss: whole groups of pictures are copied, only the edges are encoded again."""
