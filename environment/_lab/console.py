"""Talking to the person (standard error only) and starting programs without losing them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, NoReturn, Optional

ROOT = Path(__file__).resolve().parents[2]
DOT_LAB = ROOT / ".lab"
TARGET = ROOT / "target"
WINDOWS = os.name == "nt"
INTERRUPTED = 130


class Stop(Exception):
    """Ends the launcher: a message in the user's terms and an exit status (1 failed, 2 bad usage)."""

    def __init__(self, message: str, status: int = 1):
        super().__init__(message)
        self.status = status


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


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
            sys.stderr.write("\r" + line.ljust(self.width))
            sys.stderr.flush()
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

    On Ctrl-C a child in the same terminal gets the signal too; one that did not is told to end.
    Nobody is killed outright: the child has time to keep what it has.
    """

    def __init__(self, command: list[str], env: dict[str, str], **streams):
        self.command, self.env, self.streams = command, env, streams

    def __enter__(self) -> subprocess.Popen:
        # A signal while the child is being born would leave it behind: it waits until then.
        early: list[int] = []
        numbers = [n for n in (signal.SIGINT, signal.SIGTERM) if callable(signal.getsignal(n))]
        handlers = {
            n: signal.signal(n, lambda number, frame: early.append(number)) for n in numbers
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
        try:
            self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait()


def become(command: list[str], env: dict[str, str]) -> int:
    """Hands this process over to the program, so that signals and the exit status are its own.

    Windows has no exec: there the program is waited for. Ctrl-C reaches it through the console, and
    the launcher only has to outlive it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
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


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def tail(text: str, lines: int = 25) -> str:
    return "\n".join("    " + line for line in text.rstrip().splitlines()[-lines:])


def exit_on_terminate() -> None:
    """A polite kill ends us the way Ctrl-C does, so that children are told as well."""

    def interrupt(number: int, frame: Optional[object]) -> NoReturn:
        raise KeyboardInterrupt

    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, interrupt)
