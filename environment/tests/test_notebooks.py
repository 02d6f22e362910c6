import io
import json
import os
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from support import ENVIRONMENT  # noqa: F401  (puts the launcher on the path)

import run_notebooks
from _lab import notebooks
from _lab.console import Stop


class Thing(SimpleNamespace):
    """Stands in for nbformat's dictionaries, which can be read by name and by key."""

    def __contains__(self, name):
        return hasattr(self, name)

    def get(self, name, default=None):
        return getattr(self, name, default)

    def pop(self, name, default=None):
        return self.__dict__.pop(name, default)

    def clear(self):
        self.__dict__.clear()


def code(source, *outputs, count=1):
    return Thing(
        cell_type="code",
        source=source,
        outputs=list(outputs),
        execution_count=count,
        metadata=Thing(),
    )


def notebook(*cells):
    prose = Thing(cell_type="markdown", source="# Title", metadata=Thing())
    return Thing(cells=[prose, *cells], metadata=Thing())


def picture():
    return Thing(output_type="display_data", data={"image/png": "…"})


def red(text):
    return Thing(output_type="stream", name="stderr", text=text)


class Problems(unittest.TestCase):
    def test_an_error_names_cell_source_and_exception_without_colours(self):
        failed = Thing(
            output_type="error",
            ename="EvalException",
            evalue="outPad=2 too big",
            traceback=["\x1b[1;31mat A.b\x1b[0m"],
        )
        book = notebook(code("int a = 1;"), code("int b = 2;\nthrow x;", failed))
        (found,) = run_notebooks.problems(book, 0)
        self.assertEqual(
            found,
            "  cell 3 of 3:\n    | int b = 2;\n    | throw x;\n    EvalException: outPad=2 too big\n    at A.b",
        )

    def test_long_sources_are_cut(self):
        cell = code("\n".join("abcdefghij"))
        text = run_notebooks.describe(notebook(cell), cell)
        self.assertIn("    | f\n    | …", text)
        self.assertNotIn("| g", text)

    def test_standard_error_fails(self):
        (found,) = run_notebooks.problems(notebook(code("f();", red("WARN x"))), 0)
        self.assertIn("standard error:\n    WARN x", found)

    def test_missing_pictures_fail(self):
        book = notebook(code("a", picture()), code("b", picture()))
        self.assertEqual(run_notebooks.problems(book, 2), [])
        self.assertEqual(run_notebooks.problems(book, 3), ["    2 pictures, at least 3 expected"])

    def test_expected_pictures(self):
        five = notebook(*[code("a", picture())] * 5)
        none = notebook(code("a"))
        self.assertEqual(run_notebooks.expected_pictures(none, Path("notebooks/00_start.ipynb")), 3)
        self.assertEqual(run_notebooks.expected_pictures(five, Path("notebooks/00_start.ipynb")), 5)
        self.assertEqual(
            run_notebooks.expected_pictures(none, Path("notebooks/solutions/01_x.ipynb")), 0
        )

    def test_a_kernel_that_dies_stopped_at_the_last_cell_with_a_number(self):
        book = notebook(code("a"), code("System.exit(1);", count=2), code("c", count=None))
        self.assertIn("cell 3 of 4:\n    | System.exit(1);", run_notebooks.where_it_stopped(book))
        book = notebook(code("a", count=None), code("b", count=None))
        self.assertIn("cell 2 of 3:\n    | a", run_notebooks.where_it_stopped(book))


class Normalising(unittest.TestCase):
    def test_paths_and_times_go(self):
        root, home = os.path.join(os.sep, "x", "lab"), os.path.expanduser("~")
        text = f"{root}{os.sep}runs in {root} not {root}-2; {home}{os.sep}.djl.ai, {home}"
        expected = f".{os.sep}runs in . not {root}-2; ~{os.sep}.djl.ai, ~"
        self.assertEqual(run_notebooks.without_paths(text, root), expected)
        cell = code("a", Thing(output_type="stream", name="stdout", text=root), picture())
        cell.metadata = Thing(execution={"time": 1}, tags=["keep"])
        book = notebook(cell)
        book.metadata = Thing(language_info={"version": "17.0.15+6"}, other=1)
        run_notebooks.normalise(book, root)
        self.assertEqual(cell.metadata, Thing(tags=["keep"]))
        self.assertEqual(cell.outputs[0].text, ".")
        self.assertEqual(sorted(vars(book.metadata)), ["kernelspec", "language_info"])
        self.assertNotIn("version", book.metadata.language_info)


class Choosing(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        (self.folder / "solutions").mkdir()
        for name in ("01_b.ipynb", "00_a.ipynb", "solutions/01_b.ipynb", "notes.ipynb"):
            (self.folder / name).touch()

    def chosen(self, *wanted):
        return [
            path.relative_to(self.folder).as_posix()
            for path in notebooks.find(list(wanted), self.folder)
        ]

    def test_all_each_before_its_solutions(self):
        self.assertEqual(self.chosen(), ["00_a.ipynb", "01_b.ipynb", "solutions/01_b.ipynb"])

    def test_by_number_once(self):
        self.assertEqual(self.chosen("1", "01"), ["01_b.ipynb", "solutions/01_b.ipynb"])

    def test_unknown_number_lists_the_real_ones(self):
        with self.assertRaisesRegex(Stop, "no notebook 07.*there are: 00, 01"):
            self.chosen("07")


class WholeRuns(unittest.TestCase):
    def test_a_file_that_is_no_notebook_fails_readably(self):
        stub = SimpleNamespace(
            read=lambda path, as_version: json.loads(path.read_text())
        )  # The real nbformat is only in .lab/venv.
        patch = mock.patch.dict(sys.modules, {"nbformat": stub})
        with patch, tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as out:
            broken = Path(folder) / "00_x.ipynb"
            broken.write_text("{")
            with redirect_stderr(io.StringIO()):
                self.assertEqual(run_notebooks.main([str(broken), "--root", folder]), 1)
        self.assertIn("no readable notebook", out.getvalue())
        self.assertTrue(out.getvalue().endswith("0 passed, 1 failed\n"))


if __name__ == "__main__":
    unittest.main()
