"""Puts the exercises' texts into notebooks, and makes the twins with the worked answers.

The texts stand once, in src/main/resources/deconvlab/lesson/NN.md. A lesson holds three cells of an
exercise, named 02-3-question, 02-3-starter and 02-3-check, where its author put them; a twin is made
of these texts alone. `lab notebooks --update` calls it before it executes.
"""

from __future__ import annotations

import re
from pathlib import Path

TEXTS = Path(__file__).parent.parent / "src/main/resources/deconvlab/lesson"
PLACE = re.compile(r"(\d\d-\d+)-(question|starter|check)")
CODE = re.compile(r"```java\n(.*?)\n```\s*", re.S)
CLASSPATH = "%classpath ../../target/deconv-lab.jar\n%classpath ../../target/lib/*.jar"
IMPORTS = """import deconvlab.math.*;
import deconvlab.notebook.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
Locale.setDefault(Locale.ROOT);   // numbers as in the text, wherever you are: 0.5 and 1,000"""


def exercises(lesson: str) -> dict[str, dict[str, str]]:
    """By id, in the file's order: question, starter, check, solution and why of each."""
    file = TEXTS / f"{lesson}.md"
    if not file.exists():
        return {}
    return dict(exercise(block) for block in file.read_text("utf-8").split("\n## ")[1:])


def exercise(block: str) -> tuple[str, dict[str, str]]:
    top, *parts = block.split("\n### ")
    part = dict(one.split("\n", 1) for one in parts)
    heading, _section, question = top.split("\n", 2)
    name, grade, title = heading.split(" · ", 2)
    code = {key: CODE.search(part[key])[1] for key in ("Starter", "Check", "Solution")}
    return name, {
        "question": f"### Exercise {name} · {grade} · {title}\n\n{question.strip()}",
        "starter": code["Starter"],
        "check": code["Check"],
        "solution": code["Solution"],
        "why": f"{CODE.sub('', part['Solution']).strip()}\n\n{part['Right'].strip()}",
    }


def refresh(notebook, path: Path) -> None:
    """The texts as they are now, in a lesson's cells or as a whole twin."""
    texts = exercises(path.name[:2])
    if path.parent.name == "solutions" and texts:
        notebook.cells = twin(path, texts)
    for cell in notebook.cells:
        place = PLACE.fullmatch(cell.get("id", ""))
        if place and place[1] in texts:
            cell.source = texts[place[1]][place[2]]


def twin(path: Path, texts: dict[str, dict[str, str]]) -> list:
    import nbformat

    lesson = path.parent.parent / path.name
    title = nbformat.read(lesson, as_version=4).cells[0].source.split("\n")[0]
    head = (
        f"{title}: worked answers\n\nEvery exercise of [the lesson](../{path.name}) with an answer, "
        "its check and the reasoning. Try it yourself first: the lesson's checks know the usual slips."
    )
    cells = [("title", "markdown", head), ("classpath", "code", CLASSPATH)]
    cells.append(("imports", "code", IMPORTS))
    for name, text in texts.items():
        for part in ("question", "solution", "check", "why"):
            kind = "code" if part in ("solution", "check") else "markdown"
            cells.append((f"{name}-{part}", kind, text[part]))
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    return [make[kind](source, id=name) for name, kind, source in cells]
