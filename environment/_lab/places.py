"""Where things may lie: paths that Java cannot use, files in the way, homes that cannot be written."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import uuid
import zipfile
from pathlib import Path
from typing import Mapping

from _lab.console import DOT_LAB, ROOT, WINDOWS, Stop, read_text, say


def require_usable_path(root: Path) -> None:
    """Stops where the project's own path would be taken apart by Java or Maven."""
    text = str(root) + os.sep  # Its name may end in the "!" that ends a jar's name.
    unusable = [os.pathsep, f"!{os.sep}", "${", *([] if WINDOWS else ["\\"])]
    found = [part for part in unusable if part in text]
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        found.append("a byte that is no UTF-8")
    if found:
        shown = str(root).encode("utf-8", "backslashreplace").decode()
        raise Stop(
            f"lab: Java and Maven cannot work in a path with '{found[0]}' in it: {shown}\nMove the folder."
        )


def require_folder(path: Path) -> None:
    """Stops where something else lies in the place of a folder that we make."""
    if os.path.lexists(path) and not path.is_dir():
        what = "a link to nothing" if path.is_symlink() and not path.exists() else "no folder"
        raise Stop(f"lab: {path} is {what}, where a folder is needed. Delete it and repeat.")


def make_folder(path: Path) -> None:
    require_folder(path)
    path.mkdir(exist_ok=True, parents=True)


def remove(path: Path) -> None:
    """Whatever it is: a file, a link (not what it names) or a folder of ours."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def is_link(place: Path, to: Path) -> bool:
    return place.is_symlink() and os.readlink(place) == str(to)


def link(place: Path, to: Path) -> None:
    """Leaves a link there. A wrong one is replaced at once: others may need it, or make it, now."""
    if is_link(place, to):
        return
    new = place.with_name(f"{place.name}.{uuid.uuid4().hex}")
    new.symlink_to(to)
    try:
        os.replace(new, place)
    finally:
        new.unlink(missing_ok=True)


def writable(folder: Path) -> bool:
    """Whether files can be made in it (or, where it is absent, in the nearest folder above it)."""
    nearest = os.path.abspath(folder)
    while not os.path.lexists(nearest):
        nearest = os.path.dirname(nearest)
    return os.path.isdir(nearest) and os.access(nearest, os.W_OK | os.X_OK)


def read_object(path: Path) -> dict:
    """The JSON object in a file; an empty one where there is none, or something else."""
    try:
        found = json.loads(read_text(path)) if path.is_file() else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def user_home() -> Path:
    """As Java sees it: from the list of users, not from HOME."""
    try:
        import pwd

        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except (ImportError, KeyError):
        return Path(os.path.expanduser("~"))


def usable(place: Path) -> bool:
    return place.is_absolute() and writable(place)


def instead(name: str, of: Path) -> Path:
    """Another place for what cannot be kept in `of`; said when it is made."""
    owner = os.getuid() if hasattr(os, "getuid") else ""
    own = Path(tempfile.gettempdir()) / f"deconv-lab-{owner}"
    folder = (DOT_LAB if writable(DOT_LAB) else own) / name
    if not folder.is_dir():
        say(f"lab: {of} cannot be written, so {folder} is used instead")
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_folder(folder)
    ours = (folder, own) if folder.parent == own else (folder,)
    if owner and any(place.stat().st_uid != owner for place in ours):
        raise Stop(f"lab: {folder} belongs to another user. Delete it, or set TMPDIR.")
    return folder


def maven_repository() -> Path:
    return user_home() / ".m2" / "repository"


def maven_options(env: Mapping[str, str] = os.environ) -> list[str]:
    """Keeps Maven's downloads elsewhere where its own folder cannot be written; a user's word wins."""
    said = env.get("MAVEN_OPTS", "") + env.get("MAVEN_ARGS", "")
    if "maven.repo.local" in said or usable(maven_repository()):
        return []
    # Maven 3.9 and newer still read what lies in the first place.
    return [
        f"-Dmaven.repo.local={instead('m2', maven_repository())}",
        f"-Dmaven.repo.local.tail={maven_repository()}",
    ]


def engine_cache(env: Mapping[str, str]) -> Path:
    """Where DJL unpacks its libraries."""
    named = env.get("ENGINE_CACHE_DIR") or env.get("DJL_CACHE_DIR")
    return Path(named) if named else user_home() / ".djl.ai"


def share_engine(cache: Path) -> None:
    """DJL unpacks into a folder for its owner alone; one in the project is for all its users."""
    if ROOT in cache.resolve().parents:
        for folder in cache.glob("pytorch/*/"):
            with contextlib.suppress(OSError):  # Another's is for that one to open.
                folder.chmod(folder.stat().st_mode | 0o055)


def drop_damaged_library(cache: Path, jar: Path) -> None:
    """DJL unpacks its library once and then trusts it: one that is not as large as in the jar goes."""
    if not zipfile.is_zipfile(jar):
        return  # Java will say so.
    with zipfile.ZipFile(jar) as packed:
        entries = {e.filename: e.file_size for e in packed.infolist() if e.file_size}
    sizes = {name.split("/")[-1]: size for name, size in entries.items() if "pytorch/" in name[:8]}
    kinds = {"-".join(name.split("/")[1:3]) for name in entries if "pytorch/" in name[:8]}
    for folder in (found for kind in kinds for found in (cache / "pytorch").glob(f"*-{kind}")):
        there = {name: (folder / name).stat().st_size for name in sizes if (folder / name).exists()}
        if there and there != sizes:
            if not (writable(folder) and writable(folder.parent)):
                raise Stop(
                    f"lab: {folder} is damaged and cannot be written: its owner deletes it and runs "
                    "`environment/lab doctor --setup`, or ENGINE_CACHE_DIR names a folder of yours"
                )
            say(f"lab: {folder} is damaged; it is unpacked anew")
            remove(folder)


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """What to add so that DJL and Jupyter find places that they can write."""
    added, cache = {}, engine_cache(env)
    # One that is filled need not be written.
    if not usable(cache / "pytorch") and not any(cache.glob("pytorch/*/*djl_torch.*")):
        added["ENGINE_CACHE_DIR"] = str(instead("djl.ai", cache))
    home = Path(os.path.expanduser("~"))
    for name, place in (("DATA", ".local/share/jupyter"), ("CONFIG", ".jupyter")):
        variable = f"JUPYTER_{name}_DIR"
        if not WINDOWS and variable not in env and not usable(home / place):
            added[variable] = str(instead(f"jupyter-{name.lower()}", home / place))
    return added
