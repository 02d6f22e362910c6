import contextlib
import io
import os
import shutil
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from support import fake_java, fake_program, lab

from _lab import java
from _lab.console import ROOT, Stop

POSIX = os.name != "nt"


class Versions(unittest.TestCase):
    def test_major(self):
        for text, major in (
            ("17.0.15", 17),
            ("1.8.0_292", 8),
            ("25", 25),
            ("21-ea", 21),
            ("11.0.2", 11),
            ("x", 0),
        ):
            self.assertEqual(java.major_version(text), major, text)

    def test_native_access_only_where_java_knows_it(self):
        access, unsafe = (
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
        )
        expected = {
            17: [],
            21: [],
            22: [access],
            23: [access],
            24: [access, unsafe],
            25: [access, unsafe],
        }
        self.assertEqual({major: java.native_access(major) for major in expected}, expected)

    def test_own_options_come_last_and_so_win(self):
        options = java.jvm_options(17, {"LAB_JAVA_OPTS": "-Xmx8g -Da=b"})
        self.assertEqual(options[-2:], ["-Xmx8g", "-Da=b"])
        self.assertIn("-DOPT_OUT_TRACKING=true", options)
        self.assertIn(f"-Ddeconvlab.home={ROOT}", options)

    def test_parquet_alone_has_what_writes_it(self):
        own = java.Java(Path("java"), Path("jdk"), "17", 17, "amd64")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "duckdb.jar").touch()
            with mock.patch.object(java, "PARQUET", Path(folder)):
                paths = [
                    command[command.index("-cp") + 1]
                    for command in (
                        java.command_line(own, ["export", "parquet", "--to", "x"]),
                        java.command_line(own, ["export", "csv", "--to", "x"]),
                    )
                ]
        self.assertEqual(["duckdb" in path for path in paths], [True, False])


@unittest.skipUnless(POSIX, "the stand-ins for Java are shell scripts")
class Finding(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="läb test "))
        self.addCleanup(shutil.rmtree, self.folder)

    def find(self, **env):
        with contextlib.redirect_stderr(io.StringIO()) as said, mock.patch(
            "platform.system", lambda: "Linux"
        ):
            return java.find_java(env), said.getvalue()

    def test_java_home_comes_before_path(self):
        fake_java(self.folder / "a", "17.0.1")
        fake_java(self.folder / "b", "21.0.2")
        found, said = self.find(JAVA_HOME=str(self.folder / "a"), PATH=str(self.folder / "b/bin"))
        self.assertEqual((found.version, found.major, said), ("17.0.1", 17, ""))
        self.assertEqual(found.home, self.folder / "a")

    def test_an_old_java_home_is_passed_over_and_named(self):
        fake_java(self.folder / "a", "1.8.0_292")
        fake_java(self.folder / "b", "21.0.2")
        found, said = self.find(JAVA_HOME=str(self.folder / "a"), PATH=str(self.folder / "b/bin"))
        self.assertEqual(found.major, 21)
        self.assertIn("Java 1.8.0_292, too old", said)

    def test_too_old_without_compiler_or_broken(self):
        fake_java(self.folder / "old", "11.0.2")
        fake_java(self.folder / "jre", "17.0.2", compiler=False)
        fake_program(
            self.folder, "stub/bin/java", "echo 'Unable to locate a Java Runtime' >&2; exit 1\n"
        )
        for name, words in (
            ("old", "Java 11.0.2, too old"),
            ("jre", "without javac"),
            ("stub", "does not run"),
        ):
            with self.assertRaises(Stop) as stopped:
                self.find(PATH=str(self.folder / name / "bin"))
            self.assertIn(words, str(stopped.exception))
            self.assertIn("openjdk-17-jdk", str(stopped.exception))

    def test_child_environment_starts_with_this_java(self):
        fake_java(self.folder / "a", "17.0.1")
        found, _ = self.find(JAVA_HOME=str(self.folder / "a"), PATH="")
        with mock.patch.dict(os.environ, {"LC_ALL": "C"}), mock.patch(
            "platform.system", lambda: "Linux"
        ):
            env = found.environment()
        self.assertEqual(env["JAVA_HOME"], str(self.folder / "a"))
        self.assertEqual(env["PATH"].split(os.pathsep)[0], str(self.folder / "a/bin"))
        self.assertEqual(env["LC_ALL"], "C.UTF-8")

    def test_the_launcher_says_what_to_install_without_java(self):
        called = lab("run", path=str(self.folder))
        self.assertEqual((called.returncode, called.stdout), (1, ""))
        self.assertIn("JDK) 17 or newer", called.stderr)
        self.assertIn("no java in JAVA_HOME or on PATH", called.stderr)
        self.assertNotIn("Traceback", called.stderr)

    def test_no_maven(self):
        with mock.patch("shutil.which", lambda name: None), mock.patch(
            "platform.system", lambda: "Linux"
        ):
            with self.assertRaisesRegex(Stop, "(?s)Maven.*apt install maven.*dnf install maven"):
                java.find_maven()

    def test_maven_version_with_colours(self):
        maven = fake_program(self.folder, "mvn", "printf '\\033[1mApache Maven 3.5.4\\033[m\\n'\n")
        self.assertEqual(java.maven_version(str(maven), os.environ), (3, 5, 4))

    def test_hints_for_other_systems(self):
        with mock.patch("platform.system", lambda: "Darwin"):
            self.assertIn("brew install openjdk@17", java.hint("a", "b", "openjdk@17", "d"))
        with mock.patch("platform.system", lambda: "Windows"):
            self.assertIn("winget install d", java.hint("a", "b", "c", "d"))


class Neighbours(unittest.TestCase):
    """With another program on the cores a waiting thread sleeps at once."""

    def environment(self, load, ticks):
        stats = [f"cpu  {ticks * moment} 0 0 1000 500 0 0 0 0 0\ncpu0 1" for moment in (0, 1)]
        own = java.Java(Path("java"), Path("jdk"), "17", 17, "amd64")
        with mock.patch.object(java.os, "getloadavg", return_value=(load, 0, 0)), mock.patch.object(
            java, "read_text", side_effect=stats
        ), mock.patch.object(java.time, "sleep"), mock.patch.dict(java.os.environ):
            java.os.environ.pop("GOMP_SPINCOUNT", None)
            return own.environment()["GOMP_SPINCOUNT"]

    @unittest.skipUnless(Path("/proc/stat").is_file(), "Linux tells what its cores do")
    def test_spinning(self):
        tick = os.sysconf("SC_CLK_TCK")
        self.assertEqual(self.environment(load=0.1, ticks=tick), "20000")
        self.assertEqual(self.environment(load=2.0, ticks=0), "20000")
        self.assertEqual(self.environment(load=2.0, ticks=tick // 5), "0")

    def test_what_the_user_has_set_wins(self):
        own = java.Java(Path("java"), Path("jdk"), "17", 17, "amd64")
        with mock.patch.object(java, "others_compute", return_value=True), mock.patch.dict(
            java.os.environ, {"GOMP_SPINCOUNT": "7"}
        ):
            self.assertEqual(own.environment()["GOMP_SPINCOUNT"], "7")

    def test_a_strange_stat_is_idle(self):
        self.assertEqual(java.busy_ticks(""), 0)
        self.assertEqual(java.busy_ticks("cpu x y"), 0)


if __name__ == "__main__":
    unittest.main()
