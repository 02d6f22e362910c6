"""Opens a notebook in a real JupyterLab in Chromium, runs all its cells, and looks at the page; a second
one shows a figure with sliders, and one is moved.

`lab test --browser` calls it in .lab/venv: browser_test.py NOTEBOOK FOLDER. Screenshots of the whole
run, the server's log and the counts land in FOLDER. The notebook is a copy: the file stays as it is.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import browser_sliders
from _lab.console import guarded

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
RUN_TIMEOUT_S = 600
LEAST_PICTURES = 3

# The notebook's model, not the page: JupyterLab keeps cells that are out of sight out of the page.
STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const kernel = panel.sessionContext.session?.kernel;
  const cells = Array.from(panel.content.model.cells).filter(
      c => c.type === 'code' && c.sharedModel.getSource().trim());
  const outputs = cells.flatMap(c => c.sharedModel.getOutputs());
  const picture = o => o.data && (o.data['image/png'] || o.data['image/svg+xml']);
  return {
    kernel: kernel ? kernel.status : 'none',
    cells: cells.length,
    run: cells.filter(c => c.executionCount !== null && c.executionState !== 'running').length,
    pictures: outputs.filter(picture).length,
    errors: outputs.filter(o => o.output_type === 'error').map(o => `${o.ename}: ${o.evalue}`),
    red: outputs.filter(o => o.output_type === 'stream' && o.name === 'stderr').map(o => String(o.text)),
  };
}"""


def find_browser() -> str:
    wanted = os.environ.get("CHROMIUM")
    found = wanted or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found and shutil.which(found):
        return found
    sys.exit(
        f"browser test: {wanted or 'no Chromium'} was not found. Install it (sudo apt install chromium; any Chrome"
        " will do) or set CHROMIUM to the program."
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Jupyter:
    """A JupyterLab of our own on a free port, untouched by the user's settings."""

    def __init__(self, root: Path, folder: Path):
        self.port, self.token = free_port(), secrets.token_hex(16)
        self.address = f"http://127.0.0.1:{self.port}"
        own = folder / "jupyter"
        env = dict(
            os.environ, JUPYTER_CONFIG_DIR=str(own / "config"), JUPYTER_DATA_DIR=str(own / "data")
        )
        env.update(
            JUPYTER_RUNTIME_DIR=str(own / "runtime"), JUPYTERLAB_SETTINGS_DIR=str(own / "settings")
        )
        env.update(JUPYTERLAB_WORKSPACES_DIR=str(own / "workspaces"))
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [
            f"--ServerApp.root_dir={root}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
        ]
        command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}"]
        command += ["--LabApp.expose_app_in_browser=True"]  # window.jupyterapp, which STATE reads
        self.log_file = folder / "jupyterlab.log"
        self.log = open(self.log_file, "w", encoding="utf-8")
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)

    def __enter__(self) -> "Jupyter":
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self, seconds: int = 60) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/api?token={self.token}", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        sys.exit(f"browser test: JupyterLab did not start; see {self.log_file}")

    def __exit__(self, *error) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def run_all(page) -> tuple[dict, dict]:
    """Runs every cell from the Run menu; returns the last state and the seconds things took."""
    page.click('.lp-MenuBar-itemLabel:text-is("Run"), .lm-MenuBar-itemLabel:text-is("Run")')
    start = time.monotonic()
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    seconds: dict = {"first_picture": None}
    while True:
        state = page.evaluate(STATE)
        elapsed = time.monotonic() - start
        if state["pictures"] and seconds["first_picture"] is None:
            seconds["first_picture"] = round(elapsed, 1)
        finished = state["kernel"] == "idle" and state["run"] == state["cells"]
        if finished or state["errors"] or elapsed > RUN_TIMEOUT_S:
            time.sleep(0.5)  # The last output may follow the idle message.
            seconds["all_cells"] = round(time.monotonic() - start, 1)
            return page.evaluate(STATE), seconds
        time.sleep(0.1)


def open_notebook(page, jupyter: Jupyter, name: str) -> None:
    page.goto(f"{jupyter.address}/lab/tree/{name}?token={jupyter.token}&reset")
    page.wait_for_selector(".jp-Notebook", timeout=60_000)
    # Not "idle": a Java kernel is "unknown" to JupyterLab until it has run its first cell.
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.connectionStatus"
        " === 'connected'",
        timeout=120_000,
    )
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")


