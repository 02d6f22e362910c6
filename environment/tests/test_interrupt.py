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

    def test_a_kill_of_the_launcher_alone_ends_what_it_started(self):
        script = (
            "import os\nfrom _lab import console, main\n"
            "console.end_on_signals()\n"
            "try: console.run_shown(['sh', '-c', 'echo $$; exec sleep 60'], dict(os.environ))\n"
            "except KeyboardInterrupt: sys.exit(130)\n"
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
