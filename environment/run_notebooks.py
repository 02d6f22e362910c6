"""Executes notebooks in a real kernel, one after the other. `lab notebooks` calls it in .lab/venv.

--check runs a copy and never touches the file; --update writes the outputs back. A notebook passes
when no cell raised, nothing landed on standard error and its pictures are there.
"""

from __future__ import annotations

from _lab import end_at_once

if __name__ == "__main__":
    end_at_once()

import argparse
import copy
import json
import os
import re
import sys
import threading
import time
from pathlib import Path

from _lab.console import guarded
from lessons import refresh

KERNEL = "java"
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
OPEN_EXERCISE = "○"  # what Check.exercise shows before the reader has answered
PICTURES = ("image/png", "image/svg+xml", "image/jpeg")
# What the kernel says about itself changes with every Java release; readers need only this.
LANGUAGE = {
    "codemirror_mode": "java",
    "file_extension": ".jshell",
    "mimetype": "text/x-java-source",
    "name": "java",
    "pygments_lexer": "java",
}


class Failure(Exception):
    """A notebook that does not pass, with the reason in readable form."""


def execute(notebook, folder: Path, timeout: int) -> None:
    """Runs every cell; the first error ends it, as it would stop a reader."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        timeout=timeout,
        startup_timeout=120,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        run_apart(client)
    except CellExecutionError:
        return  # The error is in the cell's outputs, where `problems` reads it.
    except CellTimeoutError as error:
        raise Failure(f"{where_it_stopped(notebook)}\n    no answer within {timeout} s") from error
    except DeadKernelError as error:
        raise Failure(
            f"{where_it_stopped(notebook)}\n    the kernel died (out of memory?)"
        ) from error
    except RuntimeError as error:
        raise Failure(f"    the kernel did not start: {error}") from error


def run_apart(client) -> None:
    """Executes the notebook in a thread of its own, so that signals stay ours.

    In the main thread nbclient takes them, ends the kernel, and the cell that was running fails
    like any other; here a signal is a KeyboardInterrupt, and the kernel ends before we do.
    """
    raised: list[BaseException] = []
    over = threading.Event()  # A thread whose join() was interrupted may pass for dead.

    def run() -> None:
        try:
            client.execute()
        except BaseException as error:
            raised.append(error)
        finally:
            over.set()

    try:
        threading.Thread(target=run, daemon=True).start()
        while not over.wait(0.2):
            pass
    except KeyboardInterrupt:
        kill_kernel(client, over)
        raise
    if raised:
        raise raised[0]


def kill_kernel(client, over: threading.Event, seconds: float = 5) -> None:
    """Outright: it keeps nothing, and a polite end takes as long as its cell. One that is being
    born is waited for."""
    deadline = time.monotonic() + seconds
    while not over.wait(0.02) and time.monotonic() < deadline:
        process = getattr(getattr(client.km, "provisioner", None), "process", None)
        if process is not None:
            process.kill()
            process.wait()
            client.km.cleanup_connection_file()
            return


def code_cells(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def where_it_stopped(notebook) -> str:
    """A cell gets its number when the kernel takes it up: the last one with a number was running."""
    cells = code_cells(notebook)
    taken_up = [cell for cell in cells if cell.get("execution_count") is not None]
    return describe(notebook, taken_up[-1] if taken_up else cells[0])


def describe(notebook, cell, lines: int = 6) -> str:
    """Which cell it is, as a reader counts, and how its source begins."""
    source = cell.source.splitlines()
    shown = [f"    | {line}" for line in source[:lines]] + (
        ["    | …"] if len(source) > lines else []
    )
    return "\n".join([f"  cell {notebook.cells.index(cell) + 1} of {len(notebook.cells)}:", *shown])


def problems(notebook, least_pictures: int, solved: bool = False) -> list[str]:
    """Everything that keeps an executed notebook from passing; a twin must have `solved` it all."""
    found = []
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error":
                found.append(f"{describe(notebook, cell)}\n{indent(error_text(output))}")
            elif output.output_type == "stream" and output.name == "stderr":
                found.append(
                    f"{describe(notebook, cell)}\n    wrote to standard error:\n{indent(output.text)}"
                )
            elif solved and OPEN_EXERCISE in str(output.get("data", {}).get("text/plain", "")):
                found.append(f"{describe(notebook, cell)}\n    leaves its exercise open")
    pictures = count_pictures(notebook)
    if not found and pictures < least_pictures:
        found.append(f"    {pictures} pictures, at least {least_pictures} expected")
    return found


def error_text(output) -> str:
    """The exception's own words; a kernel may leave either of the two places empty."""
    trace = ANSI.sub("", "\n".join(output.get("traceback", []))).strip()
    head = f"{output.get('ename', '')}: {output.get('evalue', '')}".strip(": ")
    return trace if head in trace else f"{head}\n{trace}"


