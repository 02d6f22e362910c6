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
import zipfile
from pathlib import Path
from typing import Iterator

from _lab import places
from _lab.console import DOT_LAB, ROOT, TARGET, Stop, read_text, run_logged, say, tail
from _lab.java import JAR, LIBRARIES, NATIVE_CPU, OLDEST_MAVEN, PARQUET, Java, find_maven, maven_version

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
    (
        r"error reading .*\.jar|zip END header|ZipException|error in opening zip file",
        "A library in Maven's own folder is broken. Delete the file that is named and repeat.",
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
    """The checked-out commit, or "" where git does not know one of this folder itself."""
    git = shutil.which("git")
    if not git or not (root / ".git").exists():
        return ""
    # Not the repository that a git hook is about, nor one further up where ours is broken.
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env["GIT_CEILING_DIRECTORIES"] = str(root.parent)
    ask = [git, "rev-parse", "--verify", "HEAD"]
    try:
        asked = subprocess.run(
            ask, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.decode("ascii", "replace").strip() if asked.returncode == 0 else ""


def is_built() -> bool:
    return JAR.is_file() and any(LIBRARIES.glob("*.jar"))


def is_current(wanted: dict[str, object]) -> bool:
    return is_built() and stamped() == {**wanted, "files": sizes()}


def jars() -> list[Path]:
    return [jar for jar in (JAR, *sorted(LIBRARIES.glob("*.jar"))) if jar.is_file()]


def sizes() -> dict[str, int]:
    """How large each jar is: a cut, an absent or a foreign one shows."""
    return {jar.name: jar.stat().st_size for jar in jars()}


def stamped() -> dict[str, object]:
    return places.read_object(STAMP)


def ensure_built(java: Java) -> None:
    """Leaves the jar and its libraries current, or raises a Stop that says why it cannot."""
    places.require_usable_path(ROOT)
    places.require_folder(TARGET)
    wanted = fingerprint(java.major)
    if is_current(wanted):
        return
    if not places.writable(TARGET):
        # Git tells a user nothing about somebody else's checkout.
        if is_built() and is_current({**wanted, "commit": stamped().get("commit")}):
            return
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
    places.make_folder(TARGET)
    old = stamped()
    places.remove(STAMP)
    if old.get("pom") != wanted["pom"] or old.get("files") != sizes():
        # Maven adds libraries but neither removes nor repairs one: two versions must not meet.
        for broken in (JAR, LIBRARIES):
            places.remove(broken)
    command = [maven, "-B", "-DskipTests", *places.maven_options(), "package"]
    status = package(command, env, no_commit=git_knows_none())
    if status != 0 or not is_built():
        raise Stop(explain(read_text(LOG), LOG))
    require_whole(sorted(LIBRARIES.glob("*.jar")))
    STAMP.write_text(json.dumps({**wanted, "files": sizes()}, indent=1) + "\n", encoding="utf-8")
    if not any(LIBRARIES.glob(NATIVE_CPU)):
        say("lab: there is no PyTorch CPU library for this system (`lab doctor` says more)")


def ensure_parquet(java: Java) -> None:
    """Fetches what writes Parquet, in the version that pom.xml names, once; nothing else needs it."""
    version = re.search(r"<duckdb\.version>([^<]+)", read_text(ROOT / "pom.xml"))
    jar = PARQUET / f"duckdb_jdbc-{version.group(1) if version else ''}.jar"
    # Before the lock, which a project that many share lets nobody but its owner take.
    if zipfile.is_zipfile(jar):
        return
    readonly = [folder for folder in (TARGET, DOT_LAB) if not places.writable(folder)]
    if readonly:
        raise Stop(
            f"lab: cannot write to {readonly[0]}, and {jar}, which writes Parquet, is not there: "
            "the project's owner runs `environment/lab export parquet` once. CSV needs nothing."
        )
    with locked(DOT_LAB / "build.lock", "another lab is building; waiting for it"):
        if zipfile.is_zipfile(jar):
            return
        places.remove(PARQUET)
        command = [find_maven(), "-B", *places.maven_options(), "dependency:copy@parquet"]
        log, label = TARGET / "parquet.log", "fetching DuckDB, which writes Parquet, once"
        if run_logged(command, log, label, in_english(java.environment()), detail=downloaded) != 0:
            raise Stop(explain(read_text(log), log))
        require_whole([jar])


def git_knows_none() -> bool:
    """Without a commit here, Maven's plugin fails, or takes one of a repository further up."""
    return not (ROOT / ".git").exists() or bool(shutil.which("git")) and not commit(ROOT)


def in_english(env: dict[str, str]) -> dict[str, str]:
    """Maven's log as `explain` reads it."""
    return {**env, "MAVEN_OPTS": f"{env.get('MAVEN_OPTS', '')} -Duser.language=en".strip()}


def package(command: list[str], env: dict[str, str], no_commit: bool) -> int:
    """Runs Maven. A .git that its plugin cannot use (no commit,
    a worktree that is gone, damage) must not keep anybody from working: then the jar names none."""
    env = in_english(env)
    if no_commit:
        say("lab: git knows no commit of this folder, so records will not name one")
        places.remove(TARGET / "classes" / "deconvlab" / "git.properties")
        command = [*command, "-Dmaven.gitcommitid.skip=true"]
    status = run_logged(command, LOG, "building target/deconv-lab.jar", env, detail=downloaded)
    failed = status != 0 and re.search(r"Failed to execute goal \S*git-commit-id", read_text(LOG))
    return package(command, env, no_commit=True) if failed and not no_commit else status


def require_whole(files: list[Path]) -> None:
    """Maven copies what lies in its own folder, also what a full disk or a bad network left there."""
    broken = [file.name for file in files if not zipfile.is_zipfile(file)]
    if broken:
        raise Stop(
            f"lab: {', '.join(broken)} came out of Maven's own folder broken. Delete it there "
            f"({places.maven_repository()}, in a folder of its name) and repeat."
        )


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


@contextlib.contextmanager
def locked(path: Path, waiting: str) -> Iterator[None]:
    """Holds a lock file; the system frees it even when we are killed."""
    places.make_folder(path.parent)
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
