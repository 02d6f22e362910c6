"""The Python side of the notebooks: .lab/venv with JupyterLab and the Java kernel in it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import sys
from pathlib import Path

from _lab import places
from _lab.build import locked
from _lab.console import DOT_LAB, ROOT, WINDOWS, Stop, read_text, run_logged, tail
from _lab.java import LIBRARY_ENVIRONMENT, Java, jvm_options, options_in

VENV = DOT_LAB / "venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "lab-stamp.json"
LOG = DOT_LAB / "setup.log"
KERNEL = VENV / "share" / "jupyter" / "kernels" / "java"
OLDEST_PYTHON = (3, 11)
ENVIRONMENT = ROOT / "environment"


def require_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Stops, before anything is set up, where this Python is too old for JupyterLab."""
    if version >= OLDEST_PYTHON:
        return
    needed = "%d.%d" % OLDEST_PYTHON
    newer = next(
        filter(None, (shutil.which(f"python3.{minor}") for minor in range(15, 10, -1))), None
    )
    if newer:
        remedy = f"There is a newer one: {newer} environment/lab …"
    else:
        remedy = (
            f"Install Python {needed} or newer and start with it: python{needed} environment/lab …"
        )
    raise Stop(
        "lab: the notebooks need Python %s or newer, this is %d.%d.\n%s\n"
        "The other verbs (run, train, verify, data, bench) work with this one."
        % (needed, *version[:2], remedy)
    )


def require_ensurepip(found: bool) -> None:
    """Debian and Ubuntu package `venv` apart from Python: say so, instead of a traceback."""
    if found:
        return
    package = "python%d.%d-venv" % sys.version_info[:2]
    raise Stop(
        f"lab: this Python ({sys.executable}) has no venv/ensurepip, which the notebooks need.\n"
        f"Install it:  sudo apt install python3-venv   (Debian, Ubuntu; for this Python also called {package})"
    )


def has_ensurepip() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def ensure_venv(java: Java, browser: bool = False) -> Path:
    """Leaves the venv and its Java kernel as pinned, and returns its Python."""
    require_python()
    wanted = fingerprint(browser)
    if not is_current(wanted):
        require_ensurepip(has_ensurepip())
        places.require_folder(DOT_LAB)
        if not places.writable(DOT_LAB):
            raise Stop(
                f"lab: cannot write to {DOT_LAB}, where JupyterLab is to be installed. "
                "Copy the project to a folder of yours."
            )
        with locked(DOT_LAB / "venv.lock", "another lab is installing JupyterLab; waiting for it"):
            if not is_current(wanted):
                install(wanted, browser)
    write_kernel(java)
    return PYTHON


def fingerprint(browser: bool) -> dict[str, object]:
    """What the venv depends on; it cannot be moved, so its place is part of it."""
    return {
        "requirements": sha256("requirements.txt", "constraints.txt"),
        "browser": sha256("requirements-browser.txt") if browser else "",
        "python": platform.python_version(),
        "at": str(VENV),
    }


def sha256(*names: str) -> str:
    return hashlib.sha256(
        b"\0".join((ENVIRONMENT / name).read_bytes() for name in names)
    ).hexdigest()


def is_current(wanted: dict[str, object]) -> bool:
    """A venv with the browser's packages also serves where they are not asked for."""
    stamp = places.read_object(STAMP)
    if not wanted["browser"]:
        wanted = {**wanted, "browser": stamp.get("browser")}
    return stamp == {**wanted, "kernel": kernel_size()} and PYTHON.exists()


def kernel_size() -> int:
    jar = KERNEL / "jjava.jar"
    return jar.stat().st_size if jar.is_file() else 0


def install(wanted: dict[str, object], browser: bool) -> None:
    env = dict(
        os.environ, PYTHONNOUSERSITE="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1"
    )
    for unwanted in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"):
        env.pop(unwanted, None)
    places.remove(VENV)
    create = [sys.executable, "-m", "venv", str(VENV)]
    if run_logged(create, LOG, "making .lab/venv", env) != 0:
        raise Stop(f"lab: could not make a Python environment in {VENV}:\n{tail(read_text(LOG))}")
    command = [str(PYTHON), "-m", "pip", "install", "-r", str(ENVIRONMENT / "requirements.txt")]
    if browser:
        command += ["-r", str(ENVIRONMENT / "requirements-browser.txt")]
    status = run_logged(
        command, LOG, "installing JupyterLab and the Java kernel", env, detail=collected
    )
    if status != 0:
        raise Stop(explain(read_text(LOG)))
    without_news()
    stamp = {**wanted, "kernel": kernel_size()}
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def collected(log: str) -> str:
    packages = sum(line.startswith("Collecting ") for line in log.splitlines())
    return f"{packages} packages" if packages else ""


def explain(log: str) -> str:
    """Why pip failed, in words, and the end of its log."""
    reason = ""
    if "No space left" in log:
        reason = "The disk is full."
    elif "NewConnectionError" in log or "Temporary failure" in log or "ConnectTimeout" in log:
        reason = (
            "There is no network; the first set-up of the notebooks needs one, later ones do not."
        )
    elif "No matching distribution" in log:
        reason = "A package has no version for this Python or system."
    return f"lab: installing JupyterLab failed. {reason}\n{tail(log, 12)}\nThe whole log: {LOG}"


def without_news() -> None:
    """JupyterLab would greet with a question about a news feed from the network."""
    config = VENV / "etc" / "jupyter" / "labconfig" / "page_config.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    disabled = {"@jupyterlab/apputils-extension:announcements": True}
    config.write_text(json.dumps({"disabledExtensions": disabled}) + "\n", encoding="utf-8")


def kernel_spec(java: Java) -> dict[str, object]:
    """JJava's own kernel.json, less its launcher: that splits its options at every blank, so a
    project folder with a blank in its name would break, and it costs a second JVM per kernel."""
    extra = options_in("JJAVA_JVM_OPTS")
    return {
        "argv": [
            str(java.executable),
            *jvm_options(java.major),
            *extra,
            "-Djava.util.logging.config.file={resource_dir}/logging.properties",
            "--add-opens",
            "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            "-jar",
            "{resource_dir}/jjava.jar",
            "{connection_file}",
        ],
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",
        "env": {name: os.environ.get(name, value) for name, value in LIBRARY_ENVIRONMENT.items()},
        "metadata": {},
    }


def write_kernel(java: Java) -> None:
    spec = json.dumps(kernel_spec(java), indent=1) + "\n"
    # The kernel announces its threads; only what is wrong should reach the terminal.
    quiet = "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n"
    for name, content in (("kernel.json", spec), ("logging.properties", quiet)):
        # One that many share, and that is not ours to write, is taken as it is.
        if read_text(KERNEL / name) != content and places.writable(KERNEL):
            (KERNEL / name).write_text(content, encoding="utf-8")


def environment(java: Java, fast: bool = False) -> dict[str, str]:
    """What Jupyter and the kernel see: our Java first, our kernel before one in the home folder."""
    env = java.environment()
    for unwanted in ("PYTHONHOME", "PYTHONPATH"):
        env.pop(unwanted, None)
    env.update(JUPYTER_PREFER_ENV_PATH="1", PYTHONNOUSERSITE="1", PYTHONUTF8="1")
    if fast:
        env["DECONVLAB_FAST"] = "1"
    return env
