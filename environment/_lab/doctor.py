"""The verb `doctor`: looks at everything the project leans on, and says how to mend what is missing."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
from dataclasses import asdict, dataclass
from typing import Callable, Optional

from _lab import build, device, java, places, venv
from _lab.console import ROOT, Stop

GIGABYTE = 1e9
LESSONS = (
    "`lab start` uses it too; `lab notebooks` computes on the CPU, as the committed outputs did."
)


@dataclass(frozen=True)
class Finding:
    """`status` is ok, note (works, but know it) or missing (something will not work)."""

    name: str
    status: str
    detail: str
    mend: str = ""


def doctor(options: argparse.Namespace) -> int:
    if options.setup:
        found = java.find_java()
        build.ensure_built(found)
        device.library(found, "best")
        venv.ensure_venv(found)
    jdk, findings = look_at_java()
    for look in (system, maven, python, jupyter, fonts, disk, data):
        findings += look()
    findings += built(jdk)
    findings.insert(0, native_library(jdk))
    card, added = graphics_card(jdk)
    findings.append(card)
    # The Java half, where the jar is built; an error is shown, not raised.
    engine = device.ask_java(jdk, added) if jdk and build.is_built() else None
    if options.setup:
        places.share_engine(places.engine_cache(os.environ))
    if options.json:
        report = {"findings": [asdict(finding) for finding in findings], "java": engine}
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        print(as_text(findings, engine))
    broken = engine is not None and "error" in engine
    return 1 if broken or any(finding.status == "missing" for finding in findings) else 0


def as_text(findings: list[Finding], engine: Optional[dict]) -> str:
    lines = []
    for finding in findings:
        lines.append(f"{finding.status:<8} {finding.name}: {finding.detail}")
        lines += [f"           {line}" for line in finding.mend.splitlines()]
    for name, value in (engine or {}).items():
        lines.append(f"{'engine':<8} {name}: {value}")
    return "\n".join(lines)


def system() -> list[Finding]:
    return [
        Finding(
            "system",
            "ok",
            f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} cores",
        )
    ]


def native_library(jdk: Optional[java.Java]) -> Finding:
    """Which systems PyTorch 2.7.1 has a CPU library for; Java's own word counts, it may be emulated."""
    arch = (jdk.arch if jdk and jdk.arch else platform.machine()).lower()
    is_arm, is_intel = arch in ("aarch64", "arm64"), arch in ("amd64", "x86_64", "x64")
    known = {"Linux": is_arm or is_intel, "Darwin": is_arm, "Windows": is_intel}
    if known.get(platform.system(), False):
        return Finding("PyTorch library", "ok", f"there is one for {platform.system()} on {arch}")
    if platform.system() == "Darwin":
        mend = (
            "On an Apple silicon Mac install an arm64 JDK (this Java is an Intel one).\n"
            "On an Intel Mac use a Linux machine; PyTorch left these Macs with 2.2."
        )
        return Finding("PyTorch library", "missing", "PyTorch 2.7.1 has none for Intel Macs", mend)
    mend = "Use Linux (x86_64, aarch64), Windows (x86_64) or macOS (Apple silicon)."
    return Finding("PyTorch library", "missing", f"none for {platform.system()} on {arch}", mend)


def look_at_java() -> tuple[Optional[java.Java], list[Finding]]:
    try:
        jdk = java.find_java()
    except Stop as stop:
        first, _, mend = str(stop).partition("\n")
        return None, [Finding("Java", "missing", first.replace("lab: ", ""), mend)]
    return jdk, [Finding("Java", "ok", f"{jdk.version} ({jdk.arch}) in {jdk.home}")]


def maven() -> list[Finding]:
    found = shutil.which("mvn")
    if found:
        return [Finding("Maven", "ok", found)]
    status = "note" if build.is_built() else "missing"
    return [Finding("Maven", status, "no mvn on PATH", java.hint("maven", "maven", "maven", ""))]


