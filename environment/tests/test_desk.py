import contextlib
import io
import os
import shutil
import stat
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path
from unittest import mock

import support  # puts the launcher on the path

from _lab import desk, java, notebooks, venv
from _lab.console import Stop


@unittest.skipIf(os.name == "nt", "a shared machine is a POSIX one here")
class Desk(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.project, self.own = self.folder / "project", self.folder / "own"
        for name in ("data", "docs", "environment", "target", "notebooks/solutions"):
            (self.project / name).mkdir(parents=True)
        for name in ("README.md", "notebooks/00_a.ipynb", "notebooks/solutions/00_a.ipynb"):
            (self.project / name).write_text("shared")
        hidden = self.project / "notebooks" / ".ipynb_checkpoints"
        hidden.mkdir()
        (hidden / "00_a.ipynb").touch()
        self.patch(desk, "ROOT", self.project)

    def patch(self, *what):
        patch = mock.patch.object(*what)
        patch.start()
        self.addCleanup(patch.stop)

    def make(self, folder=None):
        said, result = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(result):
            self.assertEqual(desk.desk(Namespace(folder=str(folder or self.own))), 0)
        return said.getvalue(), result.getvalue()

    def test_lessons_are_copied_and_the_rest_is_linked(self):
        said, result = self.make()
        self.assertIn("2 of 2 lessons", said)
        self.assertIn(f"export DECONVLAB_DESK={self.own}", said)
        self.assertEqual(result, f"{self.own}\n")
        # What a first cell names from the folder of its notebook.
        self.assertTrue((self.own / "notebooks" / "../target").samefile(self.project / "target"))
        self.assertFalse((self.own / "notebooks" / ".ipynb_checkpoints").exists())
        for private in (self.own, self.own / "runs"):
            self.assertEqual(stat.S_IMODE(private.stat().st_mode), 0o700)

    def test_a_second_time_leaves_what_was_written_and_adds_what_is_new(self):
        self.make()
        (self.own / "notebooks" / "00_a.ipynb").write_text("mine")
        (self.project / "notebooks" / "01_b.ipynb").write_text("new")
        self.assertIn("1 of 3 lessons", self.make()[0])
        self.assertEqual((self.own / "notebooks" / "00_a.ipynb").read_text(), "mine")
        self.assertEqual((self.project / "notebooks" / "00_a.ipynb").read_text(), "shared")

    def test_a_project_that_moved_is_linked_anew(self):
        self.make()
        moved = self.project.rename(self.folder / "moved")
        self.patch(desk, "ROOT", moved)
        self.make()
        self.assertTrue((self.own / "target").samefile(moved / "target"))

    def test_a_link_that_is_right_is_left_and_a_wrong_one_is_never_missing(self):
        self.make()
        (self.own / "docs").unlink()
        (self.own / "docs").symlink_to("nowhere")
        with mock.patch.object(Path, "unlink", autospec=True) as unlink:
            self.make()
        removed = {call.args[0].name for call in unlink.call_args_list}
        self.assertFalse(removed & set(desk.SHARED), removed)
        self.assertTrue((self.own / "docs").samefile(self.project / "docs"))
        self.assertEqual(len(list(self.own.iterdir())), len(desk.SHARED) + 2)

    def test_what_is_in_the_way_is_named_and_left(self):
        with self.assertRaisesRegex(Stop, "holds the project itself"):
            self.make(self.project)
        (self.own / "data").mkdir(parents=True)
        with self.assertRaisesRegex(Stop, "data is in the way.*Move it away"):
            self.make()
        self.assertFalse((self.own / "data").is_symlink())

    def test_the_variable_says_where_notebooks_and_runs_lie(self):
        self.make()
        with mock.patch.dict(os.environ, {desk.VARIABLE: str(self.own)}):
            options = java.jvm_options(17, home=desk.home())
            self.assertIn(f"-Ddeconvlab.home={self.own}", options)
            self.assertEqual(notebooks.find(["00"])[0].parent, self.own / "notebooks")
        self.assertEqual(desk.home({}), self.project)
        for wrong in ("own", str(self.folder / "nowhere")):
            with self.assertRaisesRegex(Stop, "DECONVLAB_DESK=.* is no desk"):
                desk.home({desk.VARIABLE: wrong})

    def test_the_kernel_keeps_the_shared_home_and_what_the_site_has_set(self):
        jdk = java.Java(Path("/jdk/bin/java"), Path("/jdk"), "17", 17, "amd64")
        site = {desk.VARIABLE: str(self.own), "GOMP_SPINCOUNT": "0"}
        with mock.patch.dict(os.environ, site):
            spec = venv.kernel_spec(jdk)
        self.assertNotIn(str(self.own), " ".join(spec["argv"]))
        self.assertEqual(spec["env"]["GOMP_SPINCOUNT"], "0")

    def test_a_kernel_that_is_not_ours_to_write_is_left(self):
        jdk = java.Java(Path("/jdk/bin/java"), Path("/jdk"), "17", 17, "amd64")
        self.patch(venv, "KERNEL", self.own)
        with mock.patch.object(venv.places, "writable", lambda folder: False):
            venv.write_kernel(jdk)  # Into a folder that is not there: an attempt would fail.

    def test_a_read_only_project_is_told_once_with_the_way_out(self):
        with mock.patch.object(desk.places, "writable", lambda folder: False):
            for words, told in (([], True), (["--store=x"], False), (["--out", "x"], False)):
                with contextlib.redirect_stderr(io.StringIO()) as said:
                    desk.remind(words)
                self.assertEqual("environment/lab desk" in said.getvalue(), told, words)


class AnotherUser(support.SharedProject):
    def test_what_its_owner_set_up_is_used_and_not_written(self):
        before = sorted(str(path) for path in self.project.rglob("*"))
        self.close()
        own = self.pupil / "desk"
        made = self.call("desk", str(own))
        self.assertEqual((made.returncode, made.stdout), (0, f"{own}\n"), made.stderr)
        shared = self.call("train")
        self.assertIn("for a place of your own", shared.stderr)
        trained = self.call("train", DECONVLAB_DESK=str(own))
        self.assertIn(f"-Ddeconvlab.home={own}", trained.stdout.splitlines())
        self.assertNotIn("for a place of your own", trained.stderr)
        self.assertEqual(sorted(str(path) for path in self.project.rglob("*")), before)


if __name__ == "__main__":
    unittest.main()
