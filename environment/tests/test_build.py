import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from support import ENVIRONMENT, SharedProject, fake_program

from _lab import build
from _lab.console import Stop
from _lab.java import Java

JAR = "PK\\005\\006" + "\\000" * 18  # an empty zip, as a shell's printf writes it


class Fingerprints(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "src/main/java").mkdir(parents=True)
        (self.root / "pom.xml").write_text("<project/>")
        self.source = self.root / "src/main/java/A.java"
        self.source.write_text("class A {}")

    def changed(self, act):
        before = build.fingerprint(17, self.root)
        act()
        after = build.fingerprint(17, self.root)
        return [key for key in before if before[key] != after[key]]

    def test_nothing_changed(self):
        self.assertEqual(self.changed(lambda: os.utime(self.source, (1, 1))), [])

    def test_content_pom_name_and_new_file(self):
        self.assertEqual(self.changed(lambda: self.source.write_text("class A { }")), ["sources"])
        self.assertEqual(self.changed(lambda: (self.root / "pom.xml").write_text("<x/>")), ["pom"])
        self.assertEqual(
            self.changed(lambda: self.source.rename(self.source.with_name("B.java"))), ["sources"]
        )
        self.assertEqual(self.changed(lambda: (self.root / "src/main/new").touch()), ["sources"])

    def test_tests_do_not_matter_and_the_java_does(self):
        (self.root / "src/test").mkdir()
        self.assertEqual(self.changed(lambda: (self.root / "src/test/ATest.java").touch()), [])
        self.assertNotEqual(build.fingerprint(17, self.root), build.fingerprint(25, self.root))


class Logs(unittest.TestCase):
    def test_downloads_are_counted(self):
        log = (
            "[INFO] Downloading from central: a.jar\n"
            "[INFO] Downloaded from central: a.jar (1.5 MB at 3 MB/s)\n"
            "Downloaded from central: b.pom (500 kB at 1 MB/s)\n"
        )
        self.assertEqual(build.downloaded(log), "2 files, 2 MB downloaded")
        self.assertEqual(build.downloaded("[INFO] BUILD SUCCESS"), "")

    def test_failures_in_words(self):
        for line, words in (
            ("[ERROR] Could not transfer artifact x: Unknown host", "is there a network"),
            (
                "[ERROR] COMPILATION ERROR : \n[ERROR] A.java:[3,1] ';' expected",
                "sources do not compile",
            ),
            ("[ERROR] write failed: No space left on device", "disk is full"),
            ("[ERROR] release version 17 not supported", "too old"),
        ):
            said = build.explain("[INFO] noise\n" + line, Path("setup.log"))
            self.assertIn(words, said)
            self.assertIn(line.splitlines()[-1], said)
            self.assertNotIn("noise", said)


