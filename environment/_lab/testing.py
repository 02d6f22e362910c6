"""The verb `test`: Java, launcher, notebooks, browser; one sum at the end."""

from __future__ import annotations

import argparse
import shutil
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

from _lab import places
from _lab.build import ensure_built
from _lab.console import TARGET, Stop, run_shown, say
from _lab.java import Java, find_java, find_maven, native_access
from _lab.notebooks import execute, find
from _lab.venv import ENVIRONMENT, ensure_venv, environment, require_python

REPORTS = TARGET / "surefire-reports"


class Counts(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*(mine + yours for mine, yours in zip(self, other)))

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def test(options: argparse.Namespace) -> int:
    require_python()
    java = find_java()
    ensure_built(java)
    ensure_venv(java, browser=options.browser)
    parts = [("Java", java_tests), ("launcher", launcher_tests), ("notebooks", notebook_tests)]
    parts += [("browser", browser_test)] if options.browser else []
    total = Counts()
    for name, part in parts:
        say(f"lab: {name} tests")
        counts = part(java)
        print(f"{name}: {counts}", flush=True)
        total = total.plus(counts)
    print(total, flush=True)
    return 1 if total.failed else 0


def java_tests(java: Java) -> Counts:
    shutil.rmtree(REPORTS, ignore_errors=True)
    access = " ".join(native_access(java.major))
    command = [find_maven(), "-B", "-ntp", "-Plocales", *places.maven_options(), "test"]
    command.append(f"-Dtest.native.access={access}")
    status = run_shown(command, java.environment())
    return surefire(REPORTS, status)


def surefire(reports: Path, status: int) -> Counts:
    """The sum over Surefire's XML reports. Maven failing without a failed test (it did not compile,
    the JVM crashed) is one failure."""
    total = Counts()
    for report in sorted(reports.glob("TEST-*.xml")):
        try:
            suite = ElementTree.parse(report).getroot()
            number = {
                key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")
            }
        except (ElementTree.ParseError, ValueError):
            total = total.plus(Counts(failed=1))  # It was not written to its end.
            continue
        failed = number["failures"] + number["errors"]
        passed = number["tests"] - failed - number["skipped"]
        total = total.plus(Counts(passed, failed, number["skipped"]))
    return total.plus(Counts(failed=1)) if status != 0 and total.failed == 0 else total


def launcher_tests(java: Java) -> Counts:
    folder = str(ENVIRONMENT / "tests")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(
        unittest.TestLoader().discover(folder, top_level_dir=folder)
    )
    failed = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    return Counts(result.testsRun - failed - skipped, failed, skipped)


def notebook_tests(java: Java) -> Counts:
    """Notebooks 00 and 01 in the short form; one that is missing fails."""
    result = TARGET / "notebooks-result.json"
    total = Counts()
    for number in ("00", "01"):
        try:
            chosen = find([number])
        except Stop as missing:
            print(missing, flush=True)
            total = total.plus(Counts(failed=1))
            continue
        result.unlink(missing_ok=True)
        status = execute(java, chosen, update=False, fast=True, result=result)
        total = total.plus(written(result, status))
    return total


def browser_test(java: Java) -> Counts:
    result = TARGET / "browser" / "result.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    result.unlink(missing_ok=True)
    try:
        notebook = find(["00"])[0]
    except Stop as missing:
        print(missing, flush=True)
        return Counts(failed=1)
    python = ensure_venv(java, browser=True)
    command = [str(python), str(ENVIRONMENT / "browser_test.py"), str(notebook), str(result.parent)]
    return written(result, run_shown(command, environment(java)))


def written(result: Path, status: int) -> Counts:
    """The counts a test program left; none left, or a bad exit status alone, is a failure."""
    found = places.read_object(result)
    if sorted(found) != sorted(Counts._fields) or {type(n) for n in found.values()} != {int}:
        return Counts(failed=1)
    counts = Counts(**found)
    return counts.plus(Counts(failed=1)) if status != 0 and counts.failed == 0 else counts
