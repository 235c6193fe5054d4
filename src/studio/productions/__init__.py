"""Finished pieces: tools that call tools, each call a step that is never done twice."""
