"""Captions: from words with times to cues that can be read, and the files they are kept in."""
