"""`studio doctor`: what is here, what is missing, and the exact command that gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from studio.faces.cli import screen

if TYPE_CHECKING:
    from studio.host.trial import Guard

doctor = App(name="doctor", help="See what is here, what is missing and how to get it.")


@dataclass(frozen=True)
class Check:
    """One thing looked at; what is only useful, not needed, never makes the doctor fail."""

    name: str
    state: str
    needed: bool
    about: str
    fix: str = ""

    @property
    def well(self) -> bool:
        return not self.fix


@doctor.default
def examine(
    *, json: Annotated[bool, Parameter(help="Print JSON and nothing else.", negative=())] = False
) -> int:
    """Look at the machine and the installation."""
    from studio.assembly import open_studio
    from studio.host import hardware, profile, trial

    studio = open_studio()
    machine = hardware.look(studio.settings.home)
    judged = profile.of(machine, studio.settings.home)
    checks = [*_installation(), _signer(), *_voices(), _model(), *_tools()]
    guards = trial.guards()
    if json:
        told = {"machine": machine, "guards": guards, "checks": checks}
        known = {name: _plain(one) for name, one in told.items()}
        screen.print_json(known | {"profile": asdict(judged) | {"quality": profile.chosen()}})
    else:
        _show_machine(machine, judged, profile.chosen())
        _show_guards(guards)
        _show_checks(checks)
    return int(any(check.needed and not check.well for check in checks))


def _installation() -> Iterator[Check]:
    """Every extra: there when all the packages it asks for are."""
    from studio.core.needs import EXTRAS
    from studio.host import packages

    for extra, about in EXTRAS.items():
        missing = packages.missing_for(extra)
        state = f"needs {', '.join(missing)}" if missing else "installed"
        yield Check(f"extra {extra}", state, False, about, packages.command_for(extra) if missing else "")


def _signer() -> Check:
    """Who signs films here."""
    from studio.core.errors import StudioError
    from studio.media.films import credentials

    about = "for films that carry Content Credentials (C2PA)"
    if not credentials.wanted():
        return Check("signing", "no certificate is set, so nothing is signed", False, about)
    try:
        return Check("signing", f"by {credentials.signer()}", False, about)
    except StudioError as wrong:
        return Check("signing", wrong.message, False, about, wrong.hint)


def _voices() -> Iterator[Check]:
    """Everybody who could speak, the best first."""
    from studio.models import voice

    there = {provider.card.name: provider.card for provider in voice.everyone()}
    for name in voice.PROVIDERS:
        if card := there.get(name):
            languages = sorted({language.partition("-")[0] for language in card.languages})
            count = f"{len(languages)} languages" if len(languages) > 4 else ", ".join(languages)
            yield Check(f"voice {name}", count, False, f"for audio.speak; {card.licence}")
        else:
            yield Check(f"voice {name}", "missing", False, "for audio.speak", voice.command_for(name))


def _model() -> Check:
    """The language model, if there is to be one."""
    from studio.core.errors import StudioError
    from studio.models import text

    about = "for film.plan; without one, rules tell the story"
    try:
        model = text.available()
        return Check("language model", model.reached() if model else "none is asked for", False, about)
    except StudioError as missing:
        return Check("language model", missing.message, False, about, missing.hint)


def _tools() -> Iterator[Check]:
    """What the tools themselves say they need, and tools of other packages that do not load."""
    from studio.assembly import catalogue
    from studio.host import programs

    tools = list(catalogue().values())
    for program in sorted({program for tool in tools for program in tool.needs.programs}):
        users = ", ".join(tool.id for tool in tools if program in tool.needs.programs)
        place = programs.found(program)
        fix = "" if place else f"apt-get install {program}"
        yield Check(f"program {program}", str(place or "missing"), True, f"for {users}", fix)
    yield Check("tools", f"{len(tools)} ready", True, "everything in the catalogue")
    for broken in catalogue().broken:
        yield Check(
            f"tools {broken.name}",
            broken.reason,
            True,
            "announced by another package",
            "uninstall or mend it",
        )


def _show_machine(machine: Any, judged: Any, quality: str) -> None:
    from studio.faces.cli import values

    memory, disk = machine.memory, machine.disk
    speed = ""
    if judged.disk:
        day = datetime.fromtimestamp(judged.disk.at).astimezone()
        speed = f", writes {screen.size(judged.disk.written)}/s (measured {day:%Y-%m-%d})"
    rows = {
        "system": f"{machine.system}, Python {machine.python}",
        "processor": f"{machine.processor}, {machine.usable_cores} of {machine.cores} cores usable",
        "memory": f"{screen.size(memory.available)} free of {screen.size(memory.limit)}"
        + ("" if memory.limited_by == "machine" else f", limited by the {memory.limited_by}"),
        "disk": f"{screen.size(disk.free)} free of {screen.size(disk.total)} at {disk.path}{speed}",
        "graphics": "; ".join(filter(None, [", ".join(map(_card, machine.gpus)), machine.gpu_trouble]))
        or "none found; everything here works without",
        "score": f"{judged.score} of 100",
        "quality": _quality(judged, quality),
    }
    values.show(screen.out(), rows, title="This machine")


def _quality(judged: Any, chosen: str) -> str:
    """The quality that films get, and why."""
    if chosen == judged.tier:
        return f"{chosen}: {judged.reason}"
    return f"{chosen}, as the setting says; the machine would have {judged.tier}: {judged.reason}"


def _card(gpu: Any) -> str:
    return gpu.name if gpu.memory is None else f"{gpu.name}, {screen.size(gpu.memory)}"


def _plain(told: Any) -> Any:
    return [asdict(one) for one in told] if isinstance(told, (list, tuple)) else asdict(told)


def _show_guards(guards: Sequence[Guard]) -> None:
    """How far others are spared here, and why not further."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for guard in guards:
        table.add_row("", Text(guard.subject, "dim"), Text(guard.level), Text(screen.safe(guard.why), "dim"))
    screen.out().print(Text("\nWhat spares others here", "bold"))
    screen.table(screen.out(), table)


def _sign(check: Check) -> Any:
    from rich.text import Text

    if check.well:
        return Text("✓", "green")
    return Text("✗", "red") if check.needed else Text("○", "dim")


def _show_checks(checks: list[Check]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column()
    for check in checks:
        sign = (
            Text("✓", "green")
            if check.well
            else Text("✗" if check.needed else "○", "red" if check.needed else "dim")
        )
        table.add_row("", sign, Text(check.name), Text(check.state, "dim"), Text(check.about, "dim"))
        if check.fix:
            table.add_row("", "", "", Text(f"→ {check.fix}", screen.ACCENT), "")
    screen.out().print(Text("\nThis installation", "bold"))
    screen.table(screen.out(), table)