def screenshots(page, folder: Path) -> int:
    """The notebook from top to bottom, a screenful each."""
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    for number in range(1, 41):
        page.evaluate(
            "n => { const e = document.querySelector('.jp-WindowedPanel-outer');"
            " e.scrollTop = (n - 1) * e.clientHeight * 0.9; }",
            number,
        )
        page.wait_for_timeout(400)
        page.screenshot(path=str(folder / f"page-{number:02d}.png"))
        if page.evaluate(
            "() => { const e = document.querySelector('.jp-WindowedPanel-outer');"
            " return e.scrollTop + e.clientHeight >= e.scrollHeight - 2; }"
        ):
            return number
    return 40


def drawn(page) -> int:
    """Pictures that the page really shows, counted while scrolling through it once more."""
    return page.evaluate("""async () => {
          const outer = document.querySelector('.jp-WindowedPanel-outer'), seen = new Set();
          for (let top = 0; ; top += outer.clientHeight / 2) {
            outer.scrollTop = top;
            await new Promise(done => setTimeout(done, 150));
            for (const i of document.querySelectorAll('.jp-OutputArea-output img, .jp-OutputArea-output svg'))
              if (i.tagName === 'svg' || (i.complete && i.naturalWidth > 1)) seen.add(i);
            if (outer.scrollTop + outer.clientHeight >= outer.scrollHeight - 2) return seen.size;
          }
        }""")


def judge(state: dict, seconds: dict, shown: int) -> dict[str, str]:
    """What was to be true -> "" or what is wrong."""
    unfinished = state["cells"] - state["run"]
    return {
        "every cell ran and the kernel is idle": (
            ""
            if unfinished == 0 and state["kernel"] == "idle"
            else f"{unfinished} of {state['cells']} cells open after {seconds['all_cells']} s, kernel {state['kernel']}"
        ),
        f"at least {LEAST_PICTURES} pictures on the page": (
            ""
            if min(shown, state["pictures"]) >= LEAST_PICTURES
            else f"{shown} drawn, {state['pictures']} in the notebook"
        ),
        "no error output": "; ".join(state["errors"]),
        "nothing on standard error": "; ".join(state["red"])[:500],
    }


def browse(jupyter: Jupyter, name: str, sliders: str, folder: Path) -> dict[str, str]:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 960})
        page.on("pageerror", lambda error: print(f"page: {error}", file=sys.stderr))
        try:
            open_notebook(page, jupyter, name)
            state, seconds = run_all(page)
            pages = screenshots(page, folder)
            results = judge(state, seconds, drawn(page))
            open_notebook(page, jupyter, sliders)
            run_all(page)
            results.update(browser_sliders.move(page, folder))
        except Error as error:
            page.screenshot(path=str(folder / "failed.png"))
            sys.exit(
                f"browser test: {error.message}; see failed.png and jupyterlab.log in {folder}"
            )
        finally:
            browser.close()
    print(
        f"browser: {state['cells']} cells, {state['pictures']} pictures; first picture"
        f" {seconds['first_picture']} s after Run All Cells, the last cell after {seconds['all_cells']} s;"
        f" {pages} screenshots in {folder}"
    )
    return results


def main(arguments: list[str]) -> int:
    notebook, folder = Path(arguments[0]).resolve(), Path(arguments[1]).resolve()
    find_browser()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Beside the original, so that its relative paths hold.
    copied = notebook.with_name(f"browser-test-{os.getpid()}.ipynb")
    sliders = notebook.with_name(f"browser-sliders-{os.getpid()}.ipynb")
    shutil.copyfile(notebook, copied)
    browser_sliders.write_notebook(sliders)
    try:
        with Jupyter(notebook.parent, folder) as jupyter:
            results = browse(jupyter, copied.name, sliders.name, folder)
    finally:
        copied.unlink(missing_ok=True)
        sliders.unlink(missing_ok=True)
    for check, wrong in results.items():
        print(f"  {'FAILED' if wrong else 'ok    '} {check}{': ' + wrong if wrong else ''}")
    failed = sum(bool(wrong) for wrong in results.values())
    counts = {"passed": len(results) - failed, "failed": failed, "skipped": 0}
    (folder / "result.json").write_text(json.dumps(counts))
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if failed else 0


if __name__ == "__main__":
    # Any signal: JupyterLab and the copy go too.
    sys.exit(guarded(lambda: main(sys.argv[1:])))
