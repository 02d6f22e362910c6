#!/usr/bin/env python3
"""Kills a study at random moments, then lets it finish and compares its report with a calm one's.

    environment/peers/kill_study.py [KILLS [SEEDS]]

Runs the headline study, profile smoke, with two workers. Every kill comes when 0 to 5 more runs are there and up to two
seconds have gone by (0: while it starts). It is a SIGKILL to the study's process alone
(its workers must notice) or to one of its workers. Prints what was killed, and whether report.json and
runs.csv are the same to the byte. POSIX only; standard library only.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LAB = Path(__file__).resolve().parents[1] / "lab"


def study(store: Path, seeds: int) -> "subprocess.Popen[str]":
    command = [LAB, "ablate", "headline", "--profile", "smoke", "--seeds", str(seeds)]
    command += ["--workers", "2", "--device", "cpu", "--store", str(store)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def finished(store: Path, seeds: int) -> str:
    process = study(store, seeds)
    out, _ = process.communicate()
    assert process.returncode == 0, (process.returncode, out)
    return out.strip()


def report(store: Path, folder: Path) -> "tuple[bytes, bytes]":
    subprocess.run(
        [LAB, "report", "--store", str(store), "--out", str(folder)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    return (folder / "report.json").read_bytes(), (folder / "runs.csv").read_bytes()


def workers(parent: int) -> "list[int]":
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True)
    return [int(pid) for pid in found.stdout.split()]


def records(store: Path) -> int:
    return len(list((store / "runs").glob("*.json.gz"))) if (store / "runs").exists() else 0


def wait(process: "subprocess.Popen[str]", store: Path, more: int) -> None:
    """Until so many runs more are there: a slow start, or a slow machine, is not killed every time."""
    wanted = records(store) + more
    while process.poll() is None and records(store) < wanted:
        time.sleep(0.02)


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    random.seed(9)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        print("calm:", finished(place / "calm", seeds), flush=True)
        hit = 0
        while hit < kills:
            process = study(place / "killed", seeds)
            wait(process, place / "killed", random.randint(0, 5))
            time.sleep(random.uniform(0, 2))
            if process.poll() is not None:
                print(f"the study was done after {hit} kills: give it more seeds")
                return 1
            inside = workers(process.pid)
            if inside and random.random() < 0.3:
                os.kill(random.choice(inside), signal.SIGKILL)
                who = "a worker, then the study"
                time.sleep(random.uniform(0.2, 3))
            else:
                who = "the study"
            if process.poll() is None:
                process.kill()
            process.wait()
            hit += 1
            print(f"kill {hit}: {who}, {records(place / 'killed')} runs there", flush=True)
            end = time.time() + 30
            while any(os.path.exists(f"/proc/{pid}") for pid in inside) and time.time() < end:
                time.sleep(0.1)
        print("killed:", finished(place / "killed", seeds), flush=True)
        same = report(place / "calm", place / "a") == report(place / "killed", place / "b")
        left = [f.name for f in (place / "killed" / "runs").iterdir() if not f.name.endswith(".json.gz")]
        print(f"{kills} kills: reports {'identical' if same else 'DIFFER'}; left behind: {left or 'nothing'}")
        return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
