"""Makers of films behind an HTTP API: each is described by a file of data, and asked by the same code."""
