"""Shows figures with sliders and boxes in a real JupyterLab and moves them, in the light theme and in the dark one.

browser_test.py calls it with its page. Screenshots before and after land in the test's folder.
"""

from __future__ import annotations

import json
from pathlib import Path

CELLS = (
    "%classpath ../target/deconv-lab.jar\n%classpath ../target/lib/*.jar",
    "import deconvlab.math.*;\nimport deconvlab.notebook.*;\nimport deconvlab.record.*;\n"
    "import java.nio.file.*;",
    "Show.interactive(StampMatrix.of(Axis.of(3, 2, 1)));",
    'Path claims = Path.of("../docs/claims");\n'
    "Show.interactive(VerdictFigure.of(\n"
    '    Json.read(Files.readString(claims.resolve("report.json")), Verdicts.class),\n'
    '    Claim.read(claims.resolve("README.md"))));',
)
FIGURE = ".vega-embed:has(input[type=range])"
VERDICTS = ".vega-embed:has(select)"
SLIDERS = f"{FIGURE} .vega-bind input[type=range]"
STRIDE = 1  # the second of kernel, stride, padding, output padding, dilation
# Theme, the end of the stride's slider that is clicked at, the stride then.
MOVES = (("JupyterLab Light", "right", 3), ("JupyterLab Dark", "left", 1))


def write_notebook(file: Path) -> None:
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [dict(code, id=f"cell-{i}", source=source) for i, source in enumerate(CELLS)]
    kernel = {"display_name": "Java", "language": "java", "name": "java"}
    file.write_text(
        json.dumps(
            {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        )
    )


def outputs(stride: int) -> str:
    """The end of the formula on the picture: 5 inputs, kernel 3, padding 1."""
    return f"= {(5 - 1) * stride - 2 * 1 + (3 - 1) + 0 + 1}"


def move(page, folder: Path) -> dict[str, str]:
    """What was to be true -> "" or what is wrong; the notebook has been run."""
    page.wait_for_selector(SLIDERS, timeout=60_000)
    page.locator(FIGURE).scroll_into_view_if_needed()
    figure, results = page.locator(f"{FIGURE} svg.marks"), {}
    for theme, end, stride in MOVES:
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme", arg=theme, timeout=30_000
        )
        page.wait_for_timeout(1000)  # The theme's own transition.
        name = theme.split()[-1].lower()
        before = figure.screenshot(path=str(folder / f"sliders-{name}-before.png"))
        slider = page.locator(SLIDERS).nth(STRIDE)
        box = slider.bounding_box()
        slider.click(
            position={"x": 2 if end == "left" else box["width"] - 2, "y": box["height"] / 2}
        )
        page.wait_for_timeout(500)
        after = figure.screenshot(path=str(folder / f"sliders-{name}-after.png"))
        page.locator(FIGURE).screenshot(path=str(folder / f"sliders-{name}.png"))
        shown = " ".join(page.locator(f"{FIGURE} svg.marks text").all_text_contents())
        wrong = "the picture stayed as it was" if before == after else ""
        if outputs(stride) not in shown:
            wrong = f"'{outputs(stride)}' is not on the picture: {shown[:300]}"
        results[f"{theme}: a slider moves the picture"] = wrong
        results[f"{theme}: a box chooses verdicts"] = choose(page, folder, name)
    return results


def choose(page, folder: Path, name: str) -> str:
    """Chooses what is supported: claim 7 stays, claim 5, all of it refuted, goes."""
    figure, box = page.locator(f"{VERDICTS} svg.marks"), page.locator(f"{VERDICTS} select").first
    shown = []
    for verdict in ("all", "supported"):
        box.select_option(verdict)
        page.wait_for_timeout(500)
        figure.screenshot(path=str(folder / f"verdicts-{name}-{verdict}.png"))
        shown.append(" ".join(figure.locator("text").all_text_contents()))
    before, after = shown
    right = "Claim 5:" in before and "Claim 5:" not in after and "Claim 7:" in after
    return "" if right else f"chosen were: {after[:300]}"
