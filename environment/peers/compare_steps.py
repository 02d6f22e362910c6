"""Times `lab bench step` and PyTorch eager in turns and prints the ratios PyTorch/ours.

Run it with a Python that has torch 2.7.1, from anywhere: `python environment/peers/compare_steps.py
[--rounds 9] [--steps 40]`. Each round runs A B or B A, a fresh process each, so a drift of the
machine's speed hits both; quote the median ratio and its range.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

from turns import alternate, spread

ROOT = pathlib.Path(__file__).resolve().parents[2]
OURS = [sys.executable, str(ROOT / "environment" / "lab"), "bench", "step", "--json"]
PEER = [sys.executable, str(ROOT / "environment" / "peers" / "pytorch_step.py")]


def ms(command, width, steps):
    done = subprocess.run(
        command + ["--width", str(width), "--steps", str(steps)], stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.decode().strip().splitlines()[-1])["ms_per_step"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--widths", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--norms", action="store_true", help="norms in PyTorch's step, too")
    parser.add_argument("--channels-last", action="store_true", help="in PyTorch’s step, too")
    options = parser.parse_args()
    peer_command = PEER + (["--norms"] if options.norms else [])
    peer_command += ["--channels-last"] if options.channels_last else []
    for width in options.widths:
        ours, peer = alternate(
            options.rounds,
            lambda: ms(OURS, width, options.steps),
            lambda: ms(peer_command, width, options.steps),
        )
        print(
            json.dumps(
                {
                    "width": width,
                    "rounds": options.rounds,
                    "ours_ms": round(statistics.median(ours), 2),
                    "pytorch_ms": round(statistics.median(peer), 2),
                    **spread([p / o for o, p in zip(ours, peer)]),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
