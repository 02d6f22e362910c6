import contextlib
import io
import os
import shutil
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from support import ENVIRONMENT, lab  # noqa: F401  (puts the launcher on the path)

from _lab import java, places
from _lab.console import Stop


class Paths(unittest.TestCase):
    def test_what_java_or_maven_would_take_apart_is_refused_in_a_sentence(self):
        for name in ("a!/b", "a${user.home}", f"a{os.pathsep}b", "a\udcffb", "a\\b"):
            with self.assertRaisesRegex(Stop, "(?s)cannot work in a path with .*Move the folder", msg=name):
                places.require_usable_path(Path("/home/x") / name / "lab")

    def test_what_works_stays_allowed(self):
        for name in ("a!b", "a$b", "a%20b", "a b", "ä漢", "a#b", "a?b", "a'b", "a&b", "a*b", "a\nb"):
            places.require_usable_path(Path("/home/x") / name)


class Folders(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_remove_takes_the_link_and_leaves_what_it_names(self):
        kept = self.folder / "kept"
        kept.mkdir()
        (kept / "file").touch()
        (self.folder / "link").symlink_to(kept)
        places.remove(self.folder / "link")
        self.assertTrue((kept / "file").exists())
        self.assertFalse(os.path.lexists(self.folder / "link"))
        places.remove(self.folder / "link")

    def test_a_file_or_a_dead_link_on_the_way_cannot_be_written(self):
        (self.folder / "file").touch()
        (self.folder / "dead").symlink_to("nowhere")
        self.assertFalse(places.writable(self.folder / "file" / "x"))
        self.assertFalse(places.writable(self.folder / "dead" / "x"))
        self.assertTrue(places.writable(self.folder / "new" / "x"))

    @unittest.skipIf(os.name == "nt", "modes are POSIX ones")
    def test_an_engine_cache_in_the_project_is_for_all_its_users_and_for_no_one_to_write(self):
        for cache, mode in ((self.folder / "project/.lab/djl.ai", 0o755), (self.folder / "home", 0o700)):
            unpacked = cache / "pytorch" / "2.7.1-cpu-linux-x86_64"
            unpacked.mkdir(parents=True)
            unpacked.chmod(0o700)
            with mock.patch.object(places, "ROOT", (self.folder / "project").resolve()):
                places.share_engine(cache)
            self.assertEqual(unpacked.stat().st_mode & 0o777, mode)

    def test_another_ones_engine_cache_is_left_to_its_owner(self):
        unpacked = self.folder / ".lab/djl.ai/pytorch" / "2.7.1-cpu-linux-x86_64"
        unpacked.mkdir(parents=True)
        refused = mock.patch.object(Path, "chmod", side_effect=PermissionError(1, "not permitted"))
        with refused, mock.patch.object(places, "ROOT", self.folder.resolve()):
            places.share_engine(self.folder / ".lab/djl.ai")

    def test_a_library_that_djl_unpacked_and_that_was_cut_is_unpacked_anew(self):
        jar, cache = self.folder / "native.jar", self.folder / "cache"
        with zipfile.ZipFile(jar, "w") as packed:
            packed.writestr("native/lib/pytorch.properties", "version=2.7.1")
            for name in ("libtorch.so", "libtorch_cpu.so"):
                packed.writestr(f"pytorch/cpu/linux-x86_64/{name}", "whole")
        ours, other = (cache / "pytorch" / f"2.7.1-{kind}-linux-x86_64" for kind in ("cpu", "cu128"))
        for folder in (ours, other):
            folder.mkdir(parents=True)
            for name in ("libtorch.so", "libtorch_cpu.so", "0.35.1-libdjl_torch.so"):
                (folder / name).write_text("whole")
        places.drop_damaged_library(cache, jar)
        self.assertTrue(ours.is_dir())
        (ours / "libtorch_cpu.so").write_text("cut")
        (other / "libtorch_cpu.so").write_text("cut")
        with mock.patch.object(places, "writable", lambda folder: False):
            with self.assertRaisesRegex(Stop, "is damaged and cannot be written: its owner"):
                places.drop_damaged_library(cache, jar)
        self.assertTrue(ours.exists())
        with contextlib.redirect_stderr(io.StringIO()) as said:
            places.drop_damaged_library(cache, jar)
        self.assertIn("is damaged", said.getvalue())
        self.assertEqual((ours.exists(), other.exists()), (False, True))


@unittest.skipIf(os.name == "nt", "homes are POSIX ones")
class Homes(unittest.TestCase):
    """A file where the home should be: nobody, not even root, can write there."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.home = self.folder / "home"
        self.home.touch()
        for name, value in {"user_home": lambda: self.home, "DOT_LAB": self.folder / ".lab"}.items():
            patch = mock.patch.object(places, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        patch = mock.patch.dict(os.environ, {"HOME": str(self.home)})
        patch.start()
        self.addCleanup(patch.stop)

    def told(self, act):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            return act(), said.getvalue()

    def test_another_place_is_used_and_said_once(self):
        added, said = self.told(lambda: places.environment({}))
        self.assertEqual(
            sorted(added), ["ENGINE_CACHE_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"]
        )
        self.assertEqual(len(said.splitlines()), 3)
        self.assertTrue(all(Path(value).is_dir() for value in added.values()))
        self.assertEqual(self.told(lambda: places.environment({})), (added, ""))

    def test_maven_is_sent_elsewhere_unless_the_user_has_done_so(self):
        options, said = self.told(lambda: places.maven_options({}))
        self.assertEqual(options[0], f"-Dmaven.repo.local={self.folder / '.lab' / 'm2'}")
        self.assertIn("cannot be written", said)
        chosen = {"MAVEN_OPTS": "-Dmaven.repo.local=/x"}
        self.assertEqual(self.told(lambda: places.maven_options(chosen)), ([], ""))

    def test_a_home_that_can_be_written_is_left_alone(self):
        self.home.unlink()
        self.home.mkdir()
        self.assertEqual(self.told(lambda: places.environment({})), ({}, ""))
        self.assertEqual(self.told(lambda: places.maven_options({})), ([], ""))

    def test_a_cache_that_is_filled_need_not_be_written(self):
        cache = self.folder / "cache" / "pytorch" / "2.7.1"
        cache.mkdir(parents=True)
        (cache / "0.35.1-libdjl_torch.so").touch()
        env = {"DJL_CACHE_DIR": str(self.folder / "cache")}
        with mock.patch.object(places, "writable", lambda folder: "cache" not in str(folder)):
            added, _ = self.told(lambda: places.environment(env))
            self.assertNotIn("ENGINE_CACHE_DIR", added)
            (cache / "0.35.1-libdjl_torch.so").unlink()
            added, _ = self.told(lambda: places.environment(env))
            self.assertIn("ENGINE_CACHE_DIR", added)


class Streams(unittest.TestCase):
    @unittest.skipUnless(os.path.exists("/dev/full"), "needs a device that is full")
    def test_a_result_that_does_not_arrive_is_told_and_is_no_success(self):
        calls = [(["--help"], ">/dev/full"), (["notebooks", "--help"], ">/dev/full")]
        calls += [([verb, "--help"], ">&-") for verb in ("train", "doctor", "help")]
        for unbuffered in ("", "1"):
            for words, redirect in calls:
                called = lab(*words, redirect=redirect, PYTHONUNBUFFERED=unbuffered)
                self.assertEqual(called.returncode, 1, (words, redirect))
                self.assertRegex(called.stderr, r"\Alab: standard output [^\n]+\n\Z")

    @unittest.skipIf(os.name == "nt", "needs a POSIX shell")
    def test_a_closed_standard_error_keeps_standard_output_clean(self):
        called = lab("nosuch", redirect="2>&-")
        self.assertEqual((called.returncode, called.stdout), (2, ""))

    def test_options_that_do_not_parse_are_quoted(self):
        with self.assertRaisesRegex(Stop, "LAB_JAVA_OPTS does not parse .*: \""):
            java.options_in("LAB_JAVA_OPTS", {"LAB_JAVA_OPTS": '"'})

    @unittest.skipUnless(os.path.exists("/etc/debian_version"), "names a locale of glibc")
    def test_a_locale_that_is_not_there_or_knows_ascii_only_becomes_one_with_letters(self):
        script = "import os; from _lab import java; print(java.has_locale())"
        for value, has in (("xx", False), ("C", False), ("POSIX", False), ("C.UTF-8", True)):
            called = lab(script=script, LC_ALL=value)
            self.assertEqual(called.stdout.strip(), str(has), value)


if __name__ == "__main__":
    unittest.main()
