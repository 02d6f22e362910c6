"""Finding Java and Maven, and the options Java is started with."""

from __future__ import annotations

import locale
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional

from _lab import desk, places
from _lab.console import ROOT, TARGET, WINDOWS, Stop, become, read_text, say

OLDEST_JAVA = 17
OLDEST_MAVEN = (3, 6, 3)
MAIN_CLASS = "deconvlab.cli.Main"
JAR = TARGET / "deconv-lab.jar"
LIBRARIES = TARGET / "lib"
NATIVE_CPU = "pytorch-native-cpu*.jar"

# For every process that computes, the kernel's too; a value that the user has set wins.
LIBRARY_ENVIRONMENT = {
    # How long a thread that waits for the others spins before it sleeps: libgomp's own 300,000
    # rounds made a step several times slower as soon as another program wanted a core. Not at all
    # where one does when we start (Java.environment): docs/measurements.md has what each costs.
    "GOMP_SPINCOUNT": "20000",
    # glibc gives a Java thread an arena that hands large blocks back at once, to be faulted in anew
    # at every step; from the main one, kept, a step was about a tenth faster (docs/measurements.md).
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "4000000000",
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
}


@dataclass(frozen=True)
class Java:
    """One Java installation: its `java`, home folder, version ("17.0.15"), major (17) and os.arch."""

    executable: Path
    home: Path
    version: str
    major: int
    arch: str

    @property
    def has_compiler(self) -> bool:
        return (self.home / "bin" / ("javac.exe" if WINDOWS else "javac")).is_file()

    def environment(self) -> dict[str, str]:
        """Our environment with this Java first, for Maven, Jupyter and the kernel."""
        env = dict(os.environ)
        env["JAVA_HOME"] = str(self.home)
        env["PATH"] = str(self.home / "bin") + os.pathsep + env.get("PATH", "")
        # In an ASCII locale (or one that is not there) Java cannot open a path with an umlaut in it.
        if platform.system() == "Linux" and not has_locale():
            env["LC_ALL"] = "C.UTF-8"
        env.update(places.environment(env))
        if "GOMP_SPINCOUNT" not in env and others_compute():
            env["GOMP_SPINCOUNT"] = "0"
        for name, value in LIBRARY_ENVIRONMENT.items():
            env.setdefault(name, value)
        return env


def others_compute(seconds: float = 0.2) -> bool:
    """Whether other programs keep more than half a core busy now; Linux alone tells."""
    stat = Path("/proc/stat")
    if not stat.is_file() or os.getloadavg()[0] < 0.5:
        return False
    before = busy_ticks(read_text(stat))
    time.sleep(seconds)
    ticks = busy_ticks(read_text(stat)) - before
    return ticks > 0.5 * seconds * os.sysconf("SC_CLK_TCK")


def busy_ticks(stat: str) -> int:
    """What all cores did but idle and wait for disks, from the first line of /proc/stat."""
    counts = [int(word) for word in stat.partition("\n")[0].split()[1:9] if word.isdigit()]
    return sum(counts) - sum(counts[3:5])


