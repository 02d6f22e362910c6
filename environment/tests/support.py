"""What the launcher's tests share: its modules on the path, and a way to call it as a user does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Optional

ENVIRONMENT = Path(__file__).resolve().parents[1]
if str(ENVIRONMENT) not in sys.path:
    sys.path.insert(0, str(ENVIRONMENT))


def lab(
    *arguments: str, path: Optional[str] = None, redirect: str = "", script: str = "", **env: str
) -> subprocess.CompletedProcess:
    """Runs environment/lab (or a Python `script` that knows its modules) with this PATH (default:
    ours) and no JAVA_HOME unless given; `redirect` is a shell's word such as `>&-`."""
    variables = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"}
    variables.update(env)
    if path is not None:
        variables["PATH"] = path
    command = [sys.executable, str(ENVIRONMENT / "lab"), *arguments]
    if script:
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ENVIRONMENT)!r})\n{script}"]
    if redirect:
        command = ["/bin/sh", "-c", f'exec "$@" {redirect}', "sh", *command]
    return subprocess.run(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=120,
    )


def fake_program(folder: Path, name: str, text: str) -> Path:
    """An executable shell script."""
    program = folder / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    program.chmod(0o755)
    return program


def fake_java(home: Path, version: str, compiler: bool = True) -> Path:
    """A folder that looks like a Java installation of this version."""
    settings = f"    java.home = {home}\\n    java.version = {version}\\n    os.arch = amd64\\n"
    program = fake_program(home, "bin/java", f'printf "{settings}" >&2\n')
    if compiler:
        fake_program(home, "bin/javac", "")
    return program


@unittest.skipIf(os.name == "nt", "a shared machine is a POSIX one here")
class SharedProject(unittest.TestCase):
    """The launcher in a project that its owner has set up, and a pupil who may only read it: where
    we are root the user `nobody`, else we ourselves, with nothing left to write (`close`)."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.folder.chmod(0o755)
        self.project, self.pupil = self.folder / "project", self.folder / "pupil"
        shutil.copytree(ENVIRONMENT / "_lab", self.project / "environment" / "_lab")
        shutil.copy(ENVIRONMENT / "lab", self.project / "environment" / "lab")
        for name in ("data", "docs", "notebooks", "target/lib", "src/main", ".lab"):
            (self.project / name).mkdir(parents=True)
        for name in ("README.md", "notebooks/00_a.ipynb", "target/lib/a.jar", "target/deconv-lab.jar"):
            (self.project / name).write_text("x")
        (self.project / "pom.xml").write_text("<duckdb.version>1.0</duckdb.version>")
        shown = fake_java(self.folder / "jdk", "17.0.1")
        shown.write_text(
            shown.read_text() + 'case "$*" in *cli.Main*) for word; do echo "$word"; done; '
            'echo "LD_LIBRARY_PATH=$LD_LIBRARY_PATH";; esac\n'
        )
        self.pupil.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.pupil, "nobody")

    def close(self):
        """Takes from everybody what lets them write in the project."""
        for folder in (self.project, *(path for path in self.project.rglob("*") if path.is_dir())):
            folder.chmod(0o555)
            self.addCleanup(folder.chmod, 0o755)

    def call(self, *arguments: str, **env: str) -> subprocess.CompletedProcess:
        """environment/lab as the pupil, less what our own environment says of PyTorch's library."""
        ours = ("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "LD_LIBRARY_PATH", "ENGINE_CACHE_DIR", "DJL_CACHE_DIR")
        variables = {name: value for name, value in os.environ.items() if name not in ours}
        variables.update(JAVA_HOME=str(self.folder / "jdk"), HOME=str(self.pupil), TMPDIR=str(self.pupil))
        variables.update({"PYTHONDONTWRITEBYTECODE": "1", **env})
        return subprocess.run(
            [str(self.project / "environment" / "lab"), *arguments],  # Our Python may be ours alone.
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            timeout=120,
            **({"user": "nobody"} if os.geteuid() == 0 else {}),
        )