def python() -> list[Finding]:
    findings = []
    checks: tuple[tuple[Callable[[], None], str], ...] = (
        (venv.require_python, f"{platform.python_version()}, new enough for the notebooks"),
        (lambda: venv.require_ensurepip(venv.has_ensurepip()), "venv and ensurepip are there"),
    )
    for check, good in checks:
        try:
            check()
            findings.append(Finding("Python", "ok", good))
        except Stop as stop:
            first, _, mend = str(stop).partition("\n")
            findings.append(Finding("Python", "missing", first.replace("lab: ", ""), mend))
    return findings


def jupyter() -> list[Finding]:
    if venv.is_current(venv.fingerprint(browser=False)):
        return [Finding("JupyterLab", "ok", f"installed in {venv.VENV}")]
    return [
        Finding(
            "JupyterLab",
            "note",
            "not installed yet",
            "The first `lab start` or `lab notebooks` installs it.",
        )
    ]


def built(jdk: Optional[java.Java]) -> list[Finding]:
    if not build.is_built():
        return [Finding("jar", "note", "not built yet", "The first `lab run` builds it.")]
    if jdk and not build.is_current(build.fingerprint(jdk.major)):
        return [Finding("jar", "note", "older than the sources", "The next verb builds it anew.")]
    return [Finding("jar", "ok", str(java.JAR))]


def graphics_card(jdk: Optional[java.Java]) -> tuple[Finding, dict[str, str]]:
    """What `--device best` will do, and the environment in which it does."""
    if os.environ.get("PYTORCH_LIBRARY_PATH"):
        added = device.named_by_user()
        detail = "PYTORCH_LIBRARY_PATH is taken" if added else "PYTORCH_LIBRARY_PATH is ignored"
        return Finding("GPU", "ok" if added else "note", detail), added
    try:
        card = device.driver()
        if not card:
            return Finding("GPU", "ok", "no NVIDIA driver (no nvidia-smi): the CPU computes"), {}
        folder = device.folder_for(jdk) if jdk else None
        if folder is None or not (folder / device.TORCH).is_file():
            if folder:
                device.require_place(folder)
            first = f"The first verb that trains downloads PyTorch's CUDA build to {folder}."
            return Finding("GPU", "note", f"{card}: not used yet", first + "\n" + LESSONS), {}
        added = device.naming(folder)
        device.prove(jdk, card, added)
        return Finding("GPU", "ok", f"{card}: computes, with {folder}", LESSONS), added
    except device.NoCard as why:
        mend = "The driver must know CUDA 12 (version 525 or newer)."
        return Finding("GPU", "note", f"the CPU computes: {why}", mend), {}


def fonts() -> list[Finding]:
    """Without fontconfig and a font, Java's drawing ends in a NullPointerException."""
    if platform.system() != "Linux":
        return []
    tool = shutil.which("fc-list")
    count = 0
    if tool:
        try:
            asked = subprocess.run([tool], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
            count = len(asked.stdout.splitlines())
        except (OSError, subprocess.SubprocessError):
            count = 0
    if count:
        return [Finding("fonts", "ok", f"{count} known to fontconfig")]
    mend = java.hint("fontconfig fonts-dejavu-core", "fontconfig dejavu-sans-fonts", "", "")
    return [Finding("fonts", "missing", "no fontconfig or no font: charts cannot be drawn", mend)]


def disk() -> list[Finding]:
    free = shutil.disk_usage(ROOT).free / GIGABYTE
    detail = f"{free:.1f} GB free where the project lies"
    if free >= 3:
        return [Finding("disk", "ok", detail)]
    return [
        Finding("disk", "note", detail, "A first set-up takes about 2 GB, CIFAR-10 another 0.4 GB.")
    ]


def data() -> list[Finding]:
    folder = ROOT / "data"
    files = [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".md" and path.name[0] != "."
    ]
    listed = ", ".join(
        f"{path.relative_to(folder)} ({path.stat().st_size / 1e6:.1f} MB)"
        for path in sorted(files)[:12]
    )
    if listed:
        return [Finding("data", "ok", listed)]
    return [
        Finding(
            "data",
            "missing",
            f"nothing in {folder}",
            "The embedded images are part of the project: check it out again.",
        )
    ]
