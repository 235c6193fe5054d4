"""What is done when a run has ended, as it is written in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from studio.core.errors import BadInput
from studio.core.written.findings import Findings, nearest
from studio.engine import plans
from studio.engine.written import templates
from studio.host import programs

if TYPE_CHECKING:
    from studio.engine.written.grammar import File, Hook


def check_hooks(written: File, parameters: Mapping[str, Any], findings: Findings) -> None:
    """Look whether hooks say what they do, and whether their programs are there.

    Args:
        written: The file.
        parameters: What hooks may refer to.
        findings: Where faults are added.
    """
    for name in ("on_success", "on_failure"):
        for number, hook in enumerate(getattr(written, name)):
            _check(hook, (name, number), parameters, findings)


def planned_hooks(hooks: Sequence[Hook], known: Mapping[str, Any]) -> tuple[plans.Hook, ...]:
    """The hooks with the parameters filled in."""
    return tuple(
        plans.Hook(
            tuple(templates.filled_text(word, known) for word in hook.command),
            templates.filled_text(hook.webhook, known),
        )
        for hook in hooks
    )


def _check(hook: Hook, where: tuple[Any, ...], parameters: Mapping[str, Any], findings: Findings) -> None:
    if bool(hook.command) == bool(hook.webhook):
        findings.add("hook", where, "a hook is either a command or a webhook", "command: [notify-send, done]")
    if hook.command and not {"{", "/"} & {*hook.command[0]} and not programs.found(hook.command[0]):
        told = f"there is no program {hook.command[0]}"
        findings.add("machine", (*where, "command", 0), told, "name its whole path, or install it")
    if hook.webhook and not _is_address(hook.webhook):
        told = f"{hook.webhook} is no address"
        findings.add("hook", (*where, "webhook"), told, "write https://…")
    for place, text in [("webhook", hook.webhook), *(("command", word) for word in hook.command)]:
        try:
            asked = templates.references(text)
        except BadInput as wrong:
            findings.add("reference", (*where, place), wrong.message, wrong.hint)
            continue
        for one in asked:
            if one.root != "parameters" or len(one.path) != 1 or one.path[0] not in parameters:
                told = f"{one}: a hook can refer to parameters only"
                findings.add("reference", (*where, place), told, nearest(".".join(one.path), parameters))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