@unittest.skipIf(os.name == "nt", "the stand-in for Maven is a shell script")
class Building(unittest.TestCase):
    """ensure_built with a Maven that only writes files."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="bü ild "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.target = self.folder / "target"
        self.calls = self.folder / "calls"
        self.java = Java(Path("java"), self.folder, "17", 17, "amd64")
        self.wanted = {"pom": "1"}
        places = {
            "TARGET": self.target,
            "STAMP": self.target / "stamp.json",
            "LOG": self.target / "setup.log",
            "JAR": self.target / "deconv-lab.jar",
            "LIBRARIES": self.target / "lib",
            "PARQUET": self.target / "parquet",
            "DOT_LAB": self.folder / ".lab",
            "fingerprint": lambda major: self.wanted,
            "find_maven": lambda: str(self.folder / "mvn"),
            "git_knows_none": lambda: False,
            "maven_version": lambda maven, env: (3, 8, 7),
        }
        for name, value in places.items():
            patch = mock.patch.object(build, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.maven("mkdir -p '{t}/lib'; jar '{t}/deconv-lab.jar'; jar '{t}/lib/pytorch-native-cpu-1.jar'")

    def maven(self, text):
        script = f"echo called >> '{self.calls}'\njar() {{ printf '{JAR}' > \"$1\"; }}\n"
        script += text.format(t=self.target) + "\n"
        fake_program(self.folder, "mvn", script)

    def ensure(self):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            build.ensure_built(self.java)
        return said.getvalue()

    def count(self):
        return len(self.calls.read_text().splitlines()) if self.calls.exists() else 0

    def test_builds_once_and_again_after_a_change(self):
        self.ensure()
        self.assertEqual(self.ensure(), "")
        self.assertEqual(self.count(), 1)
        self.wanted = {"pom": "1", "sources": "2"}
        self.ensure()
        self.assertEqual(self.count(), 2)

    def test_a_cut_missing_empty_or_foreign_jar_is_built_anew(self):
        self.ensure()
        library, jar = self.target / "lib/pytorch-native-cpu-1.jar", self.target / "deconv-lab.jar"
        for act in (
            lambda: library.write_bytes(b"PK"),
            library.unlink,
            lambda: jar.write_bytes(b""),
            jar.unlink,
            lambda: (self.target / "lib/foreign.jar").write_bytes(b"PK"),
            lambda: (jar.unlink(), jar.mkdir()),
            lambda: (shutil.rmtree(self.target / "lib"), (self.target / "lib").touch()),
        ):
            before = self.count()
            act()
            self.ensure()
            self.assertEqual(self.count(), before + 1)
            self.assertEqual([jar.stat().st_size, library.stat().st_size], [22, 22])
            self.assertFalse((self.target / "lib/foreign.jar").exists())
            self.assertEqual(self.ensure(), "")

    def test_a_stamp_that_is_none_is_no_stamp(self):
        self.ensure()
        for text in ("[]", "5", "null", "{", '"x"', "[" * 100_000, "\0", ""):
            build.STAMP.write_text(text)
            before = self.count()
            self.ensure()
            self.assertEqual(self.count(), before + 1, text[:10])
        build.STAMP.unlink()
        build.STAMP.mkdir()
        self.ensure()
        self.assertTrue(build.is_current(self.wanted))

    def test_a_file_or_a_dead_link_in_the_way_is_named(self):
        for name in ("target", ".lab"):
            path = self.folder / name
            for act in (path.touch, lambda: path.symlink_to("nowhere")):
                act()
                with self.assertRaisesRegex(Stop, f"{name} is .*Delete it"):
                    self.ensure()
                path.unlink()
        self.assertEqual(self.count(), 0)

    def test_git_that_does_not_know_the_commit_does_not_fail_the_build(self):
        said = "[ERROR] Failed to execute goal io.github.git-commit-id:git-commit-id-maven-plugin:9:revision"
        self.maven(
            f"case \"$*\" in *gitcommitid.skip=true*) ;; *) echo '{said}'; exit 1;; esac\n"
            "mkdir -p '{t}/lib'; jar '{t}/deconv-lab.jar'; jar '{t}/lib/pytorch-native-cpu-1.jar'"
        )
        self.assertIn("records will not name one", self.ensure())
        self.assertEqual(self.count(), 2)

    def test_a_folder_without_a_commit_takes_none_from_a_repository_further_up(self):
        git = shutil.which("git")
        if not git:
            self.skipTest("no git on PATH")
        inner = self.folder / "inner"
        inner.mkdir()
        identity = ["-c", "user.name=x", "-c", "user.email=x@x"]
        for words in (["init"], [*identity, "commit", "--allow-empty", "-m", "x"]):
            subprocess.run([git, *words], cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertRegex(build.commit(self.folder), "^[0-9a-f]{40}$")
        for act in (
            lambda at: None,
            lambda at: at.mkdir(),
            lambda at: at.write_text("gitdir: /nowhere/.git/worktrees/x"),
            lambda at: at.write_bytes(bytes(range(256))),
            lambda at: at.symlink_to("nowhere"),
            lambda at: subprocess.run([git, "init"], cwd=inner, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL),
        ):
            build.places.remove(inner / ".git")
            act(inner / ".git")
            self.assertEqual(build.commit(inner), "")
        with mock.patch.dict(os.environ, {"GIT_DIR": str(self.folder / ".git")}):
            self.assertEqual(build.commit(inner), "")

    def test_a_library_that_maven_holds_broken_is_named(self):
        self.maven("mkdir -p '{t}/lib'; jar '{t}/deconv-lab.jar'; echo x > '{t}/lib/cut-1.jar'")
        with self.assertRaisesRegex(Stop, "cut-1.jar came out of Maven's own folder broken"):
            self.ensure()
        self.assertFalse(build.is_current(self.wanted))

    def test_old_libraries_go_when_the_pom_changed(self):
        self.ensure()
        (self.target / "lib/old.jar").touch()
        self.wanted = {"pom": "2"}
        self.ensure()
        self.assertEqual(
            [jar.name for jar in (self.target / "lib").iterdir()], ["pytorch-native-cpu-1.jar"]
        )

    def test_a_failed_build_is_explained_and_tried_again(self):
        self.maven("echo '[ERROR] No space left on device'; exit 1")
        for _ in range(2):
            with self.assertRaisesRegex(Stop, "disk is full"):
                self.ensure()
        self.assertEqual(self.count(), 2)

    def test_a_failed_build_does_not_leave_the_old_jar_as_current(self):
        self.ensure()
        first, self.wanted = self.wanted, {"pom": "2"}
        self.maven("exit 1")
        with self.assertRaises(Stop):
            self.ensure()
        self.wanted = first
        self.assertFalse(build.is_current(first))

    def test_read_only_uses_the_jar_that_is_there(self):
        self.ensure()
        self.wanted = {"pom": "2"}
        with mock.patch.object(build.places, "writable", lambda folder: False):
            self.assertIn("read-only", self.ensure())
            (self.target / "deconv-lab.jar").unlink()
            with self.assertRaisesRegex(Stop, "cannot write"):
                self.ensure()

    def test_an_old_maven_is_refused(self):
        with mock.patch.object(build, "maven_version", lambda maven, env: (3, 3, 9)):
            with self.assertRaisesRegex(Stop, "Maven 3.3.9; the build needs 3.6.3"):
                self.ensure()

    def test_what_writes_parquet_is_fetched_once_in_the_version_of_the_pom(self):
        version = re.search(r"<duckdb\.version>(.+)<", (build.ROOT / "pom.xml").read_text())[1]
        jar = self.target / "parquet" / f"duckdb_jdbc-{version}.jar"
        self.target.mkdir()
        self.maven(f"test \"$*\" = '-B dependency:copy@parquet' || exit 1; mkdir -p '{{t}}/parquet'; jar '{jar}'")
        jar.parent.mkdir()
        (jar.parent / "duckdb_jdbc-0.1.jar").write_text("an older one")
        with mock.patch.object(build.places, "maven_options", lambda: []):
            for _ in range(2):
                with contextlib.redirect_stderr(io.StringIO()):
                    build.ensure_parquet(self.java)
        self.assertEqual([found.name for found in jar.parent.iterdir()], [jar.name])
        self.assertEqual(self.calls.read_text().split(), ["called"])
        jar.unlink()
        self.maven("echo '[ERROR] Could not transfer artifact'; exit 1")
        with contextlib.redirect_stderr(io.StringIO()), self.assertRaisesRegex(Stop, "a network"):
            build.ensure_parquet(self.java)

    def test_a_system_without_a_cpu_library_is_told(self):
        self.maven("mkdir -p '{t}/lib'; jar '{t}/deconv-lab.jar'; jar '{t}/lib/a.jar'")
        self.assertIn("no PyTorch CPU library", self.ensure())


class Shared(SharedProject):
    def test_what_writes_parquet_is_used_where_it_lies_and_else_its_absence_is_told(self):
        jar = self.project / "target" / "parquet" / "duckdb_jdbc-1.0.jar"
        jar.parent.mkdir()
        with zipfile.ZipFile(jar, "w") as packed:
            packed.writestr("x", "x")
        self.close()
        exported = self.call("export", "parquet")
        self.assertEqual(exported.returncode, 0, exported.stderr)
        self.assertIn(str(jar), exported.stdout)
        jar.parent.chmod(0o755)
        jar.unlink()
        jar.parent.chmod(0o555)
        exported = self.call("export", "parquet")
        self.assertEqual((exported.returncode, exported.stdout), (1, ""))
        self.assertRegex(exported.stderr, "cannot write to .*the project's owner runs `environment/lab export parquet` once")


class Locks(unittest.TestCase):
    def test_the_second_waits_for_the_first(self):
        with tempfile.TemporaryDirectory() as folder:
            lock = Path(folder) / "lock"
            script = (
                f"import sys; sys.path.insert(0, {str(ENVIRONMENT)!r})\n"
                "from pathlib import Path\nfrom _lab.build import locked\n"
                f"with locked(Path({str(lock)!r}), 'waiting'): print('in')\n"
            )
            with build.locked(lock, "waiting"):
                second = subprocess.Popen(
                    [sys.executable, "-c", script],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
                self.assertIn("waiting", second.stderr.readline())
                time.sleep(0.4)
                self.assertIsNone(second.poll())
            out, _ = second.communicate(timeout=20)
        self.assertEqual(out.strip(), "in")


if __name__ == "__main__":
    unittest.main()
