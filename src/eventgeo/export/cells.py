"""Cells of a CSV file that a spreadsheet must not take for a formula.

News text is untrusted: a sentence that begins with "=" would be run as a formula when the CSV file is opened
in a spreadsheet. Such a cell of text gets an apostrophe in front, which a spreadsheet shows as text;
:func:`unescape` takes it away again. Numbers ("-3.5") are left alone, and so are cells that have no such
start.
"""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""A start that spreadsheets take for a formula, full-width forms included, perhaps after apostrophes."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


def escape(cell: str) -> str:
    """Return `cell` so that no spreadsheet runs it.

    Examples
    --------
    >>> escape("=cmd()"), escape("-12.5"), escape("Goma"), escape("'=x")
    ("'=cmd()", '-12.5', 'Goma', "''=x")
    """
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unescape(cell: str) -> str:
    """Return what `escape` made `cell` of.

    Examples
    --------
    >>> unescape("'=cmd()"), unescape("-12.5"), unescape("'n Djamena"), unescape("''=x")
    ('=cmd()', '-12.5', "'n Djamena", "'=x")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
