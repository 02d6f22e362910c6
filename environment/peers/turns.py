"""Measuring two things in turns, so that a drift of the machine's speed weighs on both."""

import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from _lab.java import LIBRARY_ENVIRONMENT  # noqa: E402


def alternate(rounds, first, second):
    """What both measure, by rounds: A B, then B A, and so on."""
    measured = [], []
    for turn in range(rounds):
        for i in (0, 1) if turn % 2 == 0 else (1, 0):
            measured[i].append((first, second)[i]())
    return measured


def spread(ratios):
    """Median, least and greatest, as they are printed."""
    return {
        "ratio_median": round(statistics.median(ratios), 3),
        "ratio_min": round(min(ratios), 3),
        "ratio_max": round(max(ratios), 3),
    }


class Side:
    """A process that stays up and measures once for every line it reads: the program `NAME.java` of this folder on the jar of a built checkout."""

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
