"""The day of publication: by a dateline in the text, else as the document gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eventgeo.assembly.date_anchor import Anchor, UnreadableDateError
from eventgeo.assembly.date_expressions import DateExpression
from eventgeo.assembly.date_linking_rules import LinkingRules
from eventgeo.assembly.date_surroundings import FULL_DATES, follows_dateline_word
from eventgeo.model import Sentence

DATELINE_TOKENS = 60
"""A dateline stands among the first tokens of a text."""
_DATELINE_DAYS = 60
"""Days a dateline may lie from the document's own date: a text is published again, but not a year later."""
_OPENING_TOKENS = 8
"""Tokens that may stand before a date that a place opens: "NATIONS UNIES (New York), le 15 novembre"."""
_CLOSING_MARKS = frozenset({"(", "-", "–", "—", ".-", ".", "|", "/"})
"""What parts a dateline from the text: "BEYROUTH, 15 novembre (AFP) –"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The day, where it is told, and the expression of the text that tells it, if one does."""

    day: date | None
    told_by: str
    dateline: DateExpression | None = None


def find_publication(
    own: date | None,
    sentences: Sequence[Sentence],
    norms: Sequence[Sequence[str]],
    expressions: Sequence[Sequence[DateExpression]],
    rules: LinkingRules,
) -> Publication:
    """Return the day of publication, by a dateline in the text before the document's own date.

    A dateline without its year ("DAMASCUS, Nov 15 (Reuters) -") takes that of the document, and is none
    where the document has no date. One that lies months from the document's date is no dateline.

    Parameters
    ----------
    own : date or None
        The date of the document.
    sentences, norms, expressions : sequence
        The sentences, the forms of their tokens, and the expressions of time in them.
    rules : LinkingRules
    """
    seen = 0
    for sentence, forms, found in zip(sentences, norms, expressions, strict=True):
        for expression in found:
            if seen + expression.start > DATELINE_TOKENS:
                break
            day = _day_of(expression, own)
            if day is None or (own is not None and abs((day - own).days) > _DATELINE_DAYS):
                continue
            if _opens(expression, sentence, forms, rules) or (
                seen == 0 and _stands_by_place(expression, sentence, forms, rules)
            ):
                return Publication(day=day, told_by=f'the dateline "{expression.text}"', dateline=expression)
        seen += len(sentence.tokens)
        if seen > DATELINE_TOKENS:
            break
    return Publication(day=own, told_by="the day of publication" if own else "the text alone")


def _day_of(expression: DateExpression, own: date | None) -> date | None:
    if expression.reads not in FULL_DATES or ("year" not in expression.slots and own is None):
        return None
    try:
        return expression.read(Anchor(published=own)).start
    except UnreadableDateError:
        return None


def _opens(expression: DateExpression, sentence: Sentence, norms: Sequence[str], rules: LinkingRules) -> bool:
    """Say whether a full date opens the text, or stands after "Published", an agency or a mark."""
    if "year" not in expression.slots:
        return False
    at = expression.start
    if at == 0 or follows_dateline_word(norms, at, rules) or not sentence.tokens[at - 1].is_word:
        return True
    bare = bool(rules.introductions) and "weekday" not in expression.slots
    return bare and norms[at - 1] not in rules.introductions


def _stands_by_place(
    expression: DateExpression, sentence: Sentence, norms: Sequence[str], rules: LinkingRules
) -> bool:
    """Say whether only names stand before the date, and a mark or an agency after it."""
    at, end = expression.start, expression.end
    if not 0 < at <= _OPENING_TOKENS:
        return False
    before = sentence.tokens[: at - 1 if norms[at - 1] in rules.dateline_articles else at]
    named = [token for token in before if token.is_word]
    if not named or not all(
        token.is_capitalised or token.text[:1].upper() == token.text[:1].lower() for token in named
    ):
        return False
    after = norms[end] if end < len(norms) else ""
    return after in _CLOSING_MARKS or after in rules.dateline
