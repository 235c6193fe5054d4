"""`studio monitor`: what the machine does, what of it is ours, and a log of it that grows by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from studio.core.errors import BadCall
from studio.faces import outcomes

_LIVE = 1.0
_LOGGED = 10.0
_SHORTEST = 0.2


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


def monitor(
    *,
    interval: Annotated[
        float | None,
        _option("Seconds between two samples; 1, or 10 where they are written into a file.", "SECONDS"),
    ] = None,
    count: Annotated[int, _option("End after so many samples.", "N")] = 0,
    csv: Annotated[Path | None, _option("Append every sample to this file, a row each.", "FILE")] = None,
    daemon: Annotated[bool, _option("Write --csv in the background, until --stop.")] = False,
    stop: Annotated[bool, _option("End the one in the background that writes --csv.")] = False,
    json: Annotated[bool, _option("Print one JSON object a sample and nothing else.")] = False,
) -> int:
    """Watch the processor, memory, disks, graphics cards and our runs, until Ctrl-C.

    Yellow or red is the processor from 85 or 95 %, memory from 80 or 90 %, a card from 80 or 85 °C.
    """
    from studio.assembly import open_studio
    from studio.faces.cli import background, monitoring

    seconds = interval if interval is not None else (_LOGGED if csv else _LIVE)
    _check(seconds, csv, daemon=daemon, stop=stop)
    home, server = (settings := open_studio().settings).home, settings.database_url.get_secret_value()
    if csv and stop:
        background.stop(home, csv)
    elif csv and daemon:
        background.start(home, server, csv, seconds)
    else:
        monitoring.follow(home, server, seconds, csv=csv, count=count, as_json=json)
    return outcomes.DONE


def _check(seconds: float, csv: Path | None, *, daemon: bool, stop: bool) -> None:
    if not seconds >= _SHORTEST:
        raise BadCall(f"--interval {seconds:g} is too short", hint=f"{_SHORTEST:g} seconds is the shortest")
    if (daemon or stop) and csv is None:
        asked = "--daemon" if daemon else "--stop"
        raise BadCall(f"{asked} needs a file", hint=f"studio monitor --csv FILE {asked}")
    if daemon and stop:
        raise BadCall("--daemon begins what --stop ends", hint="give one of them")
