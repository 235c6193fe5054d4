"""Sounds that are heard once: each a small scene with a beginning, a body and a room."""
