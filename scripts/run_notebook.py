"""Run a notebook from top to bottom and keep its output in the file.

    scripts/run_notebook.py NOTEBOOK [--check]

--check runs it without writing: the exit code tells whether it still works.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    notebook = nbformat.read(options.notebook, as_version=4)  # type: ignore[no-untyped-call]
    folder = str(options.notebook.parent)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}
    ).execute()
    if not options.check:
        nbformat.write(notebook, options.notebook)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
