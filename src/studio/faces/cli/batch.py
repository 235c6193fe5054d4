"""`studio batch`: tools over many things, as a file in YAML says; looked through, planned and carried out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Group, Parameter

from studio.faces import outcomes
from studio.faces.cli import screen, written
from studio.faces.cli.ordered import AS_USUAL, Ordered

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.batch.compiling import Compiled

batch = App(
    name="batch",
    help="Have tools work on many things, as a file in YAML says.",
    usage="Usage: studio batch COMMAND",
    group_commands=Group("What can be done"),
)


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


File = Annotated[Path, Parameter(name="FILE", negative=())]
Json = Annotated[bool, Parameter(help="Print JSON and nothing else.", negative=(), show_default=False)]


@batch.command(usage="Usage: studio batch validate FILE [OPTIONS]")
def validate(file: File, /, *, json: Json = False) -> int:
    """Find all that is wrong with a batch, each fault with its line, its column and a suggestion.

    Args:
        file: The batch.
    """
    _, found = _compiled(file)
    if found.plan is None:
        return written.tell_findings(found.findings, as_json=json)
    total = sum(stage.total for stage in found.plan.stages)
    return written.tell_good(file, "1 item" if total == 1 else f"{total:,} items", as_json=json)


@batch.command(usage="Usage: studio batch plan FILE [OPTIONS]")
def plan(file: File, /, *, json: Json = False) -> int:
    """Show what a batch would do: how many things with which tools, and how long it will take.

    Args:
        file: The batch.
    """
    from studio.assembly import catalogue
    from studio.engine.orders import estimates

    studio, found = _compiled(file)
    if found.plan is None:
        return written.tell_findings(found.findings, as_json=json)
    costs = estimates.estimated(found.plan, written.known_costs(studio), catalogue(), found.folder)
    whole = estimates.whole(found.plan, costs, studio.settings.jobs)
    if json:
        screen.print_json(written.plan_as_json(found.plan, costs, whole, found.folder))
    else:
        written.tell_plan(found.plan, costs, whole)
    return outcomes.DONE


@batch.command(usage="Usage: studio batch run FILE [OPTIONS]")
def run(
    file: File,
    /,
    *,
    dry_run: Annotated[bool, _option("Show what it would do, as plan does, and do nothing.")] = False,
    only_validate: Annotated[
        bool,
        Parameter(
            name="--validate", help="Only find what is wrong with it.", negative=(), show_default=False
        ),
    ] = False,
    resume: Annotated[
        str, _option("Go on with an earlier run of it: the beginning of its id, or last.", "RUN")
    ] = "",
    manner: Ordered = AS_USUAL,
) -> int:
    """Carry a batch out: here, unless a server does, and shown until it is over.

    Ctrl-C interrupts it; --resume goes on with it, and nothing that is done is done again.

    Args:
        file: The batch.
    """
    from studio.assembly import catalogue, open_studio
    from studio.engine.orders.submission import read_batch
    from studio.faces.cli import submitting

    if only_validate:
        return validate(file, json=manner.json)
    if dry_run:
        return plan(file, json=manner.json)
    studio = open_studio(manner.settings)
    if resume:
        return submitting.go_on(studio, file, resume, manner)
    understood = read_batch(file, catalogue(), secrets=studio.settings.secrets)
    return submitting.submit(studio, file, understood, manner)


@batch.command(usage="Usage: studio batch schema")
def schema() -> int:
    """Print the JSON Schema by which editors complete and check batches."""
    from studio.assembly import catalogue
    from studio.engine.orders.schemas import batch_schema

    screen.print_json(batch_schema(catalogue().values()))
    return outcomes.DONE


def _compiled(file: Path) -> tuple[Studio, Compiled]:
    from studio.assembly import catalogue, open_studio
    from studio.engine.batch.compiling import compiled

    studio = open_studio()
    return studio, compiled(file, catalogue(), secrets=studio.settings.secrets)
