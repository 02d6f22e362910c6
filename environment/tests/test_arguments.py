import os
import re
import shlex
import subprocess
import sys
import unittest

from support import ENVIRONMENT, lab

from _lab.main import JAVA_VERBS, OWN_VERBS, overview


class Arguments(unittest.TestCase):
    def test_no_verb_shows_help_with_examples_and_is_bad_usage(self):
        called = lab()
        self.assertEqual(called.returncode, 2)
        self.assertIn("environment/lab run", called.stdout)

    def test_help_is_no_error(self):
        for word in ("--help", "-h", "help"):
            self.assertEqual(lab(word).returncode, 0, word)

    def test_unknown_verb_is_named_and_the_real_ones_listed(self):
        called = lab("rnu")
        self.assertEqual((called.returncode, called.stdout), (2, ""))
        self.assertIn("no verb 'rnu'", called.stderr)
        self.assertIn("notebooks", called.stderr)

    @unittest.skipIf(os.name == "nt", "needs a POSIX pipe")
    def test_a_reader_that_leaves_early_is_no_traceback(self):
        command = (
            f"{shlex.quote(sys.executable)} {shlex.quote(str(ENVIRONMENT / 'lab'))} --help | true"
        )
        called = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True)
        self.assertEqual(called.stderr, "")

    def test_every_verb_is_in_the_overview(self):
        listed = re.findall(r"^  (\w+) {2,}\S", overview().split("examples:")[0], re.M)
        self.assertEqual(sorted(listed), sorted([*JAVA_VERBS, *OWN_VERBS]))

    def test_own_verbs_have_help_with_an_example(self):
        for verb in OWN_VERBS:
            called = lab(verb, "--help")
            self.assertEqual(called.returncode, 0, verb)
            examples = {"notebooks": "notebooks 00", "desk": "lab desk ~"}
            self.assertIn(examples.get(verb, f"environment/lab {verb} --"), called.stdout)

    def test_unknown_option_is_bad_usage(self):
        for call in (
            ("test", "--brwser"),
            ("start", "--port"),
            ("notebooks", "--check", "--update"),
        ):
            called = lab(*call)
            self.assertEqual((called.returncode, called.stdout), (2, ""), call)

    @unittest.skipIf(sys.version_info < (3, 11), "the notebook verbs need 3.11")
    def test_notebook_that_is_not_there(self):
        for name, words in (
            ("99", "no notebook 99"),
            ("x", "'x' is no notebook"),
            ("x.ipynb", "no notebook x.ipynb"),
        ):
            called = lab("notebooks", name)
            self.assertEqual((called.returncode, called.stdout), (2, ""), name)
            self.assertIn(words, called.stderr)


if __name__ == "__main__":
    unittest.main()
