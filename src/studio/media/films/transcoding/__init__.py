"""Turning films into other films: what is wished for, what formats can hold, and the way between."""
