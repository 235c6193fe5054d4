"""`python -m studio` and the `studio` command."""

import signal
import sys

_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """Run the command line and leave with its exit code."""
    for asked in _STOPS:
        if signal.getsignal(asked) is not signal.SIG_IGN:
            signal.signal(asked, _stop)
    try:
        from studio.faces.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt as stopped:
        code = 128 + stopped.args[0]
    sys.exit(code)


def _stop(asked: int, _: object) -> None:
    """Stop once and tidily: who asks again must wait the moment that tidying up takes."""
    for other in _STOPS:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt(asked)


if __name__ == "__main__":
    main()
