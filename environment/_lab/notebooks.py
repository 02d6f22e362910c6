"""The verbs `start` and `notebooks`."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import Optional

from _lab import desk, device
from _lab.build import ensure_built
from _lab.console import Stop, attend, run_shown, say
from _lab.java import find_java
from _lab.venv import ENVIRONMENT, ensure_venv, environment, require_python


def find(wanted: list[str], folder: Optional[Path] = None) -> list[Path]:
    """The notebooks of these numbers (all of them when none is given), each before its solutions."""
    folder = folder or desk.home() / "notebooks"
    every = sorted(
        (
            path
            for place in (folder, folder / "solutions")
            for path in place.glob("[0-9][0-9]*.ipynb")
        ),
        key=lambda path: (path.name[:2], path.parent.name == "solutions"),
    )
    if not wanted:
        if not every:
            raise Stop(f"lab: no notebooks in {folder}")
        return every
    chosen: list[Path] = []
    for name in wanted:
        chosen += [path for path in matching(name, every, folder) if path not in chosen]
    return chosen


def matching(name: str, every: list[Path], folder: Path) -> list[Path]:
    if name.endswith(".ipynb"):
        if Path(name).is_file():
            return [Path(name).resolve()]
        raise Stop(f"lab: there is no notebook {name}", 2)
    if not re.fullmatch(r"\d{1,2}", name):
        raise Stop(
            f"lab: '{name}' is no notebook: give a number such as 00, or a path ending in .ipynb", 2
        )
    found = [path for path in every if path.name.startswith(name.zfill(2))]
    if not found:
        numbers = ", ".join(sorted({path.name[:2] for path in every})) or "none"
        raise Stop(
            f"lab: there is no notebook {name.zfill(2)} in {folder}; there are: {numbers}", 2
        )
    return found


def notebooks(options: argparse.Namespace) -> int:
    require_python()
    chosen = find(options.numbers)
    java = find_java()
    ensure_built(java)
    ensure_venv(java)
    if options.update and options.fast:
        say("lab: --update with --fast commits the outputs of the shortened runs")
    return execute(java, chosen, update=options.update, fast=options.fast)


def execute(
    java, chosen: list[Path], update: bool, fast: bool, result: Optional[Path] = None
) -> int:
    """Runs them in the venv; the counts also go to `result`."""
    python = ensure_venv(java)
    command = [str(python), str(ENVIRONMENT / "run_notebooks.py"), "--root", str(desk.home())]
    command += ["--timeout", "300" if fast else "900"]
    command += ["--update"] if update else []
    command += ["--result", str(result)] if result else []
    return run_shown(command + [str(path) for path in chosen], environment(java, fast))


def start(options: argparse.Namespace) -> int:
    """JupyterLab on notebook 00, reachable from this machine only (a container sets LAB_IP)."""
    require_python()
    first = find(["00"])[0]
    java = find_java()
    ensure_built(java)
    python = ensure_venv(java)
    command = [
        str(python),
        "-m",
        "jupyterlab",
        f"--LabApp.default_url=/lab/tree/{first.relative_to(desk.home()).as_posix()}",
        f"--ServerApp.root_dir={desk.home()}",
        f"--ServerApp.ip={os.environ.get('LAB_IP', '127.0.0.1')}",
        "--ServerApp.port=8888",
        "--ServerApp.port_retries=50",
    ]
    if options.no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    say("lab: starting JupyterLab; Ctrl-C twice ends it")
    return attend(command, {**environment(java), **device.library(java, "best")})
