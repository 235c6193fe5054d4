"""`studio pipeline`: tools joined in YAML, looked through, planned and carried out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Group, Parameter

from studio.faces import outcomes
from studio.faces.cli import screen, written
from studio.faces.cli.ordered import AS_USUAL, Ordered

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.pipeline.compiling import Compiled

pipeline = App(
    name="pipeline",
    help="Join tools to pipelines in YAML, see what they will do, and carry them out.",
    usage="Usage: studio pipeline COMMAND",
    group_commands=Group("What can be done"),
)


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


File = Annotated[Path, Parameter(name="FILE", negative=())]
Json = Annotated[bool, _option("Print JSON and nothing else.")]
Chosen = Annotated[
    list[str],
    Parameter(
        name="--set", help="What a parameter is.", metavar="NAME=VALUE", negative=(), show_default=False
    ),
]


@pipeline.command(usage="Usage: studio pipeline validate FILE [OPTIONS]")
def validate(file: File, /, *, set: Chosen = [], json: Json = False) -> int:  # noqa: B006
    """Find all that is wrong with a pipeline, each fault with its line, its column and a suggestion.

    Args:
        file: The pipeline.
    """
    _, found = _compiled(file, set, complete=False)
    if found.findings:
        return written.tell_findings(found.findings, as_json=json)
    return written.tell_good(file, "a sound pipeline", as_json=json)


@pipeline.command(usage="Usage: studio pipeline plan FILE [OPTIONS]")
def plan(
    file: File,
    /,
    *,
    set: Chosen = [],  # noqa: B006
    svg: Annotated[Path | None, _option("Draw the plan into this file, too.", "FILE")] = None,
    overwrite: Annotated[bool, _option("Replace a picture that is there.")] = False,
    json: Json = False,
) -> int:
    """Show what a pipeline would do: stages, what can go at the same time, how long it will take.

    Args:
        file: The pipeline.
    """
    from studio.assembly import catalogue
    from studio.engine.orders import estimates

    studio, found = _compiled(file, set, complete=True)
    if found.plan is None:
        return written.tell_findings(found.findings, as_json=json)
    costs = estimates.estimated(found.plan, written.known_costs(studio), catalogue(), found.folder)
    whole = estimates.whole(found.plan, costs, studio.settings.jobs)
    if json:
        screen.print_json(written.plan_as_json(found.plan, costs, whole, found.folder))
    else:
        written.tell_plan(found.plan, costs, whole)
    if svg:
        written.write_picture(found.plan, svg, overwrite=overwrite)
    return outcomes.DONE


@pipeline.command(usage="Usage: studio pipeline run FILE [OPTIONS]")
def run(
    file: File,
    /,
    *,
    set: Chosen = [],  # noqa: B006
    dry_run: Annotated[bool, _option("Show what it would do, as plan does, and do nothing.")] = False,
    manner: Ordered = AS_USUAL,
) -> int:
    """Carry a pipeline out: here, unless a server does, and shown until it is over.

    Ctrl-C interrupts it; studio runs resume goes on with it, and nothing that is done is done again.

    Args:
        file: The pipeline.
    """
    from studio.assembly import catalogue, open_studio
    from studio.engine.orders.submission import read_pipeline
    from studio.faces.cli import submitting

    if dry_run:
        return plan(file, set=set, json=manner.json)
    studio = open_studio(manner.settings)
    understood = read_pipeline(file, catalogue(), written.chosen(set), secrets=studio.settings.secrets)
    return submitting.submit(studio, file, understood, manner)


@pipeline.command(usage="Usage: studio pipeline schema")
def schema() -> int:
    """Print the JSON Schema by which editors complete and check pipelines."""
    from studio.assembly import catalogue
    from studio.engine.orders.schemas import pipeline_schema

    screen.print_json(pipeline_schema(catalogue().values()))
    return outcomes.DONE


def _compiled(file: Path, words: list[str], *, complete: bool) -> tuple[Studio, Compiled]:
    from studio.assembly import catalogue, open_studio
    from studio.engine.pipeline.compiling import compiled

    studio = open_studio()
    given = written.chosen(words)
    return studio, compiled(file, catalogue(), given, secrets=studio.settings.secrets, complete=complete)
