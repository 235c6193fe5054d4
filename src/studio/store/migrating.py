"""Bringing an older database up to date: numbered scripts, each run once, in order."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from importlib import resources

_NUMBERED = re.compile(r"(\d{4})_\w+\.sql")


def steps(book: str) -> list[str]:
    """Every script of one book of tables, in order; a gap in their numbers is a mistake of ours."""
    assert __package__
    files = {
        int(match[1]): file
        for file in (resources.files(__package__) / "migrations" / book).iterdir()
        if (match := _NUMBERED.fullmatch(file.name))
    }
    return [files[number].read_text("utf-8") for number in range(1, len(files) + 1)]


def statements(script: str) -> Iterator[str]:
    """The single statements of a script; sqlite3's own way of running one would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
