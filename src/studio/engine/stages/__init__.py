"""Carrying out one stage: its calls, what they make, and where that goes."""
