import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from support import ENVIRONMENT  # noqa: F401  (puts the launcher on the path)

from _lab import doctor, venv
from _lab.console import ROOT, Stop
from _lab.java import Java

JDK = Java(Path("/opt/my jdk/bin/java"), Path("/opt/my jdk"), "25", 25, "amd64")


class Requirements(unittest.TestCase):
    def test_an_old_python_is_refused_with_the_way_out(self):
        venv.require_python((3, 11))
        with mock.patch("shutil.which", lambda name: None):
            with self.assertRaisesRegex(
                Stop, "(?s)3.11 or newer, this is 3.9.*Install Python 3.11"
            ):
                venv.require_python((3, 9))
        with mock.patch(
            "shutil.which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None
        ):
            with self.assertRaisesRegex(Stop, "/usr/bin/python3.12 environment/lab"):
                venv.require_python((3, 9))

    def test_missing_ensurepip_names_the_package(self):
        venv.require_ensurepip(True)
        with self.assertRaisesRegex(Stop, "apt install python3-venv"):
            venv.require_ensurepip(False)

    def test_pins_are_exact(self):
        for name in ("requirements.txt", "requirements-browser.txt", "constraints.txt"):
            for line in (venv.ENVIRONMENT / name).read_text().splitlines():
                if line and not line.startswith(("#", "-c ")):
                    self.assertRegex(line, r"^[\w.-]+==[\w.]+$", name)

    def test_pip_failures_in_words(self):
        self.assertIn("There is no network", venv.explain("x\nNewConnectionError: y"))
        self.assertIn("disk is full", venv.explain("OSError: No space left on device"))


class Stamp(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        for name, value in {
            "STAMP": self.folder / "stamp",
            "PYTHON": self.folder / "python",
            "KERNEL": self.folder / "kernel",
        }.items():
            patch = mock.patch.object(venv, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        (self.folder / "python").touch()
        (self.folder / "kernel").mkdir()
        (self.folder / "kernel/jjava.jar").write_bytes(b"jar")

    def stamp(self, wanted):
        venv.STAMP.write_text(json.dumps({**wanted, "kernel": 3}))

    def test_a_venv_with_the_browser_serves_both(self):
        self.assertFalse(venv.is_current(venv.fingerprint(browser=False)))
        self.stamp(venv.fingerprint(browser=True))
        self.assertTrue(venv.is_current(venv.fingerprint(browser=False)))
        self.assertTrue(venv.is_current(venv.fingerprint(browser=True)))
        self.stamp(venv.fingerprint(browser=False))
        self.assertTrue(venv.is_current(venv.fingerprint(browser=False)))
        self.assertFalse(venv.is_current(venv.fingerprint(browser=True)))

    def test_a_moved_or_emptied_venv_is_made_anew(self):
        wanted = venv.fingerprint(browser=False)
        self.stamp({**wanted, "at": "/elsewhere"})
        self.assertFalse(venv.is_current(wanted))
        self.stamp(wanted)
        self.assertTrue(venv.is_current(wanted))
        for cut in (b"", b"j"):
            (self.folder / "kernel/jjava.jar").write_bytes(cut)
            self.assertFalse(venv.is_current(wanted))
        (self.folder / "kernel/jjava.jar").write_bytes(b"jar")
        (self.folder / "python").unlink()
        self.assertFalse(venv.is_current(wanted))


class Kernel(unittest.TestCase):
    def test_options_stay_whole_where_paths_have_blanks(self):
        with mock.patch.dict(os.environ, {"JJAVA_JVM_OPTS": "-Xmx1g -Da=b"}):
            argv = venv.kernel_spec(JDK)["argv"]
        self.assertEqual(argv[0], str(JDK.executable))
        self.assertIn(f"-Ddeconvlab.home={ROOT}", argv)
        self.assertIn("--enable-native-access=ALL-UNNAMED", argv)
        self.assertLess(argv.index("-Xmx3g"), argv.index("-Xmx1g"))
        self.assertEqual(argv[-3:], ["-jar", "{resource_dir}/jjava.jar", "{connection_file}"])

    def test_environment(self):
        with mock.patch.dict(os.environ, {"PYTHONPATH": "x"}):
            env = venv.environment(JDK, fast=True)
        self.assertNotIn("PYTHONPATH", env)
        self.assertEqual((env["DECONVLAB_FAST"], env["JAVA_HOME"]), ("1", str(JDK.home)))


class Doctor(unittest.TestCase):
    def test_systems_without_a_native_library(self):
        for system, arch, status in (
            ("Linux", "amd64", "ok"),
            ("Linux", "aarch64", "ok"),
            ("Linux", "riscv64", "missing"),
            ("Darwin", "aarch64", "ok"),
            ("Darwin", "x86_64", "missing"),
            ("Windows", "amd64", "ok"),
            ("Windows", "aarch64", "missing"),
        ):
            jdk = Java(JDK.executable, JDK.home, "17", 17, arch)
            with mock.patch("platform.system", lambda: system):
                found = doctor.native_library(jdk)
            self.assertEqual(found.status, status, (system, arch))
        self.assertIn("none for", found.detail)

    def test_intel_mac_is_told_why(self):
        with mock.patch("platform.system", lambda: "Darwin"):
            found = doctor.native_library(Java(JDK.executable, JDK.home, "17", 17, "x86_64"))
        self.assertIn("none for Intel Macs", found.detail)
        self.assertIn("arm64 JDK", found.mend)


if __name__ == "__main__":
    unittest.main()
