"""Talking to the person (standard error only) and starting programs without losing them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, NoReturn, Optional

from _lab import ENDING, INTERRUPTED, handle

ROOT = Path(__file__).resolve().parents[2]
DOT_LAB = ROOT / ".lab"
TARGET = ROOT / "target"
WINDOWS = os.name == "nt"


class Stop(Exception):
    """Ends the launcher: a message in the user's terms and an exit status (1 failed, 2 bad usage)."""

    def __init__(self, message: str, status: int = 1):
        super().__init__(message)
        self.status = status


def say(text: str, end: str = "\n") -> None:
    with contextlib.suppress(OSError):  # Where nobody can be told, the work goes on.
        print(text, end=end, file=sys.stderr, flush=True)


class Progress:
    """One line that rewrites itself in a terminal; elsewhere (CI, a pipe) a line every 15 seconds."""

    def __init__(self, label: str):
        self.label, self.start, self.shown, self.width = label, time.monotonic(), 0.0, 0
        self.live = sys.stderr.isatty()
        self._write("", force=True)

    def update(self, detail: str = "") -> None:
        self._write(detail, force=self.live)

    def done(self, detail: str) -> None:
        self._write(detail, force=True)
        if self.live:
            say("")

    def _write(self, detail: str, force: bool) -> None:
        elapsed = time.monotonic() - self.start
        if not force and elapsed - self.shown < 15:
            return
        self.shown = elapsed
        parts = [f"{elapsed:.0f} s" if elapsed >= 1 else "", detail]
        line = f"lab: {self.label} … " + ", ".join(part for part in parts if part)
        if self.live:
            say("\r" + line.ljust(self.width), end="")
            self.width = len(line)
        else:
            say(line)


def run_logged(
    command: list[str],
    log: Path,
    label: str,
    env: dict[str, str],
    detail: Callable[[str], str] = lambda text: "",
) -> int:
    """Runs a set-up step with its output in `log` and a progress line on standard error."""
    progress = Progress(label)
    with open(log, "w", encoding="utf-8") as out:
        streams = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": out}
        with Child(command, env, **streams) as child:
            while child.poll() is None:
                time.sleep(0.2)
                progress.update(detail(read_text(log)))
    progress.done(detail(read_text(log)) or ("done" if child.returncode == 0 else "failed"))
    return child.returncode


def run_shown(command: list[str], env: dict[str, str]) -> int:
    """Runs a program that shares our standard output, and waits for it."""
    sys.stdout.flush()
    with Child(command, env) as child:
        return child.wait()


def start(command: list[str], env: dict[str, str], **streams) -> subprocess.Popen:
    try:
        return subprocess.Popen(command, cwd=ROOT, env=env, **streams)
    except OSError as error:
        raise Stop(f"lab: cannot start {command[0]}: {error.strerror}") from error


class Child:
    """A program that ends with us: `with Child(command, env) as process:`.

    On Ctrl-C a child in the same terminal gets the signal too; one that did not is told to end, and
    one that has not done so after some seconds is made to: a person who ends us is not kept waiting.
    """

    def __init__(self, command: list[str], env: dict[str, str], **streams):
        self.command, self.env, self.streams = command, env, streams

    def __enter__(self) -> subprocess.Popen:
        # A signal while the child is being born would leave it behind: it waits until then.
        early: list[int] = []
        handlers = {
            n: signal.signal(n, lambda number, frame: early.append(number))
            for n in ENDING
            if callable(signal.getsignal(n))
        }
        try:
            self.process = start(self.command, self.env, **self.streams)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        if early:
            self.end()
            raise KeyboardInterrupt
        return self.process

    def __exit__(self, kind, error, trace) -> None:
        if kind is not None:
            self.end()

    def end(self) -> None:
        for seconds, insist in ((1, self.process.terminate), (8, self.process.kill), (2, None)):
            try:
                self.process.wait(timeout=seconds)
                return
            except subprocess.TimeoutExpired:
                if insist:
                    insist()


def become(command: list[str], env: dict[str, str]) -> int:
    """Hands this process over to the program, so that signals and the exit status are its own.

    Windows has no exec: there the program is waited for. Ctrl-C reaches it through the console, and
    the launcher only has to outlive it.
    """
    sys.stdout.flush()
    if not WINDOWS:
        try:
            os.execve(command[0], command, env)
        except OSError as error:
            raise Stop(f"lab: cannot start {command[0]}: {error.strerror}") from error
    child = start(command, env)
    interrupted = False
    while True:
        try:
            status = child.wait()
            return INTERRUPTED if interrupted else status
        except KeyboardInterrupt:
            interrupted = True


def attend(command: list[str], env: dict[str, str]) -> int:
    """Runs a server that asks at Ctrl-C whether it is meant: that one is its own affair. A kill or a
    closed terminal ends it politely, so that its kernels, which have no terminal, end as well."""
    if WINDOWS:
        return become(command, env)
    deaf = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    with Child(command, env, **deaf) as child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        status = child.wait()
    return INTERRUPTED if status < 0 else status


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def tail(text: str, lines: int = 25) -> str:
    return "\n".join("    " + line for line in text.rstrip().splitlines()[-lines:])


def guarded(work: Callable[[], int]) -> int:
    """What every program of ours is to a person: signals, streams and files that fail are told in a
    sentence, and the exit status says how it went."""
    try:
        end_on_signals()
        open_streams()
        status = work()
        sys.stdout.flush()
        return status
    except Stop as stop:
        say(str(stop))
        return stop.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        # Python must not try again, at exit, to write what it could not.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # A reader who left (`| head`) needs no telling.
            where = error.filename or "standard output"
            say(f"lab: {where} cannot be used: {error.strerror or error}")
        return 1


def end_on_signals() -> None:
    """Ctrl-C, a polite kill and a closed terminal mean the same: KeyboardInterrupt, once.

    What follows it is ending, which nothing may interrupt.
    """

    def interrupt(number: int, frame: Optional[object]) -> NoReturn:
        for each in ENDING:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    handle(interrupt)


def open_streams() -> None:
    """Leaves standard error usable, in UTF-8, and stops where standard output is closed.

    A closed one must not stay so: the next file that is opened would get its number.
    """
    for number, name in ((0, "stdin"), (2, "stderr")):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            os.set_inheritable(number, True)
            setattr(sys, name, open(number, "r+" if number == 0 else "w", encoding="utf-8"))
    if sys.stdout is None:
        raise Stop("lab: standard output is closed, so a result would have nowhere to go")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
