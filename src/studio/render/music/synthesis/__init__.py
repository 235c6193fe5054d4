"""Synthesis: instruments without recordings, the room they stand in, the desk where they are mixed."""
