"""`python -m studio` and the `studio` command."""

import os
import signal
import sys

_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """Run the command line and leave with its exit code."""
    _open_what_is_closed()
    for asked in _STOPS:
        if signal.getsignal(asked) is not signal.SIG_IGN:
            signal.signal(asked, _stop)
    try:
        from studio.faces.cli import process
        from studio.faces.cli.app import run

        process.alone = True
        code = run(sys.argv[1:])
    except KeyboardInterrupt as stopped:
        code = 128 + stopped.args[0]
    sys.exit(code)


def _open_what_is_closed() -> None:
    """Whoever starts us may close standard streams; a file opened later must not take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(descriptor, True)
            setattr(sys, name, os.fdopen(descriptor, mode))


def _stop(asked: int, _: object) -> None:
    """Stop once and tidily: who asks again must wait the moment that tidying up takes."""
    for other in _STOPS:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt(asked)


if __name__ == "__main__":
    main()
