"""A new run that begins where another one stood: it shares what came before, and does the rest again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from studio.core.errors import BadInput, Refused
from studio.engine.bench import RUNS
from studio.engine.plans import Plan, thawed
from studio.engine.workers import products
from studio.store.tables import Tables


def fork(
    home: Path, tables: Tables, run: str, stage: str, new: str, enter: Callable[[tuple[str, str, str]], None]
) -> None:
    """Make the new run ready and enter it.

    Args:
        home: Where runs lie.
        tables: What is known of them.
        run: The run to begin from.
        stage: The first stage that is done again.
        new: The id of the new run.
        enter: Puts the new run into the tables: its kind, name and plan.
    """
    row = tables.one("SELECT kind, name, plan FROM run WHERE id = :run", run=run)
    assert row
    if row["kind"] == "production":
        raise Refused("a production decides for itself what follows", hint="start it anew, or retry it")
    plan = thawed(row["plan"])
    again = _again(plan, stage)
    before, after = str(home / RUNS / run), str(home / RUNS / new)

    def take_over() -> None:
        enter((row["kind"], row["name"], row["plan"]))
        for kept in plan.stages:
            if kept.name not in again:
                _take_stage(tables, run, new, kept.name, before, after)

    try:
        for kept in plan.stages:
            if kept.name not in again and (Path(before) / kept.name).is_dir():
                shutil.copytree(Path(before) / kept.name, Path(after) / kept.name, copy_function=os.link)
            for manifest in {kept.manifest, f"{kept.name}.jsonl"} - {""}:
                if (Path(before) / manifest).exists() and (kept.manifest or kept.name not in again):
                    Path(after).mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(Path(before) / manifest, Path(after) / manifest)
        tables.atomic(take_over)
    except BaseException:
        shutil.rmtree(after, ignore_errors=True)
        raise


def _again(plan: Plan, stage: str) -> set[str]:
    """A stage and all that follow from it."""
    names = [one.name for one in plan.stages]
    if stage not in names:
        raise BadInput(f"there is no stage {stage} in this run", hint=f"it has {', '.join(names)}")
    again = {stage}
    for one in plan.stages:
        if again & set(one.after):
            again.add(one.name)
    return again


def _take_stage(tables: Tables, run: str, new: str, stage: str, before: str, after: str) -> None:
    def renamed(text: str | None) -> str | None:
        if text is None:
            return None
        return json.dumps(products.renamed(json.loads(text), lambda path: _below(path, before, after)))

    settled = "('done', 'cached', 'skipped')"
    for table in ("stage", "item"):
        key = "name" if table == "stage" else "stage"
        rows = tables.all(
            f"SELECT * FROM {table} WHERE run = :run AND {key} = :stage AND state IN {settled}",
            run=run, stage=stage,
        )  # fmt: skip
        if table == "stage" and rows:
            # Whoever counts it as done counts its failures, too.
            settled = "('done', 'cached', 'failed')"
        elif table == "stage":
            # Not settled, such as one of whose items some failed: those that are done stay done.
            settled = "('done', 'cached')"
            rows = tables.all("SELECT * FROM stage WHERE run = :run AND name = :stage", run=run, stage=stage)
            rows = [{**row, "state": "waiting", "ended": None, "error": "", "hint": ""} for row in rows]
        for row in rows:
            files = [
                {
                    **file,
                    "path": _below(file["path"], before, after),
                    "kept": _below(file["kept"], before, after),
                }
                for file in json.loads(row["files"])
            ]
            copy = {**row, "run": new, "result": renamed(row["result"]), "files": json.dumps(files)}
            columns = ", ".join(copy)
            values = ", ".join(f":{name}" for name in copy)
            tables.change(f"INSERT INTO {table} ({columns}) VALUES ({values})", **copy)


def _below(path: str, before: str, after: str) -> str:
    return str(Path(after) / Path(path).relative_to(before)) if path.startswith(f"{before}/") else path