def indent(text: str, lines: int = 12) -> str:
    kept = ANSI.sub("", text).strip().splitlines()
    return "\n".join(
        ["    " + line for line in kept[:lines]] + (["    …"] if len(kept) > lines else [])
    )


def count_pictures(notebook) -> int:
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    return sum(any(kind in output.get("data", {}) for kind in PICTURES) for output in outputs)


def expected_pictures(committed, path: Path) -> int:
    """As many as the committed notebook shows; a lesson (not its solutions) has three or more."""
    is_lesson = re.match(r"\d\d_", path.name) and path.parent.name == "notebooks"
    return max(count_pictures(committed), 3 if is_lesson else 0)


def normalise(notebook, root: str) -> None:
    """Takes out what differs between machines, so that only a changed result makes a change."""
    notebook.metadata.clear()
    notebook.metadata.kernelspec = {"display_name": "Java", "language": "java", "name": KERNEL}
    notebook.metadata.language_info = dict(LANGUAGE)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.pop("transient", None)
            if "text" in output:
                output.text = without_paths(output.text, root)
            for kind, value in output.get("data", {}).items():
                if isinstance(value, str) and kind.startswith("text/"):
                    output.data[kind] = without_paths(value, root)


def without_paths(text: str, root: str) -> str:
    """The project's folder becomes '.', the home folder '~'."""
    for folder, short in ((root, "."), (os.path.expanduser("~"), "~")):
        if len(folder) > 1:
            text = re.sub(re.escape(folder) + r"(?![\w.-])", lambda match: short, text)
    return text


def write(notebook, path: Path) -> None:
    """Whole or not at all."""
    import nbformat

    part = path.with_name(path.name + ".part")
    try:
        nbformat.write(notebook, part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def run_one(path: Path, options: argparse.Namespace) -> str:
    """Executes one notebook and returns its line; raises Failure when it does not pass."""
    import nbformat

    try:
        committed = nbformat.read(path, as_version=4)
    except Exception as error:
        raise Failure(f"    is no readable notebook: {error}") from error
    notebook = copy.deepcopy(committed)
    if options.update:
        refresh(notebook, path)
    start = time.monotonic()
    execute(notebook, path.parent, options.timeout)
    seconds = time.monotonic() - start
    least = 0 if options.update else expected_pictures(committed, path)
    found = problems(notebook, least, solved=path.parent.name == "solutions")
    if found:
        raise Failure("\n".join(found))
    if options.update:
        normalise(notebook, options.root)
        write(notebook, path)
    cells, pictures = len(code_cells(notebook)), count_pictures(notebook)
    return f"ok  {seconds:6.1f} s  {cells:3d} cells  {pictures:2d} pictures"


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--timeout", type=int, default=900, help="seconds a cell may take")
    parser.add_argument(
        "--root", default=os.getcwd(), help="the project's folder, kept out of outputs"
    )
    parser.add_argument("--result", type=Path, help="also write the counts here, as JSON")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    # A check that fails shows a reader a red line and goes on; here it must end the notebook.
    os.environ["DECONVLAB_STRICT"] = "1"
    passed = failed = 0
    for path in options.notebooks:
        name = os.path.relpath(path, options.root)
        print(f"running {name}", file=sys.stderr, flush=True)
        try:
            print(f"{name}  {run_one(path.resolve(), options)}", flush=True)
            passed += 1
        except Failure as failure:
            print(f"{name}  FAILED\n{failure}", flush=True)
            failed += 1
    if options.result:
        options.result.write_text(json.dumps({"passed": passed, "failed": failed, "skipped": 0}))
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    status = guarded(lambda: main(sys.argv[1:]))
    # Not sys.exit: what nbclient has left for the end would wait for a kernel that is gone.
    os._exit(status)
