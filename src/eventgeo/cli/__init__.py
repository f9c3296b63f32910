"""The command line ``eventgeo``: what the library does, for people who would rather not write Python.

Exit codes: 0 all well; 1 an error that stopped the work; 2 wrong usage; 3 done, but some inputs were left
out (named on stderr).
"""

from __future__ import annotations

import warnings
from typing import Any

import click

import eventgeo
from eventgeo.cli.crosswalk import crosswalk
from eventgeo.cli.doctor import doctor
from eventgeo.cli.evaluate import evaluate
from eventgeo.cli.extract import extract
from eventgeo.cli.gazetteer import gazetteer
from eventgeo.cli.places import resolve
from eventgeo.cli.training import train

__all__ = ["main"]


def _show_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
    if issubclass(category, UserWarning):
        click.echo(f"warning: {message}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(eventgeo.__version__, prog_name="eventgeo")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def main(debug: bool) -> None:
    """News text in, mapped conflict events out."""
    warnings.simplefilter("always", UserWarning)
    warnings.showwarning = _show_warning


for command in (extract, crosswalk, resolve, gazetteer, evaluate, train, doctor):
    main.add_command(command)
