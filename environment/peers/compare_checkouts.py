"""Times the step of `lab bench step` in two built checkouts and prints the ratios second/first.

`python environment/peers/compare_checkouts.py BEFORE AFTER [--rounds 30]`, each a folder in which
`environment/lab` has built the jar. One process a side stays up and they take turns of six steps,
B after A and A after B, so that a drift of the machine's speed weighs on both; the interval is a
95 % bootstrap of the median ratio.
"""

import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from _lab.java import LIBRARY_ENVIRONMENT  # noqa: E402

RESAMPLES = 4000


class Side:
    """A process that times steps on request."""

    def __init__(self, checkout, width):
        target = pathlib.Path(checkout).resolve() / "target"
        jars = [target / "deconv-lab.jar", *sorted((target / "lib").glob("*.jar"))]
        if not jars[0].is_file():
            raise SystemExit(f"{jars[0]} is missing: run environment/lab bench step there first")
        self.process = subprocess.Popen(
            ["java", "-cp", os.pathsep.join(map(str, jars)), str(HERE / "StepTurns.java"), str(width)],
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

    def ms(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.answer("ms"))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def interval(ratios):
    medians = sorted(
        statistics.median(random.choices(ratios, k=len(ratios))) for _ in range(RESAMPLES)
    )
    return medians[int(0.025 * RESAMPLES)], medians[int(0.975 * RESAMPLES)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--widths", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args()
    random.seed(0)
    for width in options.widths:
        sides = [Side(options.before, width), Side(options.after, width)]
        times = [[], []]
        for turn in range(options.rounds):
            for i in (0, 1) if turn % 2 == 0 else (1, 0):
                times[i].append(sides[i].ms())
        ratios = [after / before for before, after in zip(*times)]
        low, high = interval(ratios)
        print(
            json.dumps(
                {
                    "width": width,
                    "rounds": options.rounds,
                    "before_ms": round(statistics.median(times[0]), 2),
                    "after_ms": round(statistics.median(times[1]), 2),
                    "ratio_median": round(statistics.median(ratios), 3),
                    "ratio_low": round(low, 3),
                    "ratio_high": round(high, 3),
                }
            ),
            flush=True,
        )
        for side in sides:
            side.close()


if __name__ == "__main__":
    main()
