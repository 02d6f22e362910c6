"""Builds target/deconv-lab.jar and target/lib when, and only when, what they are made of changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Iterator

from _lab.console import DOT_LAB, ROOT, TARGET, Stop, read_text, run_logged, say, tail
from _lab.java import JAR, LIBRARIES, NATIVE_CPU, OLDEST_MAVEN, Java, find_maven, maven_version

STAMP = TARGET / "deconv-lab.stamp.json"
LOG = TARGET / "setup.log"

# What Maven's log says, and what that means to somebody who does not know Maven.
EXPLANATIONS = (
    (r"No space left on device|not enough space", "The disk is full."),
    (
        r"Could not transfer|Unknown host|Connection refused|Network is unreachable"
        r"|Temporary failure in name resolution|No route to host|timed out",
        "Maven could not download a library: is there a network (or a proxy to tell Maven about)?\n"
        "The first set-up needs one; later ones do not. What has arrived is kept.",
    ),
    (
        r"release version \d+ not supported|invalid target release",
        "Maven runs on a Java that is too old.",
    ),
    (r"COMPILATION ERROR", "The sources do not compile:"),
    (r"Permission denied|AccessDenied|Read-only file system", "A folder cannot be written to."),
)


def fingerprint(java_major: int, root: Path = ROOT) -> dict[str, object]:
    """What the jar depends on. The commit is part of it because the jar names it in every record."""
    return {
        "pom": digest([root / "pom.xml"], root),
        "sources": digest(sorted((root / "src" / "main").rglob("*")), root),
        "commit": commit(root),
        "java": java_major,
    }


def digest(files: list[Path], root: Path) -> str:
    """SHA-256 over names and contents."""
    sha = hashlib.sha256()
    for file in files:
        if file.is_file():
            content = file.read_bytes()
            sha.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            sha.update(content)
    return sha.hexdigest()


def commit(root: Path) -> str:
    """The checked-out commit, or "" without git."""
    git = shutil.which("git")
    if not git or not (root / ".git").exists():
        return ""
    asked = subprocess.run(
        [git, "rev-parse", "HEAD"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return asked.stdout.decode().strip() if asked.returncode == 0 else ""


def is_built() -> bool:
    return JAR.is_file() and any(LIBRARIES.glob("*.jar"))


def is_current(wanted: dict[str, object]) -> bool:
    return is_built() and stamped() == wanted


def stamped() -> dict[str, object]:
    try:
        return json.loads(read_text(STAMP))
    except ValueError:
        return {}


def ensure_built(java: Java) -> None:
    """Leaves the jar and its libraries current, or raises a Stop that says why it cannot."""
    if os.pathsep in str(ROOT):
        raise Stop(
            f"lab: Java cannot run from a path with '{os.pathsep}' in it: {ROOT}\nMove the folder."
        )
    wanted = fingerprint(java.major)
    if is_current(wanted):
        return
    if not writable(TARGET):
        if is_built():
            say(f"lab: {TARGET} is read-only, so the jar that lies there is used as it is")
            return
        raise Stop(
            f"lab: cannot write to {TARGET}, where the jar is to be built. Copy the project to a folder of yours."
        )
    maven = find_maven()
    with locked(DOT_LAB / "build.lock", "another lab is building; waiting for it"):
        if not is_current(wanted):
            build(java, maven, wanted)


def build(java: Java, maven: str, wanted: dict[str, object]) -> None:
    env = java.environment()
    version = maven_version(maven, env)
    if version and version < OLDEST_MAVEN:
        newest = ".".join(map(str, OLDEST_MAVEN))
        raise Stop(
            f"lab: {maven} is Maven {'.'.join(map(str, version))}; the build needs {newest} or newer"
        )
    TARGET.mkdir(exist_ok=True)
    old = stamped()
    STAMP.unlink(missing_ok=True)
    if old.get("pom") != wanted["pom"]:
        # Maven adds libraries but never removes one: two versions of a library must not meet.
        shutil.rmtree(LIBRARIES, ignore_errors=True)
    command = [maven, "-B", "-DskipTests", "package"]
    status = run_logged(command, LOG, "building target/deconv-lab.jar", env, detail=downloaded)
    if status != 0 or not is_built():
        raise Stop(explain(read_text(LOG), LOG))
    STAMP.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
    if not any(LIBRARIES.glob(NATIVE_CPU)):
        say("lab: there is no PyTorch CPU library for this system (`lab doctor` says more)")


def downloaded(log: str) -> str:
    """'34 files, 251 MB downloaded' from Maven's log; '' when it needed none."""
    unit = {"B": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}
    sizes = re.findall(r"^(?:\[INFO\] )?Downloaded from .*\(([\d.]+) ([kMG]?B)", log, re.M)
    if not sizes:
        return ""
    total = sum(float(size) * unit[name] for size, name in sizes)
    return f"{len(sizes)} files, {total:.0f} MB downloaded"


def explain(log: str, where: Path) -> str:
    """Why the build failed, the telling lines of the log, and where the rest is."""
    reason = next((text for pattern, text in EXPLANATIONS if re.search(pattern, log)), "")
    errors = "\n".join(line for line in log.splitlines() if line.startswith("[ERROR]"))
    shown = tail(errors[:3000] or log, 20)
    return f"lab: the build failed. {reason}\n{shown}\nThe whole log: {where}"


def writable(folder: Path) -> bool:
    """Whether files can be made in it (or, where it is absent, in the nearest folder above it)."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


@contextlib.contextmanager
def locked(path: Path, waiting: str) -> Iterator[None]:
    """Holds a lock file; the system frees it even when we are killed."""
    path.parent.mkdir(exist_ok=True)
    with open(path, "a+b") as file:
        told = False
        while not try_lock(file):
            if not told:
                say(f"lab: {waiting}")
                told = True
            time.sleep(0.3)
        yield


def try_lock(file) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # Some network drives know no locks: two builds at once are rarer than those.
    return True
