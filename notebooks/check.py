"""Runs both notebooks from top to bottom in a fresh kernel each, and looks at what came out.

Asked is that no cell fails, that every named table has rows and every named figure is a picture, and that the files are
committed without outputs, counts and paths of a machine, so that nothing in them is left over from somebody's session.

Usage: check.py RESULTS.json REPLAY-FOLDER [HTML-FOLDER]

The last writes the executed notebooks as pages to look at.
"""

import os
import pathlib
import re
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

HERE = pathlib.Path(__file__).resolve().parent
CELL_SECONDS = 120
MACHINE_PATH = re.compile(r"[\"'](/|[A-Za-z]:\\\\)\w")

EXPECTED = {
    "evaluation.ipynb": [
        "the-run", "trade-off-table", "trade-off-figure", "by-kind-table", "by-kind-figure", "cold-start-table",
        "cold-start-figure", "bound-table", "bound-figure", "parts-table", "parts-figure", "time-table", "readme-text",
    ],
    "explore-replay.ipynb": [
        "run-table", "principals-table", "decisions-table", "timeline-figure", "nearest-figure", "reasons-table",
        "resources-table", "ladders-table",
    ],
}


def code_cells(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def committed_clean(book):
    for cell in code_cells(book):
        if cell.outputs or cell.execution_count is not None:
            yield f"cell {cell.id} is committed with what it put out; clear the notebook"
        if MACHINE_PATH.search(cell.source):
            yield f"cell {cell.id} names a path of one machine"


def named_outputs(book, expected):
    by_name = {cell.metadata["name"]: cell for cell in code_cells(book) if "name" in cell.metadata}
    for name in sorted(set(by_name) ^ set(expected)):
        yield f"{name} must be both a named cell and expected here, but is only one of them"
    for name in expected:
        if name in by_name:
            yield from looked_at(name, by_name[name].outputs)


def looked_at(name, outputs):
    shown = [output.data for output in outputs if output.output_type in ("display_data", "execute_result")]
    if name.endswith("-figure"):
        if not any(data.get("image/png") for data in shown):
            yield f"{name} must show a picture, but shows none"
    elif name.endswith("-text"):
        if not any(output.output_type == "stream" and output.text.strip() for output in outputs):
            yield f"{name} must print something, but prints nothing"
    elif not any(re.search(r"<tbody>\s*<tr>", data.get("text/html", "")) for data in shown):
        yield f"{name} must show a table with rows, but shows none"


def check(name, pages):
    book = nbformat.read(HERE / name, as_version=4)
    nbformat.validate(book)
    problems = list(committed_clean(book))
    try:
        NotebookClient(book, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    except CellExecutionError as failure:
        return problems + [f"a cell failed:\n{failure}"]
    problems += named_outputs(book, EXPECTED[name])
    if pages is not None:
        page, _ = HTMLExporter().from_notebook_node(book)
        pages.mkdir(parents=True, exist_ok=True)
        (pages / name).with_suffix(".html").write_text(page, encoding="utf-8")
    return problems


def main(results, replay, pages=None):
    # Else the kernel warns of a debugger that nobody attaches.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    os.environ["FUSEWIRE_RESULTS"] = str(pathlib.Path(results).resolve())
    os.environ["FUSEWIRE_REPLAY"] = str(pathlib.Path(replay).resolve())
    failed = False
    for name in EXPECTED:
        problems = check(name, None if pages is None else pathlib.Path(pages))
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
        if not problems:
            print(f"{name}: ran, with {len(EXPECTED[name])} named outputs")
        failed |= bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
