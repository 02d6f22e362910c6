"""Verbs, their help, and which of them need what."""

from __future__ import annotations

import argparse

from _lab import desk, device
from _lab.build import ensure_built, is_built
from _lab.console import INTERRUPTED, Stop, guarded, say
from _lab.java import find_java, run_java

EXAMPLES = """examples:
  environment/lab run                 the main job: trains, compares, writes a report
  environment/lab test                every test
  environment/lab start               JupyterLab on the first notebook
  environment/lab VERB --help         what a verb takes

On Windows write `py environment/lab VERB`."""

# Verbs that Java does: what each is for and an example, shown by --help before the first build.
JAVA_VERBS = {
    "run": ("the headline study on the embedded images, with its report", "run"),
    "verify": (
        "compares the operator with the numbers in conformance files",
        "verify cases.json --engine djl",
    ),
    "data": ("downloads or imports a data set", "data cifar10 --from cifar-10-binary.tar.gz"),
    "train": (
        "one training run, with its record",
        "train --model ddnet --data cifar10-mini --epochs 3",
    ),
    "ablate": ("runs or resumes a study", "ablate taming-clip --seeds 3"),
    "report": ("verdicts and pictures from a store of runs alone", "report taming-clip"),
    "rerun": ("repeats a run from its record and compares every number", "rerun RECORD.json"),
    "bench": ("measures a training step, the input pipeline or a study's workers", "bench step --json"),
}
OWN_VERBS = {
    "test": "every test: Java, launcher, notebooks 00 and 01; with --browser JupyterLab in Chromium too",
    "start": "JupyterLab on notebook 00",
    "notebooks": "executes notebooks and checks them, or renews their outputs",
    "desk": "a folder of your own beside a project that many share: lessons, runs, links to the rest",
    "doctor": "what is here, what is missing, how to mend it",
}


def main(arguments: list[str]) -> int:
    status = guarded(lambda: dispatch(arguments))
    if status == INTERRUPTED:
        say("\nlab: interrupted")
    return status


def dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview())
        return 0 if arguments else 2
    verb, rest = arguments[0], arguments[1:]
    if verb in JAVA_VERBS:
        return java_verb(verb, rest)
    if verb in OWN_VERBS:
        return own_verb(verb, rest)
    raise Stop(f"lab: there is no verb '{verb}'\n\n{overview()}", 2)


def overview() -> str:
    verbs = {**{name: about for name, (about, _) in JAVA_VERBS.items()}, **OWN_VERBS}
    order = ["run", "test", "start", "notebooks", "verify", "data", "train"]
    order += ["ablate", "report", "rerun", "bench", "desk", "doctor"]
    lines = [f"  {name:<10} {verbs[name]}" for name in order]
    return "\n".join(["usage: environment/lab VERB …", "", *lines, "", EXAMPLES])


def java_verb(verb: str, rest: list[str]) -> int:
    if not is_built() and any(word in ("-h", "--help") for word in rest):
        about, example = JAVA_VERBS[verb]
        print(f"environment/lab {verb}: {about}\n\nexample:\n  environment/lab {example}\n")
        print(
            "All its options: repeat this after the first set-up, which any use of the verb starts."
        )
        return 0
    java = find_java()
    ensure_built(java)
    desk.remind(rest)
    return run_java(java, [verb, *rest], device.library(java, device.asked_for(verb, rest)))


def own_verb(verb: str, rest: list[str]) -> int:
    """The imports are here because most calls need none of them."""
    try:
        options = parser(verb).parse_args(rest)
    except SystemExit as ended:  # argparse has said what there is to say.
        return int(ended.code or 0)
    if verb == "doctor":
        from _lab.doctor import doctor

        return doctor(options)
    if verb == "test":
        from _lab.testing import test

        return test(options)
    if verb == "desk":
        return desk.desk(options)
    from _lab import notebooks

    return notebooks.start(options) if verb == "start" else notebooks.notebooks(options)


class Parser(argparse.ArgumentParser):
    """argparse's own print_help keeps silent where the text did not arrive."""

    def print_help(self, file=None) -> None:
        print(self.format_help(), end="")


def parser(verb: str) -> argparse.ArgumentParser:
    examples = {
        "test": "test --browser",
        "start": "start --no-browser",
        "notebooks": "notebooks 00 01 --check --fast",
        "desk": "desk ~/deconv-lab",
        "doctor": "doctor --json",
    }
    made = Parser(
        prog=f"environment/lab {verb}",
        description=OWN_VERBS[verb],
        epilog=f"example:\n  environment/lab {examples[verb]}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if verb == "test":
        made.add_argument(
            "--browser", action="store_true", help="also run notebook 00 in JupyterLab in Chromium"
        )
    elif verb == "desk":
        made.add_argument("folder", help="made where it is missing; what you wrote there stays")
    elif verb == "start":
        made.add_argument("--no-browser", action="store_true", help="only print the address")
    elif verb == "notebooks":
        made.add_argument(
            "numbers", nargs="*", metavar="NN", help="numbers such as 00, or paths; none: all"
        )
        mode = made.add_mutually_exclusive_group()
        mode.add_argument(
            "--check", action="store_true", help="run copies and check them (the default)"
        )
        mode.add_argument(
            "--update", action="store_true", help="write fresh outputs into the files"
        )
        made.add_argument(
            "--fast", action="store_true", help="the short form of long cells (DECONVLAB_FAST=1)"
        )
    else:
        made.add_argument("--json", action="store_true", help="one JSON object instead of text")
        made.add_argument(
            "--setup", action="store_true", help="first set up everything, to be offline later"
        )
    return made
