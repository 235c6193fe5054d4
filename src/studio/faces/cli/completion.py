"""`studio completion`: what the shell needs to complete commands and options."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

from cyclopts import App, Parameter

from studio.core.errors import BadInput
from studio.faces.cli import screen

completion = App(name="completion", help="Have the shell complete commands and options.")

Shell = Literal["bash", "zsh", "fish"]


@completion.command
def show(shell: Shell, /) -> int:
    """Print the completion script of a shell.

    Args:
        shell: The shell it is for.
    """
    sys.stdout.write(_whole().generate_completion(shell=shell))
    return 0


@completion.command
def install(
    shell: Shell | None = None,
    /,
    *,
    startup: Annotated[bool, Parameter(help="Also add the line to the shell's start-up file.")] = True,
) -> int:
    """Install completion for this user.

    Args:
        shell: The shell; the one in use when left out.
    """
    try:
        place = _whole().install_completion(shell=shell, add_to_startup=startup)
    except Exception as unknown:  # noqa: BLE001
        raise BadInput(str(unknown), hint="name the shell: bash, zsh or fish") from None
    screen.line(screen.out(), f"Completion is in {place}.")
    loaded = "Your start-up file loads it: open" if startup else "Open"
    screen.line(screen.out(), f"{loaded} a new shell to use it.")
    return 0


def _whole() -> App:
    from studio.faces.cli.app import build

    return build(whole=True)
