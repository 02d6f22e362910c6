"""The verb `desk`: a folder of one's own beside a project that many share and nobody writes to."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import Mapping

from _lab import places
from _lab.console import ROOT, Stop, say

VARIABLE = "DECONVLAB_DESK"
SHARED = ("README.md", "data", "docs", "environment", "target")
COPIED = "notebooks"
OWN = "runs"


def desk(options: argparse.Namespace) -> int:
    """Makes the folder, or renews its links and adds new lessons; what its owner wrote stays."""
    folder = Path(os.path.abspath(os.path.expanduser(options.folder)))
    if folder == ROOT or folder in ROOT.parents:
        raise Stop(f"lab: {folder} holds the project itself: name another folder", 2)
    places.require_usable_path(folder)
    for made in (folder, folder / OWN):
        places.require_folder(made)
        # Nobody else's to read: what a pupil tries is the pupil's own.
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in SHARED:
        link(folder / name, ROOT / name)
    lessons = [file for file in sorted((ROOT / COPIED).rglob("*")) if is_lesson(file)]
    new = sum(copied(file, folder / file.relative_to(ROOT)) for file in lessons)
    say(f"lab: {new} of {len(lessons)} lessons and texts are new in {folder / COPIED}")
    if os.environ.get(VARIABLE) != str(folder):
        say(f"lab: to work there by other verbs, too:  export {VARIABLE}={folder}")
    print(folder)
    return 0


def is_lesson(file: Path) -> bool:
    return file.is_file() and not any(part[0] == "." for part in file.relative_to(ROOT).parts)


def link(place: Path, shared: Path) -> None:
    if place.exists() and not place.is_symlink():
        raise Stop(f"lab: {place} is in the way of a link to {shared}. Move it away and repeat.")
    places.link(place, shared)  # Anew where the project has moved.


def copied(lesson: Path, place: Path) -> bool:
    """Whether it was missing; one that is there may be half worked through and stays."""
    if place.exists():
        return False
    places.make_folder(place.parent)
    shutil.copyfile(lesson, place)
    return True


def home(env: Mapping[str, str] = os.environ) -> Path:
    """Where notebooks and `runs` lie: the desk that the variable names, or the project itself."""
    named = env.get(VARIABLE)
    if not named:
        return ROOT
    folder = Path(named)
    if not folder.is_absolute() or not (folder / COPIED).is_dir():
        raise Stop(
            f"lab: {VARIABLE}={named} is no desk: make one there by `environment/lab desk FOLDER` "
            "and give its whole path, or unset it",
            2,
        )
    return folder


def remind(words: list[str]) -> None:
    """Before a verb writes: where the project is not ours to write, its `runs` is no place."""
    named = any(word.partition("=")[0] in ("--store", "--out", "--to", "--help") for word in words)
    if not named and not places.writable(home() / OWN):
        say(
            f"lab: {home() / OWN} cannot be written; for a place of your own:  environment/lab desk "
            f"~/deconv-lab  and  export {VARIABLE}=$HOME/deconv-lab"
        )
