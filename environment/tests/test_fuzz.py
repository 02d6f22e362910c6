import contextlib
import io
import json
import os
import random
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from support import ENVIRONMENT, lab

import run_notebooks
from _lab import build, device, java, main, notebooks, places, testing, venv
from _lab.console import ROOT, Stop

SEED = 8
TIMES = 300
JUNK = ["", "\0", "\n", "[", "{", '"', "null", "-1", "1e400", "\udcff", "٣", "٠", "}" * 9, "[" * 5000, "9" * 5000, "\x1b[2J"]


def mutated(chance: random.Random, text: str) -> str:
    """The text with a few parts cut, doubled, swapped or replaced."""
    for _ in range(chance.randint(1, 4)):
        at, end = sorted(chance.randint(0, len(text)) for _ in range(2))
        part = chance.choice([text[at:end] * 2, "", chance.choice(JUNK), text[end:][:9]])
        text = text[:at] + part + text[end:]
    return text


class Readers(unittest.TestCase):
    """Whatever a file or a program says, the answer is a value or a Stop, never another exception."""

    def setUp(self):
        self.chance = random.Random(SEED)
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def survive(self, seed: str, read) -> None:
        for turn in range(TIMES):
            text = mutated(self.chance, seed)
            with self.subTest(turn=turn, text=text[:200]), contextlib.redirect_stderr(io.StringIO()):
                with contextlib.suppress(Stop):
                    read(text)

    def file(self, text: str, name: str = "file") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        return path

    def answering(self, text: str):
        """Every program that is started says this."""
        said = text.encode("utf-8", "surrogateescape")
        status = self.chance.choice([0, 0, 0, 1, -11])
        done = SimpleNamespace(returncode=status, stdout=said, stderr=said)
        return mock.patch.object(subprocess, "run", lambda *args, **options: done)

    def test_stamps(self):
        stamp = json.dumps({"pom": "1", "java": 17, "files": {"a.jar": 5}, "browser": ""})

        def read(text):
            self.assertIsInstance(places.read_object(self.file(text)), dict)
            with mock.patch.multiple(venv, STAMP=self.folder / "file", PYTHON=self.folder / "none"):
                self.assertFalse(venv.is_current({"browser": ""}))
            with mock.patch.multiple(build, STAMP=self.folder / "file", JAR=self.folder / "none"):
                self.assertFalse(build.is_current({"pom": "1"}))

        self.survive(stamp, read)

    def test_reports_and_counts(self):
        report = '<testsuite tests="10" errors="1" skipped="2" failures="3"><testcase/></testsuite>'
        self.survive(report, lambda text: testing.surefire(self.file(text, "TEST-a.xml").parent, 0))
        counts = '{"passed": 2, "failed": 0, "skipped": 0}'
        self.survive(counts, lambda text: str(testing.written(self.file(text), 0)))

    def test_what_java_maven_git_and_the_driver_say(self):
        home = self.folder / "jdk"
        settings = f"    java.home = {home}\n    java.version = 17.0.15\n    os.arch = amd64\n"

        def versions(text):
            with self.answering(text):
                java.inspect(Path("/usr/bin/java"))
                java.maven_version("mvn", {})
                self.assertIsInstance(build.commit(ROOT), str)

        def cards(text):
            with self.answering(text), mock.patch("shutil.which", lambda name: name):
                with contextlib.suppress(device.NoCard):
                    device.driver()
                jdk = java.Java(Path("java"), home, "17", 17, "amd64")
                self.assertIsInstance(device.ask_java(jdk, {}), dict)

        self.survive(settings + "Apache Maven 3.8.7\n", versions)
        self.survive('{"gpus": 1, "engine": "x"}\nNVIDIA H100, 81559 MiB, 570.86\n', cards)

    def test_logs(self):
        log = "[INFO] Downloaded from central: a.jar (1.5 MB at 3 MB/s)\n[ERROR] No space left\nCollecting x\n"
        self.survive(log, lambda text: build.downloaded(text) + build.explain(text, Path("log")))
        self.survive(log, lambda text: venv.collected(text) + venv.explain(text))

    def test_arguments_and_variables(self):
        words = "train --device gpu:1 --device=cpu -h --dry-run 00 1 x.ipynb --check"

        def read(text):
            arguments = text.split(" ")
            device.asked_for(arguments[0], arguments[1:])
            java.options_in("X", {"X": text})
            notebooks.find([word.replace("\0", "") for word in arguments])
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
                main.parser("notebooks").parse_args(arguments)

        self.survive(words, read)
        self.survive(str(ROOT), lambda text: places.require_usable_path(Path(text.replace("\0", ""))))

    def test_notebooks(self):
        book = json.dumps({"cells": [{"cell_type": "code", "source": "a", "outputs": []}]})
        stub = SimpleNamespace(read=lambda path, as_version: json.loads(path.read_text()))
        options = SimpleNamespace(timeout=1, update=False, root=str(self.folder))

        def read(text):
            text = "x" + text  # Any that parses would need the real nbformat.
            with contextlib.suppress(run_notebooks.Failure):
                run_notebooks.run_one(self.file(text), options)

        with mock.patch.dict("sys.modules", {"nbformat": stub}):
            self.survive(book, read)


@unittest.skipIf(os.name == "nt", "starts many processes")
class Calls(unittest.TestCase):
    def test_a_verb_that_is_none_is_bad_usage_in_every_spelling(self):
        chance = random.Random(SEED)
        for _ in range(15):
            word = "x" + mutated(chance, "notebooks").replace("\0", "")[:50]
            called = lab(word, "--check", PYTHONIOENCODING="utf-8:surrogateescape")
            self.assertEqual((called.returncode, called.stdout), (2, ""), word)
            self.assertNotIn("Traceback", called.stderr)


if __name__ == "__main__":
    unittest.main()
