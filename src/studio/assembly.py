"""The only place that puts settings, catalogue and machine together; once in each process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.catalogue import AnyTool, Catalogue

if TYPE_CHECKING:
    from studio.core.log import Log
    from studio.core.settings import Found, Settings
    from studio.engine.hosting.enlisting import Enlistment
    from studio.engine.lock import Lock
    from studio.engine.neighbour.terms import Terms
    from studio.engine.once.oneoff import Hear, Outcome
    from studio.engine.once.planning import Plan
    from studio.engine.orders.desk import Desk
    from studio.engine.workers.vouching import Voucher
    from studio.host.isolation.proof import Proof
    from studio.store.tables import Tables

WORKER = "studio.assembly"


@cache
def catalogue() -> Catalogue:
    """Every tool there is, ours and those that other installed packages announce."""
    return Catalogue(packages=("studio.tools", "studio.productions"), group="studio.tools")


@dataclass(frozen=True)
class Studio:
    """The product with its settings, ready to work."""

    found: Found

    @property
    def settings(self) -> Settings:
        return self.found.settings

    @cached_property
    def log(self) -> Log:
        import uuid

        from studio.core.log import Log

        secrets = [secret.get_secret_value() for secret in self.settings.secrets.values()]
        return Log(self.settings.log_json, run=uuid.uuid4().hex[:12], secrets=secrets)

    @property
    def plain(self) -> dict[str, Any]:
        """The settings as JSON, without anything secret: what workers and runs are told."""
        return self.settings.model_dump(mode="json", exclude={"secrets", "database_url"})

    @property
    def told(self) -> dict[str, Any]:
        """What processes of our own are told, by a pipe and never by a file: settings, and models' keys."""
        secrets = {name: secret.get_secret_value() for name, secret in self.settings.secrets.items()}
        return {**self.plain, "text_key": secrets.pop("text", ""), "provider_keys": secrets}

    @cached_property
    def terms(self) -> Terms:
        """How much of this machine we may use."""
        from studio.engine.neighbour.terms import Terms
        from studio.host import hardware

        said = self.settings
        return Terms(
            hardware.usable_cores(), hardware.memory().limit, said.cpus, int(said.memory), said.priority,
            said.memory_hold, said.gpus,
        )  # fmt: skip

    def tables(self) -> Tables:
        """The engine's tables, opened anew: threads that wait have theirs to themselves."""
        from studio.store.tables import open_tables

        return open_tables(self.settings.home, self.settings.database_url.get_secret_value())

    def desk(self, tables: Tables) -> Desk:
        """Where runs are ordered and asked after."""
        from studio.engine.orders.desk import Desk

        return Desk(self.settings.home, tables)

    def guard(self) -> Lock:
        """The lock that only the host holds."""
        from studio.engine.lock import lock_for

        return lock_for(self.settings.home, self.settings.database_url.get_secret_value())

    def enlistment(self, **more: Any) -> Enlistment:
        """What it takes for this process to host runs."""
        from studio.engine.hosting.door import Door
        from studio.engine.hosting.enlisting import Enlistment
        from studio.engine.neighbour.tiers import Tiers
        from studio.engine.stages.width import memory_of

        door = Door(Tiers(self.settings.memory_hold))

        def room(run: Mapping[str, Any]) -> str:
            # Somebody waits for the others, and is there to decide.
            if not run["schedule"]:
                return ""
            return door.lack_of_room(self.settings.home, memory_of(run, catalogue()))

        return Enlistment(
            home=self.settings.home, open_tables=self.tables, open_lock=self.guard, catalogue=catalogue(),
            worker=WORKER, jobs=self.settings.jobs, terms=self.terms, settings=self.told,
            room=room, **more,
        )  # fmt: skip

    def keep(self, plan: Plan) -> Voucher | None:
        """Have this process, which is there for these calls alone, hold itself back and keep from GPUs."""
        from studio.engine.once import alone

        return alone.keep(plan, self.terms)

    def carry_out(
        self, plan: Plan, *, hear: Hear | None = None, voucher: Voucher | None = None
    ) -> Iterator[Outcome]:
        """Do what was planned, and write it into the log.

        Args:
            plan: What is to be done.
            hear: Told of everything on the way.
            voucher: Looks at this process, where it is kept from GPUs.
        """
        from studio.engine.once.oneoff import Crew, carry_out

        proofs: list[Proof] = []
        crew = Crew(WORKER, self.settings.jobs, self.terms, self.told, proofs.append)
        self.log.write("call.started", "info", plan.tool.id, tasks=len(plan.tasks))

        def listen(task: Any, event: str, fields: Mapping[str, Any]) -> None:
            fields = self.log.masked(dict(fields))
            if event not in ("progress", "settled"):
                self.log.write(f"task.{event}", "info", plan.tool.id, **{**fields, "source": task.source})
            if hear:
                hear(task, event, fields)

        failed = 0
        for outcome in carry_out(plan, crew, listen):
            failed += not outcome.ok
            self._record(plan.tool, outcome)
            yield self._discreet(outcome)
        if voucher:
            proofs.append(voucher.proof(""))
            voucher.close()
        told = {name: value for proof in proofs for name, value in proof.shown.items()}
        self.log.write("call.done", "info", plan.tool.id, tasks=len(plan.tasks), failed=failed, **told)

    def _discreet(self, outcome: Outcome) -> Outcome:
        """An outcome whose complaint gives no secret away."""
        if (error := outcome.error) is None:
            return outcome
        told = type(error)(self.log.masked(error.message), hint=self.log.masked(error.hint))
        return replace(outcome, error=told)

    def _record(self, tool: AnyTool, outcome: Outcome) -> None:
        fields: dict[str, Any] = {"source": outcome.task.source, "seconds": round(outcome.seconds, 3)}
        if outcome.error:
            fields |= {"error": type(outcome.error).__name__, "message": outcome.error.message}
        else:
            fields |= {"files": [str(path) for path in outcome.files]}
        event, level = ("task.done", "info") if outcome.ok else ("task.failed", "error")
        self.log.write(event, level, tool.id, **fields)


def open_studio(flags: Sequence[str] = (), folder: Path = Path()) -> Studio:
    """Read the settings and make this process obey them.

    Args:
        flags: `NAME=VALUE` settings, stronger than any other source.
        folder: Where the project's studio.toml lies.
    """
    from studio.core.settings import load

    studio = Studio(load(flags, folder=folder))
    configure(studio.told)
    return studio


def configure(settings: Mapping[str, Any]) -> None:
    """Hand the settings down to the rooms that need them."""
    from studio.host import profile
    from studio.media import encode
    from studio.media.films import credentials
    from studio.media.images import reading
    from studio.models import text
    from studio.models.diffusion import devices
    from studio.models.video.remote import keys
    from studio.store.filing import home

    home.configure(home=settings["home"])
    profile.configure(home=settings["home"], quality=settings["quality"])
    encode.configure(ffmpeg=settings["ffmpeg"])
    reading.configure(max_megapixels=settings["max_megapixels"])
    keys.configure(settings.get("provider_keys", {}))
    devices.configure(choice=settings["models_on"])
    credentials.configure(
        certificate=settings["signing_certificate"], key=settings["signing_key"],
        trusted=settings["trusted_signers"],
    )  # fmt: skip
    text.configure(url=settings["text_url"], model=settings["text_model"], key=settings.get("text_key", ""))


def work() -> None:
    """The main function of a worker process."""
    from studio.engine.workers.worker import serve

    def prepare(settings: dict[str, Any]) -> Catalogue:
        configure(settings)
        return catalogue()

    serve(prepare)


if __name__ == "__main__":
    work()
