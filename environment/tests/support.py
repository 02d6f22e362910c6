"""What the launcher's tests share: its modules on the path, and a way to call it as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
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
