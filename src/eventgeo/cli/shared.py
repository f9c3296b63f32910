"""What every command does alike: plain errors, plain numbers."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from eventgeo.errors import EventGeoError


def plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn errors into one line on stderr and exit code 1, unless ``--debug``."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        debug = click.get_current_context().find_root().params.get("debug", False)
        try:
            return command(*args, **options)
        except EventGeoError as error:
            if debug:
                raise
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            raise click.Abort from None
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # a reader that went away ("| head") is click's business
        except Exception as error:
            if debug:
                raise
            raise click.ClickException(
                f"unexpected {type(error).__name__}: {error}. This is a fault of eventgeo: "
                "please report it with what `eventgeo --debug …` prints."
            ) from error

    return run


def count(number: int, what: str) -> str:
    """Return "1 event", "2 events"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
