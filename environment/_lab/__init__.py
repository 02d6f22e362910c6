"""The parts of `environment/lab`: what it says, how it finds Java, builds, and runs each verb."""

import os
import signal

INTERRUPTED = 130
ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def handle(handler) -> None:
    """For every signal that ends us, but those that our caller ignores (`nohup`, a background job)."""
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def end_at_once() -> None:
    """Called first, while the rest is imported: there is nothing to end yet but us."""
    handle(lambda number, frame: os._exit(INTERRUPTED))
