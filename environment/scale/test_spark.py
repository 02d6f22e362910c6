"""A study on a real Apache Spark cluster of this machine: a master and two workers on 127.0.0.1.

    pip install pyspark==4.0.1        # holds Spark; Java 17 or newer runs it
    mvn -q -Pspark -DskipTests package
    SPARK_HOME=…/site-packages/pyspark python3 -m unittest -v environment/scale/test_spark.py

Not among the everyday tests. Everything it starts listens on 127.0.0.1 alone and ends with it.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "target" / "deconv-lab-spark.jar"
SETTINGS = Path(__file__).with_name("spark.conf")
PATIENCE = 1200  # seconds; a busy machine is slow

STUDY = {
    "id": "scaled",
    "question": "Does batch norm level the gradient slope of a stack with ReLU?",
    "base": {
        "network": {"model": "stack", "depth": 6, "width": 8},
        "batch": 32,
        "maxSteps": 60,
        "validation": 500,
    },
    "factors": {"batch norm": {"off": {}, "on": {"network.batchNorm": True}}},
    "design": "grid",
    "seeds": 8,
    "tune": {
        "key": "optimizer.learningRate",
        "grid": [0.001, 0.01],
        "seeds": [100],
        "measure": "validation-accuracy",
        "best": "greatest",
    },
    "watch": {"look": 20},
    "contrasts": [
        {
            "name": "flatter with batch norm",
            "measure": "gradient-slope",
            "with": {"from": 0, "to": 60, "abs": True},
            "arm": {"batch norm": "on"},
            "against": {"batch norm": "off"},
            "direction": "less",
            "margin": 0.05,
            "primary": True,
        }
    ],
    "profiles": {"quick": {}},
}
RUNS = 20


def wait(until, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = until()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {PATIENCE} s")


def children(process, word):
    """The ids of the processes below one whose command line has the word."""
    asked = subprocess.run(["ps", "-eo", "pid,ppid,args"], stdout=subprocess.PIPE, check=True)
    rows = [line.split(None, 2) for line in asked.stdout.decode().splitlines()[1:]]
    below, found = {process.pid}, []
    for _ in rows:
        below |= {int(pid) for pid, parent, _ in rows if int(parent) in below}
    for pid, _, words in rows:
        if int(pid) in below and int(pid) != process.pid and word in words:
            found.append(int(pid))
    return found


class SparkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = os.environ.get("SPARK_HOME", "")
        if not (Path(cls.home) / "bin" / "spark-class").is_file():
            raise unittest.SkipTest("SPARK_HOME names no Spark: pip install pyspark==4.0.1")
        if not JAR.is_file():
            raise unittest.SkipTest(f"{JAR} is not built: mvn -Pspark -DskipTests package")

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="deconv-lab-spark"))
        self.study = self.folder / "study.json"
        self.study.write_text(json.dumps(STUDY))
        self.started = []
        self.env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}

    def tearDown(self):
        for process in reversed(self.started):
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def daemon(self, name, *arguments):
        log = self.folder / f"{len(self.started)}.log"
        with log.open("w") as to:
            command = [f"{self.home}/bin/spark-class", f"org.apache.spark.deploy.{name}"]
            command += ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", *arguments]
            process = subprocess.Popen(command, stdout=to, stderr=to, env=self.env)
        self.started.append(process)
        return process, log

    def cluster(self):
        """The master's address and two workers of one core each."""
        _, log = self.daemon("master.Master")
        found = wait(lambda: re.search(r"spark://127\.0\.0\.1:\d+", log.read_text()), "the master")
        workers = []
        for name in ("a", "b"):
            room = ["--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / name)]
            workers.append(self.daemon("worker.Worker", *room, found.group())[0])
        return found.group(), workers

    def submit(self, master, store, *arguments, conf=()):
        command = [f"{self.home}/bin/spark-submit", "--master", master]
        command += ["--properties-file", str(SETTINGS)]
        for setting in conf:
            command += ["--conf", setting]
        command += [str(JAR), str(self.study), "--store", str(store), *arguments]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env
        )

    def ended(self, process):
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, out.decode().strip(), err.decode()

    def lab(self, *arguments):
        library = f"{ROOT}/target/deconv-lab.jar{os.pathsep}{ROOT}/target/lib/*"
        command = ["java", "-DOPT_OUT_TRACKING=true", f"-Ddeconvlab.home={ROOT}", "-cp", library]
        command += ["deconvlab.cli.Main", *map(str, arguments)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=PATIENCE)

    def report(self, store):
        out = self.folder / f"report-of-{store.name}"
        self.lab("report", "--store", store, "--out", out)
        return [(out / name).read_bytes() for name in ("report.json", "runs.csv")]

    def runs(self, store):
        return len(list(store.glob("runs/*.json.gz")))

    def test_an_executor_and_a_worker_are_killed_and_the_report_is_that_of_ablate(self):
        master, workers = self.cluster()
        store, plain = self.folder / "spark", self.folder / "plain"
        submitted = self.submit(master, store)
        wait(lambda: self.runs(store) >= 5 or submitted.poll() is not None, "five runs")
        executors = children(workers[0], "CoarseGrainedExecutorBackend")
        self.assertTrue(executors, submitted.poll() and self.ended(submitted))
        os.kill(executors[0], signal.SIGKILL)
        wait(lambda: self.runs(store) >= 9, "nine runs")
        workers[1].kill()
        status, out, err = self.ended(submitted)
        self.assertEqual((0, f"{RUNS} done, 0 to do, 0 failed"), (status, out), err)
        self.assertIn("Lost executor", err)

        # Nothing is sent where nothing is missing: not even a cluster is asked for.
        again = self.ended(self.submit("spark://127.0.0.1:9", store))
        self.assertEqual((0, f"{RUNS} done, 0 to do, 0 failed"), again[:2], again[2])
        self.assertNotIn("sent", again[2])

        # What is missing alone is sent.
        next(store.glob("runs/*seed3*.json.gz")).unlink()
        status, out, err = self.ended(self.submit(master, store))
        self.assertEqual((0, f"{RUNS} done, 0 to do, 0 failed"), (status, out), err)
        self.assertIn("1 runs sent", err)

        self.lab("ablate", self.study, "--store", plain, "--workers", 2, "--device", "cpu")
        self.assertEqual(self.report(plain), self.report(store))

    def test_an_interrupt_ends_the_driver_and_what_has_landed_is_kept(self):
        master, _ = self.cluster()
        store = self.folder / "spark"
        submitted = self.submit(master, store)
        wait(lambda: self.runs(store) >= 1 or submitted.poll() is not None, "a run")
        submitted.terminate()  # As Ctrl-C, to which a shell makes what it starts in the background deaf.
        status, out, err = self.ended(submitted)
        self.assertEqual(130, status, err)
        self.assertIn("Stopping after the current step", err)
        done = int(out.split()[0])
        self.assertEqual(done, self.runs(store))
        self.assertLess(done, RUNS)

    def test_settings_that_cannot_be_are_refused_in_words(self):
        for master, conf, words in (
            ("local[2]", [], "spark.master=local[2] is no cluster"),
            ("spark://127.0.0.1:9", ["spark.executor.cores=2"], "spark.executor.cores=2 must be"),
            ("spark://127.0.0.1:9", ["spark.driver.userClassPathFirst=false"], "must be true"),
        ):
            with self.subTest(words):
                submitted = self.submit(master, self.folder / "none", conf=conf)
                status, out, err = self.ended(submitted)
                self.assertEqual((2, ""), (status, out))
                self.assertIn(words, err)


if __name__ == "__main__":
    unittest.main()
