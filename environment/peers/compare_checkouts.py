"""Times the step of `lab bench step` in two built checkouts and prints the ratios second/first.

`python environment/peers/compare_checkouts.py BEFORE AFTER [--rounds 30]`, each a folder in which
`environment/lab` has built the jar. One process a side stays up and they take turns of six steps,
B after A and A after B, so that a drift of the machine's speed weighs on both; the interval is a
95 % bootstrap of the median ratio.
"""

import argparse
import json
import random
import statistics

from turns import Side, alternate

RESAMPLES = 4000


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
        sides = [Side(folder, "StepTurns", width) for folder in (options.before, options.after)]
        times = alternate(options.rounds, *(side.measure for side in sides))
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
