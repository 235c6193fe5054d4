"""A process that hosts runs until they are over: what a test kills, stops and lets go on."""

import signal
import sys

from studio.assembly import open_studio
from studio.engine.lock import Fenced


def main(runs: list[str]) -> int:
    """Say `hosting`, then host; 3: somebody else does, 4: somebody has taken over."""
    host = open_studio().enlistment().enlist(frozenset(runs) if runs else None)
    if host is None:
        print("refused", flush=True)
        return 3
    signal.signal(signal.SIGTERM, lambda *_: host.stop())
    print("hosting", flush=True)
    try:
        host.host()
    except Fenced as fenced:
        print(fenced.message, flush=True)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
