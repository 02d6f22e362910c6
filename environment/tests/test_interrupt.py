import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from support import ENVIRONMENT

PROGRAM = """
public class Waits {
  public static void main(String[] args) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("record kept")));
    System.out.println("started");
    Thread.sleep(60_000);
  }
}
"""

# What run_notebooks.py uses of the two, which are only in .lab/venv. The kernel is born late, and the
# cell it runs never ends.
NBCLIENT = """
import subprocess, sys, time
from types import SimpleNamespace
from nbclient import exceptions
class NotebookClient:
    def __init__(self, notebook, **options):
        self.km = None
    def execute(self):
        self.km = SimpleNamespace(provisioner=SimpleNamespace(process=None))
        self.km.cleanup_connection_file = lambda: None
        print("starting", flush=True)
        time.sleep(BIRTH)
        kernel = subprocess.Popen(["sleep", "60"], start_new_session=True)
        print(kernel.pid, flush=True)
        self.km.provisioner.process = kernel
        kernel.wait()
        raise exceptions.DeadKernelError("as nbclient would")
"""
EXCEPTIONS = "class CellExecutionError(Exception): pass\nclass CellTimeoutError(Exception): pass\nclass DeadKernelError(RuntimeError): pass\n"
NBFORMAT = """
from types import SimpleNamespace
class Cell(SimpleNamespace):
    def get(self, name, default=None):
        return getattr(self, name, default)
def read(path, as_version):
    return SimpleNamespace(cells=[Cell(cell_type="code", source="a", outputs=[], execution_count=1)])
def write(notebook, path):
    open(path, "w").write("rewritten")
"""


@unittest.skipIf(os.name == "nt", "signals are sent the POSIX way")
class Notebooks(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "nbclient").mkdir()
        (self.folder / "nbclient/exceptions.py").write_text(EXCEPTIONS)
        (self.folder / "nbformat.py").write_text(NBFORMAT)
        self.books = [self.folder / name for name in ("00_a.ipynb", "01_b.ipynb")]
        for book in self.books:
            book.write_text("as committed")

    def start(self, birth=0.0):
        (self.folder / "nbclient/__init__.py").write_text(NBCLIENT.replace("BIRTH", str(birth)))
        runner = [sys.executable, str(ENVIRONMENT / "run_notebooks.py"), "--update"]
        return subprocess.Popen(
            [*runner, "--root", str(self.folder), *map(str, self.books)],
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def ends(self, child, number):
        os.killpg(child.pid, number)
        out, err = child.communicate(timeout=30)
        self.assertEqual(child.returncode, 130, err)
        self.assertNotIn("FAILED", out)
        self.assertNotIn("Traceback", err)
        self.assertNotIn("01_b", err)
        self.assertEqual([book.read_text() for book in self.books], ["as committed"] * 2)
        return out

    def test_a_signal_in_a_cell_ends_kernel_and_run_and_rewrites_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            child = self.start()
            self.assertEqual(child.stdout.readline(), "starting\n")
            kernel = int(child.stdout.readline())
            self.ends(child, number)
            with self.assertRaises(ProcessLookupError):
                os.kill(kernel, 0)

    def test_a_kernel_that_is_being_born_ends_too(self):
        child = self.start(birth=1.0)
        self.assertEqual(child.stdout.readline(), "starting\n")
        kernel = int(self.ends(child, signal.SIGINT))
        with self.assertRaises(ProcessLookupError):
            os.kill(kernel, 0)

    def test_a_kernel_that_dies_by_itself_is_a_failure_of_its_notebook(self):
        child = self.start()
        child.stdout.readline()
        os.kill(int(child.stdout.readline()), signal.SIGKILL)
        self.assertIn("00_a.ipynb  FAILED", child.stdout.readline())
        while not child.stdout.readline().strip().isdigit():
            pass  # The next one is running.
        os.killpg(child.pid, signal.SIGTERM)
        self.assertEqual(child.wait(timeout=30), 130)
        child.stdout.close()
        child.stderr.close()


@unittest.skipIf(os.name == "nt", "signals are sent the POSIX way")
class Interrupt(unittest.TestCase):
    def start(self, script, *arguments):
        """Starts Python code that uses the launcher's modules, in a process group of its own."""
        prefix = f"import sys; sys.path.insert(0, {str(ENVIRONMENT)!r})\n"
        # A test run in the background has interrupts ignored, which children inherit.
        prefix += "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        return subprocess.Popen(
            [sys.executable, "-c", prefix + script, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def test_ctrl_c_reaches_java_which_keeps_its_record(self):
        java = shutil.which("java")
        if not java:
            self.skipTest("no java on PATH")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "Waits.java"
            source.write_text(PROGRAM)
            script = (
                "import os; from _lab.console import become; become(sys.argv[1:], dict(os.environ))"
            )
            child = self.start(script, java, str(source))
            self.assertEqual(child.stdout.readline().strip(), "started")
            os.killpg(child.pid, signal.SIGINT)
            out, _ = child.communicate(timeout=30)
        self.assertEqual((out.strip(), child.returncode), ("record kept", 130))

    def test_a_child_that_will_not_end_is_made_to_and_further_signals_change_nothing(self):
        script = (
            "import os\nfrom _lab import console\n"
            "command = ['sh', '-c', 'trap \"\" INT TERM HUP; echo $$; sleep 60']\n"
            "sys.exit(console.guarded(lambda: console.run_shown(command, dict(os.environ))))\n"
        )
        child = self.start(script)
        child.stdout.readline()
        for _ in range(3):
            os.kill(child.pid, signal.SIGHUP)
            time.sleep(0.2)
        self.assertEqual(child.wait(timeout=30), 130)
        os.killpg(child.pid, signal.SIGKILL)
        self.assertNotIn("Traceback", child.stdout.read())
        child.stdout.close()

    def test_a_closed_terminal_ends_a_server_politely(self):
        server = "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(print('kernels ended')))\nprint('serving', flush=True)\ntime.sleep(60)"
        script = (
            "import os\nfrom _lab import console\n"
            f"command = [sys.executable, '-c', {server!r}]\n"
            "sys.exit(console.guarded(lambda: console.attend(command, dict(os.environ))))\n"
        )
        child = self.start(script)
        self.assertEqual(child.stdout.readline(), "serving\n")
        os.killpg(child.pid, signal.SIGHUP)
        self.assertEqual(child.wait(timeout=30), 130)
        self.assertEqual(child.stdout.read(), "kernels ended\n")
        child.stdout.close()

    def test_what_the_caller_ignores_stays_ignored(self):
        script = (
            "import os\nfrom _lab import console\n"
            "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
            "def work():\n    os.kill(os.getpid(), signal.SIGHUP); return 0\n"
            "sys.exit(console.guarded(work))\n"
        )
        child = self.start(script)
        child.stdout.read()
        self.assertEqual(child.wait(timeout=30), 0)
        child.stdout.close()

    def test_a_kill_of_the_launcher_alone_ends_what_it_started(self):
        script = (
            "import os\nfrom _lab import console, main\n"
            "command = ['sh', '-c', 'echo $$; exec sleep 60']\n"
            "sys.exit(console.guarded(lambda: console.run_shown(command, dict(os.environ))))\n"
        )
        child = self.start(script)
        grandchild = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGTERM)
        self.assertEqual(child.wait(timeout=30), 130)
        child.stdout.close()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                os.kill(grandchild, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)
        self.fail("the child lives on")


if __name__ == "__main__":
    unittest.main()
