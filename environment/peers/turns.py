"""A Java process that stays up and measures once for every line it reads, so that two can take turns."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from _lab.java import LIBRARY_ENVIRONMENT  # noqa: E402


class Side:
    """The program `NAME.java` of this folder on the jar of a built checkout."""

    def __init__(self, checkout, name, *arguments):
        target = pathlib.Path(checkout).resolve() / "target"
        jars = [target / "deconv-lab.jar", *sorted((target / "lib").glob("*.jar"))]
        if not jars[0].is_file():
            raise SystemExit(f"{jars[0]} is missing: run environment/lab bench step there first")
        class_path = os.pathsep.join(map(str, jars))
        self.process = subprocess.Popen(
            ["java", "-DOPT_OUT_TRACKING=true", "-cp", class_path]
            + [str(HERE / f"{name}.java"), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**LIBRARY_ENVIRONMENT, **os.environ},
            text=True,
        )
        self.answer("ready")

    def answer(self, word):
        for line in self.process.stdout:
            if line.startswith(word):
                return line[len(word) :]
        raise SystemExit(f"a timing process ended with status {self.process.wait()}")

    def measure(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.answer("measured"))

    def close(self):
        self.process.stdin.close()
        self.process.wait()
