"""Dates and numbers of dead and injured by the library's own rules, as labels for the reader.

The gold gives the value of a date, not its words, and no numbers. The rules read French and English; what the
reader learns from them it carries over to the other languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from eventgeo.assembly.date_expressions import find_date_expressions
from eventgeo.assembly.numbers import Number, read_number
from eventgeo.assembly.tolls import find_tolls
from eventgeo.model import Document, Sentence
from eventgeo.text.sentences import split_sentences

RULED = ("fr", "en")
"""Languages whose rules are good enough to be learned from."""

LEARNED = ("killed", "injured")
"""Harms whose numbers are learned."""


def ruled_expressions(document: Document) -> list[tuple[int, int, str]] | None:
    """Return (start, end, label) of each expression; None for a language without rules to learn from.

    Examples
    --------
    >>> text = "Une frappe a tué 12 civils mardi."
    >>> ruled_expressions(Document(doc_id="1", text=text, lang="fr"))
    [(27, 32, 'date'), (17, 19, 'killed')]
    """
    if document.lang not in RULED:
        return None
    found: list[tuple[int, int, str]] = []
    for sentence in split_sentences(document.text, document.lang):
        tokens = sentence.tokens
        for date in find_date_expressions(sentence, document.lang):
            found.append((tokens[date.start].start, tokens[date.end - 1].end, "date"))
        numbers = list(_numbers(sentence, document.lang))
        for toll in find_tolls(sentence, document.lang):
            fitting = [number for number in numbers if number.value in (toll.low, toll.high)]
            if fitting and toll.harm in LEARNED:
                nearest = min(fitting, key=lambda number: abs(tokens[number.start].start - toll.place))
                found.append((tokens[nearest.start].start, tokens[nearest.end - 1].end, toll.harm))
    return found


def _numbers(sentence: Sentence, lang: str) -> Iterator[Number]:
    norms = [token.norm for token in sentence.tokens]
    at = 0
    while at < len(norms):
        number = read_number(norms, at, lang)
        if number is not None:
            yield number
            at = max(at + 1, number.end)
        else:
            at += 1
