import json
import tempfile
import unittest
from pathlib import Path

from support import ENVIRONMENT  # noqa: F401  (puts the launcher on the path)

from _lab.testing import Counts, surefire, written


class Sums(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)

    def report(self, name, tests, errors, skipped, failures):
        (self.folder / f"TEST-{name}.xml").write_text(
            f'<testsuite tests="{tests}" errors="{errors}" skipped="{skipped}" failures="{failures}"/>'
        )

    def test_surefire_reports_are_summed(self):
        self.report("a", tests=10, errors=1, skipped=2, failures=3)
        self.report("b", tests=5, errors=0, skipped=0, failures=0)
        (self.folder / "TEST-cut.xml").write_text('<testsuite tests="7" errors="0"><testca')
        (self.folder / "other.xml").write_text("<x/>")
        self.assertEqual(surefire(self.folder, status=1), Counts(passed=9, failed=5, skipped=2))

    def test_maven_failing_without_a_failed_test_is_a_failure(self):
        self.assertEqual(surefire(self.folder, status=1), Counts(0, 1, 0))
        self.report("a", tests=5, errors=0, skipped=1, failures=0)
        self.assertEqual(surefire(self.folder, status=1), Counts(4, 1, 1))
        self.assertEqual(surefire(self.folder, status=0), Counts(4, 0, 1))

    def test_no_result_or_a_bad_status_is_a_failure(self):
        result = self.folder / "result.json"
        self.assertEqual(written(result, status=0), Counts(failed=1))
        result.write_text(json.dumps({"passed": 2, "failed": 0, "skipped": 0}))
        self.assertEqual(written(result, status=0), Counts(2, 0, 0))
        self.assertEqual(written(result, status=1), Counts(2, 1, 0))

    def test_the_last_line(self):
        self.assertEqual(
            str(Counts(3, 0, 1).plus(Counts(1, 2, 0))), "4 passed, 2 failed, 1 skipped"
        )


if __name__ == "__main__":
    unittest.main()
