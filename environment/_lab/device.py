"""Which PyTorch library computes: the CPU build on the class path, or a CUDA build for an NVIDIA card.

DJL prefers the folder that PYTORCH_LIBRARY_PATH names to the class path, so naming one is all it
takes, for a kernel too, whose class path holds the CPU build. Whether the card is then really used
only Java can say (driver, CUDA runtime and library must fit), so it is asked before it is relied on.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import os
import platform
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import zlib
from pathlib import Path
from typing import Mapping, Optional

from _lab import places
from _lab.build import locked
from _lab.console import DOT_LAB, WINDOWS, Progress, Stop, say
from _lab.java import Java, command_line

VERSION, FLAVOR = "2.7.1", "cu128"
SERVER = f"https://publish.djl.ai/pytorch/{VERSION}"
# Where there is a CUDA build, and what DJL calls the system.
BUILDS = {("Linux", "amd64"): "linux-x86_64", ("Windows", "amd64"): "win-x86_64"}
TORCH = "torch.dll" if WINDOWS else "libtorch.so"
COMPUTING = ("run", "train", "ablate", "rerun", "bench")
PROVEN = DOT_LAB / "gpu.json"


class NoCard(Exception):
    """Why no GPU can be used, in words."""


def asked_for(verb: str, arguments: list[str]) -> str:
    """What --device says (the last one counts); the CPU where nothing will be computed."""
    if verb not in COMPUTING or {"-h", "--help", "--dry-run"} & set(arguments):
        return "cpu"
    device = "best"
    for position, argument in enumerate(arguments):
        if argument.startswith("--device="):
            device = argument.partition("=")[2]
        elif argument == "--device" and position + 1 < len(arguments):
            device = arguments[position + 1]
    return device


def library(java: Java, device: str) -> dict[str, str]:
    """The environment in which DJL loads the library for this device.

    `best` falls back to the CPU and says why, unless there is no card to speak of; `gpu` stops.
    """
    if os.environ.get("PYTORCH_LIBRARY_PATH"):
        return named_by_user()
    if device != "best" and not re.fullmatch(r"gpu(:\d{1,4})?", device):
        return {}  # The CPU, or a word that Java refuses: nothing is downloaded for it.
    try:
        card = driver()
        if not card:
            raise NoCard("there is no NVIDIA driver here (no nvidia-smi on PATH)")
        added = naming(installed(java))
        prove(java, card, added)
        return added
    except NoCard as why:
        if device != "best":
            raise Stop(f"lab: --device {device} cannot be had: {why}", 2) from why
        if shutil.which("nvidia-smi"):
            say(f"lab: the CPU computes: {why}")
        return {}


def named_by_user() -> dict[str, str]:
    folder = Path(os.environ["PYTORCH_LIBRARY_PATH"])
    folder = folder.parent if folder.name == TORCH else folder
    if (folder / TORCH).is_file():
        return {name: os.environ.get(name) or value for name, value in naming(folder).items()}
    say(f"lab: PYTORCH_LIBRARY_PATH is ignored, there is no {TORCH} in {folder}")
    return {}


def driver() -> str:
    """What nvidia-smi says about cards and driver; "" where there is none."""
    tool = shutil.which("nvidia-smi")
    if not tool:
        return ""
    query = ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"]
    try:
        asked = subprocess.run(
            [tool, *query],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoCard(f"nvidia-smi does not answer ({error})") from error
    said = "; ".join(asked.stdout.decode("utf-8", "replace").split("\n")).strip("; \r")
    if asked.returncode != 0 or not said:
        raise NoCard(f"nvidia-smi fails: {said or asked.returncode}")
    return said


def folder_for(java: Java) -> Path:
    build = BUILDS.get((platform.system(), java.arch))
    if build is None:
        raise NoCard(f"there is no CUDA build for {platform.system()} on {java.arch}")
    return places.engine_cache(java.environment()) / "pytorch" / f"{VERSION}-{FLAVOR}-{build}"


def installed(java: Java) -> Path:
    """The folder of the CUDA build, which is downloaded when it is first needed."""
    folder = folder_for(java)
    if (folder / TORCH).is_file():
        return folder
    require_place(folder)
    try:
        # Where the build will lie: who may write there need not own the project, nor share it.
        with locked(folder.parents[1] / "gpu.lock", "another lab is downloading; waiting for it"):
            if not (folder / TORCH).is_file():
                download(folder)
    except (OSError, EOFError, zlib.error, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise NoCard(
            f"PyTorch's CUDA build did not arrive from {SERVER} in {folder}: {reason}"
        ) from error
    return folder


def require_place(folder: Path) -> None:
    """A cache that is filled for the CPU is used also by those who may not write there."""
    if not places.writable(folder.parent):
        raise NoCard(
            f"PyTorch's CUDA build is not in {folder.parent}, which cannot be written: its owner runs "
            "`environment/lab doctor --setup` once, or ENGINE_CACHE_DIR names a folder of yours"
        )


def download(folder: Path) -> None:
    """As DJL would, but seen: whole or not at all, file by file, each a gzip with its own checksum."""
    part = folder.with_name(folder.name + ".part")
    build = folder.name.partition(f"{FLAVOR}-")[2]
    with urllib.request.urlopen(f"{SERVER}/files.txt", timeout=20) as answer:
        lines = answer.read().decode("utf-8").split()
    wanted = [line for line in lines if line.startswith(f"{FLAVOR}/{build}/")]
    if not wanted:
        raise NoCard(f"{SERVER} has no {FLAVOR} for {build}")
    progress, arrived = Progress("downloading PyTorch's CUDA build, once"), 0
    places.remove(part)
    part.mkdir(parents=True)
    try:
        for line in wanted:
            name = Path(urllib.parse.unquote(line)).name[: -len(".gz")]
            with urllib.request.urlopen(f"{SERVER}/{line}", timeout=60) as answer:
                with gzip.open(answer) as unpacked, open(part / name, "wb") as out:
                    while block := unpacked.read(1 << 20):
                        arrived += out.write(block)
                        progress.update(f"{arrived / 1e6:.0f} MB")
        places.remove(folder)
        part.rename(folder)
    finally:
        progress.done(f"{arrived / 1e6:.0f} MB")
        places.remove(part)


def naming(folder: Path) -> dict[str, str]:
    """What makes DJL take this folder, the glue that fits it, and the CUDA runtime that lies there."""
    has_cuda = any(folder.glob("*torch_cuda.*"))
    added = {
        "PYTORCH_LIBRARY_PATH": str(folder),
        "PYTORCH_VERSION": VERSION,
        "PYTORCH_FLAVOR": FLAVOR if has_cuda else "cpu",
    }
    # DJL counts cards by a "cudart" of the system; a machine with a driver alone has none.
    if has_cuda and WINDOWS:
        added["PATH"] = str(folder) + os.pathsep + os.environ.get("PATH", "")
    elif has_cuda and (runtime := linked_runtime(folder)):
        before = os.environ.get("LD_LIBRARY_PATH")
        added["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, (before, str(runtime))))
    return added


RUNTIME = DOT_LAB / "cuda"


def linked_runtime(folder: Path) -> Optional[Path]:
    """Puts libcudart.so, by that name, into a folder of its own, and returns that. Where pip
    installed PyTorch, the runtime lies beside it. None where there is none, or no link can be made:
    that is said and ends nothing, for the CPU needs none and the system may have a runtime."""
    beside = folder.parent.parent.glob("nvidia/cuda_runtime/lib/libcudart.so*")
    found = [*folder.glob("libcudart*.so*"), *beside]
    if not found:
        return None
    name = "libcudart.so"
    try:
        if places.is_link(RUNTIME / name, found[0]):
            return RUNTIME
        place = RUNTIME if places.writable(RUNTIME) else places.instead("cuda", RUNTIME)
        places.make_folder(place)
        places.link(place / name, found[0])
    except (OSError, Stop) as why:
        reason = str(why).removeprefix("lab: ")
        say(f"lab: no {name} could be made for {found[0]}, so GPUs may not be found: {reason}")
        return None
    return place


def prove(java: Java, card: str, added: Mapping[str, str]) -> None:
    """Has Java load the library and count cards; a proof holds until one of these changes."""
    proof = {"card": card, "java": java.version, **added}
    if places.read_object(PROVEN) == proof:
        return
    said = ask_java(java, added)
    if not said.get("gpus"):
        why = said.get("error") or "no card was found by the CUDA runtime (is there a libcudart?)"
        raise NoCard(f"{card}: {why}")
    if not places.writable(DOT_LAB):
        return
    # One that cannot be kept (a full disk) is given again.
    with contextlib.suppress(OSError):
        places.make_folder(DOT_LAB)
        places.remove(PROVEN)
        PROVEN.write_text(json.dumps(proof, indent=1) + "\n", encoding="utf-8")


def ask_java(java: Java, added: Mapping[str, str]) -> dict:
    """The Java half of `doctor`: {"engine": ..., "gpus": ...}, or {"error": ...}."""
    try:
        asked = subprocess.run(
            command_line(java, ["doctor", "--json"]),
            env={**java.environment(), **added},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return {"error": str(error)}
    try:
        return dict(json.loads(asked.stdout.decode("utf-8", "replace")))
    except (ValueError, TypeError, RecursionError):
        said = asked.stderr.decode("utf-8", "replace").strip().splitlines()
        return {"error": said[0] if said else f"exit status {asked.returncode} and no answer"}
