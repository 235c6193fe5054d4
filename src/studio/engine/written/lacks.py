"""What a tool needs and this machine lacks, told where the tool is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from studio.core.catalogue import AnyTool
from studio.host import packages, programs


def lacking(tool: AnyTool, secrets: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each thing that is missing, with what to do about it.

    Args:
        tool: The tool.
        secrets: The names of the secrets that are set.
    """
    for program in tool.needs.programs:
        if not programs.found(program):
            yield f"{tool.id} needs the program {program}", "studio doctor says how to get it"
    for extra in tool.needs.extras:
        if packages.missing_for(extra):
            yield f"{tool.id} needs the extra {extra}", packages.command_for(extra)
    for secret in tool.needs.secrets:
        if secret not in secrets:
            yield f"{tool.id} needs the secret {secret}", f"set STUDIO_SECRET_{secret.upper()}"
