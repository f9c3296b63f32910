"""What every self-contained page is made of: a template, inlined assets, data as JSON, and a closed policy.

A page's Content-Security-Policy lets only its own scripts and styles run, known by their hashes, and forbids
every connection. Data are JSON in a block that cannot end early.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from eventgeo.datafiles import read_text, read_toml
from eventgeo.export.staging import staged

_SLOT = re.compile(r"\{\{(\w+)\}\}")


@cache
def asset(name: str) -> str:
    """Return the text of a file of ``export/assets``."""
    return read_text("export", f"assets/{name}")


@cache
def labels(name: str = "labels.toml") -> dict[str, dict[str, Any]]:
    """Return the words of a page by language."""
    return read_toml("export", f"assets/{name}")


def filled(template: str, slots: Mapping[str, str]) -> str:
    """Return the template of that name with its ``{{slots}}`` filled; what is filled in is not read again."""
    return _SLOT.sub(lambda slot: slots[slot.group(1)], asset(template))


def joined_script(names: Iterable[str]) -> str:
    """Return the scripts of these names as one, with no name of theirs outside it."""
    return '(() => {\n"use strict";\n' + "\n".join(map(asset, names)) + "\n})();\n"


def as_json(content: Any) -> str:
    r"""Return JSON that an HTML parser takes for plain text: no "<", ">" or "&" in it.

    Examples
    --------
    >>> as_json({"text": "</script>"})
    '{"text":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def policy(*, styles: Iterable[str], scripts: Iterable[str], images: str = "data:") -> str:
    """Return a Content-Security-Policy that allows these styles and scripts, and images from `images`."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src {images}; "
        "base-uri 'none'; form-action 'none'"
    )


def frame_of(page: str, *, title: str, height_px: int, sandbox: str = "allow-scripts allow-popups") -> str:
    """Return a sandboxed frame that shows `page` in a notebook: nothing in it can reach the notebook."""
    return (
        f'<iframe srcdoc="{html.escape(page, quote=True)}" sandbox="{sandbox}" width="100%" '
        f'height="{height_px}" style="border:0;border-radius:8px" title="{html.escape(title)}"></iframe>'
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def write_page(page: str, path: str | Path) -> Path:
    """Write a page, whole or not at all; its folder is made if it is not there.

    Raises
    ------
    ConfigurationError
        Where the file cannot be written.
    """
    path = Path(path)
    with staged(path.parent) as stage:
        (stage / path.name).write_text(page, "utf-8", newline="")
    return path
