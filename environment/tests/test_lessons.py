import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from support import ENVIRONMENT  # noqa: F401  (puts the launcher on the path)

import lessons

TEXTS = """# 07 A lesson

## 07-1 · warm-up · Twice
Section: Doubling

Write a method
that doubles.

### Starter
```java
int twice(int n) {
  throw new NotYet();
}
```

### Check
```java
Check.exercise("07-1", () -> twice(3));
```

### Solution
```java
int twice(int n) {
  return n + n;
}
```

Twice is once and once more.

### Right
It grows.

### Hints
- What is once?

## 07-2 · core · A title · with a dot
Section: Doubling

And back?

### Starter
```java
int half = 0;
```

### Check
```java
Check.exercise("07-2", () -> half);
```

### Solution
```java
int half = 3;
```

Half of six.

### Right
It shrinks.

### Hints
- Think.
"""
TWICE = "int twice(int n) {\n  return n + n;\n}"
LESSON = "07_a_lesson.ipynb"
REAL = lessons.TEXTS


class Cell(SimpleNamespace):
    """Stands in for nbformat's cells, which can be read by name and by key."""

    def get(self, name, default=None):
        return getattr(self, name, default)


def cell(source, **kept):
    return Cell(source=source, **kept)


class Lessons(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        (self.folder / "07.md").write_text(TEXTS, encoding="utf-8")
        texts = mock.patch.object(lessons, "TEXTS", self.folder)
        texts.start()
        self.addCleanup(texts.stop)

    def refreshed(self, path, *cells):
        """The cells afterwards; the real nbformat is only in .lab/venv."""
        first = cell("# 07 · A lesson\n\nWhat for.", id="top")
        kinds = SimpleNamespace(
            new_markdown_cell=lambda source, id: cell(source, id=id, cell_type="markdown"),
            new_code_cell=lambda source, id: cell(source, id=id, cell_type="code"),
        )
        nbformat = SimpleNamespace(
            read=lambda path, as_version: SimpleNamespace(cells=[first]), v4=kinds
        )
        book = SimpleNamespace(cells=list(cells))
        with mock.patch.dict("sys.modules", {"nbformat": nbformat}):
            lessons.refresh(book, self.folder / path)
        return book.cells


class Exercises(Lessons):
    def test_every_part_in_the_files_order(self):
        found = lessons.exercises("07")
        self.assertEqual(list(found), ["07-1", "07-2"])
        self.assertEqual(
            found["07-1"],
            {
                "question": "### Exercise 07-1 · warm-up · Twice\n\nWrite a method\nthat doubles.",
                "starter": "int twice(int n) {\n  throw new NotYet();\n}",
                "check": 'Check.exercise("07-1", () -> twice(3));',
                "solution": TWICE,
                "why": "Twice is once and once more.\n\nIt grows.",
            },
        )

    def test_a_title_may_hold_what_divides_the_heading(self):
        question = lessons.exercises("07")["07-2"]["question"]
        self.assertTrue(question.startswith("### Exercise 07-2 · core · A title · with a dot\n\n"))

    def test_a_lesson_without_a_file_has_none(self):
        self.assertEqual(lessons.exercises("08"), {})

    def test_the_real_files_have_every_part(self):
        with mock.patch.object(lessons, "TEXTS", REAL):
            for number in ("00", "01", "02", "03", "04", "05", "11"):
                found = lessons.exercises(number)
                self.assertGreaterEqual(len(found), 4, number)
                for name, text in found.items():
                    self.assertRegex(name, rf"{number}-\d+")
                    self.assertTrue(all(text.values()), name)


class Refreshing(Lessons):
    def test_a_lessons_cells_get_the_texts_as_they_are_now(self):
        cells = self.refreshed(
            LESSON,
            cell("old", id="07-1-question"),
            cell("old", id="07-1-starter"),
            cell("old", id="07-1-check"),
            cell("Prose stays.", id="c03"),
        )
        self.assertEqual(cells[0].source.split("\n")[0], "### Exercise 07-1 · warm-up · Twice")
        self.assertIn("throw new NotYet();", cells[1].source)
        self.assertEqual(cells[2].source, 'Check.exercise("07-1", () -> twice(3));')
        self.assertEqual(cells[3].source, "Prose stays.")

    def test_what_is_unknown_stays_untouched(self):
        cells = self.refreshed(
            LESSON,
            cell("no such exercise", id="07-9-check"),
            cell("another lesson's", id="06-1-check"),
            cell("no such part", id="07-1-solution"),
            cell("more than a place", id="07-1-check-2"),
            cell("no id"),
        )
        self.assertEqual(
            [one.source for one in cells],
            ["no such exercise", "another lesson's", "no such part", "more than a place", "no id"],
        )

    def test_a_lesson_without_texts_stays_as_it_is(self):
        (kept,) = self.refreshed("08_other.ipynb", cell("old", id="08-1-check"))
        self.assertEqual(kept.source, "old")
        (kept,) = self.refreshed("solutions/08_other.ipynb", cell("by hand", id="a"))
        self.assertEqual(kept.source, "by hand")


class Twins(Lessons):
    def test_a_twin_is_made_whole_of_the_texts(self):
        cells = self.refreshed(f"solutions/{LESSON}", cell("gone", id="07-1-check"))
        parts = ("question", "solution", "check", "why")
        self.assertEqual(
            [one.id for one in cells],
            ["title", "classpath", "imports"]
            + [f"07-{number}-{part}" for number in (1, 2) for part in parts],
        )
        self.assertEqual(
            [one.cell_type for one in cells[3:7]], ["markdown", "code", "code", "markdown"]
        )
        title = cells[0].source
        self.assertTrue(title.startswith("# 07 · A lesson: worked answers\n"))
        self.assertIn(f"(../{LESSON})", title)
        self.assertEqual(cells[4].source, TWICE)
        self.assertEqual(cells[6].source, "Twice is once and once more.\n\nIt grows.")
        self.assertNotIn("gone", [one.source for one in cells])

    def test_made_twice_it_is_the_same(self):
        once = self.refreshed(f"solutions/{LESSON}")
        self.assertEqual(self.refreshed(f"solutions/{LESSON}", *once), once)


if __name__ == "__main__":
    unittest.main()
