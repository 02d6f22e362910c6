"""Steps a second of the headline study's runs beside a PyTorch script's, in turns.

Run it with a Python that has torch 2.7.1, in a built checkout: `python
environment/peers/compare_studies.py [--rounds 9]`. Ours: two workers of one thread each, eight runs
a turn, as `bench workers` counts them. PyTorch's: `pytorch_study.py`, one process with two threads,
seed after seed. Each round runs A B or B A; quote the median ratio ours/PyTorch and its range.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

from turns import Side, alternate, spread

HERE = pathlib.Path(__file__).resolve().parent


def pytorch(threads):
    command = [sys.executable, str(HERE / "pytorch_study.py"), "--threads", str(threads)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.decode().strip().splitlines()[-1])["steps_per_second"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    side = Side(HERE.parents[1], "StudyTurns", options.workers)
    ours, peer = alternate(options.rounds, side.measure, lambda: pytorch(options.workers))
    side.close()
    print(
        json.dumps(
            {
                "rounds": options.rounds,
                "ours_steps_per_second": round(statistics.median(ours), 1),
                "pytorch_steps_per_second": round(statistics.median(peer), 1),
                **spread([o / p for o, p in zip(ours, peer)]),
            }
        )
    )


if __name__ == "__main__":
    main()
