"""Texts of other people's files, without what no name has and what plays tricks where it is shown."""

from __future__ import annotations


def clean(text: str) -> str:
    r"""Return `text` with blanks for control characters, lone surrogates and line breaks, and single blanks.

    Joiners and marks of direction stay: Persian and Hebrew names have them.

    Examples
    --------
    >>> clean(" Tall \x1b[31m\nHamdan\x00"), clean("Ma\ud800li"), clean("مى\u200cشود") == "مى\u200cشود"
    ('Tall [31m Hamdan', 'Ma li', True)
    """
    if not text.isprintable():
        text = "".join(" " if _is_none_of_a_name(char) else char for char in text)
    return " ".join(text.split())


def _is_none_of_a_name(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" or char in "\u2028\u2029"
