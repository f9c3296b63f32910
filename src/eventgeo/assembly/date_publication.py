"""The time of publication: by a dateline in the text, else as the document gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eventgeo.assembly.date_anchor import Anchor, UnreadableDateError
from eventgeo.assembly.date_expressions import DateExpression
from eventgeo.assembly.date_linking_rules import LinkingRules
from eventgeo.assembly.date_surroundings import FULL_DATES, follows_dateline_word
from eventgeo.model import Document, Period, Sentence, Token

DATELINE_TOKENS = 60
"""A dateline stands among the first tokens of a text."""
_DATELINE_REACH = timedelta(days=60)
"""How far a dateline may lie from the document's own date: a text is published again, not a year later."""
_OPENING_TOKENS = 8
"""Tokens that may stand before a date that a place opens: "NATIONS UNIES (New York), le 15 novembre"."""
_JOINING_LETTERS = 3
"""Letters of the longest small word within a place's name: "Ciudad de México", "Puerto de la Cruz"."""
_BARE_NAMES = 4
"""Words that may stand before it in a script without capitals: "نيويورك (الأمم المتحدة)، 15 نوفمبر"."""
_CLOSING_MARKS = frozenset({"(", "-", "–", "—", ".-", ".", "|", "/"})
"""What parts a dateline from the text: "BEYROUTH, 15 novembre (AFP) –"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The day, or else the period, and the expression of the text that tells it, if one does."""

    told_by: str
    day: date | None = None
    period: Period | None = None
    dateline: DateExpression | None = None

    @property
    def earliest(self) -> date | None:
        """The first day on which it can have been published."""
        return self.period.start if self.period else self.day

    @property
    def latest(self) -> date | None:
        """The last day on which it can have been published."""
        return self.period.end if self.period else self.day

    def __str__(self) -> str:
        """Return when it was published and who tells it, as reasons name it."""
        when = self.day or self.period
        return f"{when} ({self.told_by})" if when else self.told_by


def find_publication(
    document: Document,
    sentences: Sequence[Sentence],
    norms: Sequence[Sequence[str]],
    expressions: Sequence[Sequence[DateExpression]],
    rules: LinkingRules,
) -> Publication:
    """Return the time of publication, by a dateline in the text before the document's own date.

    A dateline without its year ("DAMASCUS, Nov 15 (Reuters) -") takes that of the document, and is none
    where the document has neither date nor period. One that lies months from these is no dateline.

    Parameters
    ----------
    document : Document
        With its date or period.
    sentences, norms, expressions : sequence
        The sentences, the forms of their tokens, and the expressions of time in them.
    rules : LinkingRules
    """
    own = _own(document)
    seen = 0
    for sentence, forms, found in zip(sentences, norms, expressions, strict=True):
        for expression in found:
            if seen + expression.start > DATELINE_TOKENS:
                break
            day = _day_of(expression, own)
            if day is None or _is_far(day, own):
                continue
            below = seen > 0  # a headline
            if _opens(expression, sentence, forms, rules) or _stands_by_place(
                expression, sentence, forms, rules, below=below
            ):
                return Publication(day=day, told_by=f'the dateline "{expression.text}"', dateline=expression)
        seen += len(sentence.tokens)
        if seen > DATELINE_TOKENS:
            break
    return own


def _own(document: Document) -> Publication:
    if document.date is not None:
        return Publication(day=document.date, told_by="the day of publication")
    if document.period is not None:
        return Publication(period=document.period, told_by="the time of publication")
    return Publication(told_by="the text alone")


def _is_far(day: date, own: Publication) -> bool:
    if own.earliest is None or own.latest is None:
        return False
    return day - own.latest > _DATELINE_REACH or own.earliest - day > _DATELINE_REACH


def _day_of(expression: DateExpression, own: Publication) -> date | None:
    if expression.reads not in FULL_DATES or ("year" not in expression.slots and own.latest is None):
        return None
    try:
        return expression.read(Anchor(published=own.day, period=own.period)).start
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
    expression: DateExpression, sentence: Sentence, norms: Sequence[str], rules: LinkingRules, *, below: bool
) -> bool:
    """Say whether only names stand before the date, and a mark or an agency after it.

    Below a headline only a bracket or an agency will do: "Un mort à Bagdad / BAGDAD, 3 mai (AFP) –".
    """
    at, end = expression.start, expression.end
    if not 0 < at <= _OPENING_TOKENS:
        return False
    before = sentence.tokens[: at - 1 if norms[at - 1] in rules.dateline_articles else at]
    named = [token for token in before if token.is_word]
    after = norms[end] if end < len(norms) else ""
    if not any(_has_capitals(token) for token in named):
        if not 0 < len(named) <= _BARE_NAMES or after == ".":
            return False  # any sentence looks so in Arabic
    elif not all(
        token.is_capitalised
        or not _has_capitals(token)
        or (0 < number < len(named) - 1 and len(token.text) <= _JOINING_LETTERS)
        for number, token in enumerate(named)
    ):
        return False
    return after in rules.dateline or (after == "(" if below else after in _CLOSING_MARKS)


def _has_capitals(token: Token) -> bool:
    """Say whether its script tells names by their first letter."""
    return token.text[:1].upper() != token.text[:1].lower()