def has_locale() -> bool:
    """Whether the locale that programs are started with exists and knows more than ASCII."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return False
    return locale.nl_langinfo(locale.CODESET) not in ("ANSI_X3.4-1968", "US-ASCII", "646")


def major_version(version: str) -> int:
    """17 for "17.0.15" or "17-ea", 8 for "1.8.0_292"; 0 when it is no version."""
    match = re.match(r"(?:1\.)?(\d+)", version)
    return int(match.group(1)) if match else 0


def inspect(executable: Path) -> Optional[Java]:
    """Asks one `java` what it is; None when it does not run (macOS ships such a stub)."""
    try:
        asked = subprocess.run(
            [str(executable), "-XshowSettings:properties", "-version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = dict(
        re.findall(r"^ +([a-z.]+) = (.*?)\s*$", asked.stdout.decode("utf-8", "replace"), re.M)
    )
    if asked.returncode != 0 or "java.version" not in found:
        return None
    home = Path(found.get("java.home", ""))
    if not (home / "bin").is_dir():
        home = executable.resolve().parent.parent
    version = found["java.version"]
    return Java(executable, home, version, major_version(version), found.get("os.arch", ""))


def candidates(env: Mapping[str, str]) -> list[tuple[str, Path]]:
    """Where a `java` may be, best first: (how to name the place, the program)."""
    places = []
    name = "java.exe" if WINDOWS else "java"
    if env.get("JAVA_HOME"):
        places.append(("JAVA_HOME", Path(env["JAVA_HOME"]) / "bin" / name))
    on_path = shutil.which("java", path=env.get("PATH"))
    if on_path:
        places.append(("PATH", Path(on_path)))
    if platform.system() == "Darwin":
        for keg in ("openjdk", "openjdk@21", "openjdk@17"):
            places.append(("Homebrew", Path("/opt/homebrew/opt") / keg / "bin" / name))
    return places


def find_java(env: Mapping[str, str] = os.environ) -> Java:
    """The first usable JDK; otherwise a Stop that says what was found and what to install."""
    rejected = []
    for place, executable in candidates(env):
        java = inspect(executable) if executable.is_file() else None
        if java is None:
            if place != "Homebrew":
                rejected.append(f"{place}: {executable} is missing or does not run")
        elif java.major < OLDEST_JAVA:
            rejected.append(f"{place}: {executable} is Java {java.version}, too old")
        elif not java.has_compiler:
            rejected.append(f"{place}: {executable} is a Java {java.major} without javac (no JDK)")
        else:
            if rejected:
                say(
                    f"lab: using {java.executable} (Java {java.version}); passed over: {rejected[0]}"
                )
            return java
    found = "\n".join("  " + line for line in rejected) or "  no java in JAVA_HOME or on PATH"
    raise Stop(
        f"lab: needs a Java development kit (JDK) {OLDEST_JAVA} or newer.\nFound:\n{found}\n"
        + hint(
            "openjdk-17-jdk-headless",
            "java-17-openjdk-devel",
            "openjdk@17",
            "EclipseAdoptium.Temurin.17.JDK",
        )
        + "\nIf one is installed elsewhere, set JAVA_HOME to its folder."
    )


def find_maven() -> str:
    """The `mvn` program (mvn.cmd on Windows)."""
    maven = shutil.which("mvn")
    if maven:
        return maven
    raise Stop(
        "lab: needs Apache Maven (mvn) to build once; there is none on PATH.\n"
        + hint("maven", "maven", "maven", "")
    )


def maven_version(maven: str, env: Mapping[str, str]) -> tuple[int, ...]:
    """(3, 8, 7), or () when `mvn -version` says nothing that can be read."""
    try:
        asked = subprocess.run(
            [maven, "-version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(env),
            timeout=120,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    match = re.search(rb"Apache Maven (\d+)\.(\d+)\.(\d+)", asked.stdout)
    return tuple(int(part) for part in match.groups()) if match else ()


def hint(debian: str, fedora: str, brew: str, winget: str) -> str:
    """How to install something, for the system at hand first."""
    system = platform.system()
    if system == "Darwin":
        return f"Install it:  brew install {brew}"
    if system == "Windows":
        if winget:
            return f"Install it:  winget install {winget}"
        return "Install it:  choco install maven  (or unpack Maven's zip and put its bin folder on PATH)"
    return (
        f"Install it:  sudo apt install {debian}   (Debian, Ubuntu)\n"
        f"             sudo dnf install {fedora}   (Fedora)"
    )


def native_access(major: int) -> list[str]:
    """What keeps newer Javas from warning about native code on standard error.

    JEP 454 (22) warns about System.load, JEP 498 (24) about sun.misc.Unsafe; older ones refuse
    to start with an option that they do not know.
    """
    flags = ["--enable-native-access=ALL-UNNAMED"] if major >= 22 else []
    return flags + (["--sun-misc-unsafe-memory-access=allow"] if major >= 24 else [])


def jvm_options(
    major: int, env: Mapping[str, str] = os.environ, home: Path = ROOT
) -> list[str]:
    """Options for every Java of ours; LAB_JAVA_OPTS comes last and so wins.

    3 GB of heap: tensors live outside of it, and a smaller machine only reserves addresses.
    """
    return [
        *native_access(major),
        "-Xmx3g",
        "-DOPT_OUT_TRACKING=true",
        f"-Ddeconvlab.home={home}",
        f"-Ddeconvlab.terminal={str(sys.stderr.isatty()).lower()}",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        # Java 17 knows the first pair of names, 19 and newer the second.
        "-Dsun.stdout.encoding=UTF-8",
        "-Dsun.stderr.encoding=UTF-8",
        "-Dstdout.encoding=UTF-8",
        "-Dstderr.encoding=UTF-8",
        *options_in("LAB_JAVA_OPTS", env),
    ]


def options_in(name: str, env: Mapping[str, str] = os.environ) -> list[str]:
    """The options in a variable, written as in a shell."""
    try:
        return shlex.split(env.get(name, ""), posix=not WINDOWS)
    except ValueError as error:
        raise Stop(f"lab: {name} does not parse ({error}): {env[name]}", 2) from error


def command_line(java: Java, arguments: list[str]) -> list[str]:
    jars = [JAR, *sorted(LIBRARIES.glob("*.jar"))]
    path = os.pathsep.join(str(jar) for jar in jars)
    options = jvm_options(java.major, home=desk.home())
    return [str(java.executable), *options, "-cp", path, MAIN_CLASS, *arguments]


def run_java(java: Java, arguments: list[str], library: Mapping[str, str]) -> int:
    """`library` says which PyTorch library DJL loads (device.py)."""
    env = {**java.environment(), **library}
    for jar in LIBRARIES.glob(NATIVE_CPU):
        places.drop_damaged_library(places.engine_cache(env), jar)
    return become(command_line(java, arguments), env)
