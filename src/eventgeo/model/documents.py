"""A document and its parts: when it was published, spans, tokens and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``start`` to ``end``, both included, in one of which something was published.

    Examples
    --------
    >>> str(Period(start=date(2000, 5, 1), end=date(2000, 5, 31)))
    '2000-05'
    >>> str(Period(start=date(2000, 1, 1), end=date(2000, 12, 31)))
    '2000'
    >>> str(Period(start=date(2000, 5, 8), end=date(2000, 5, 14)))
    '2000-05-08/2000-05-14'
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period from {self.start} cannot end on {self.end}")

    def __str__(self) -> str:
        """Return it as ISO 8601 writes it, as short as can be."""
        after = self.end + timedelta(days=1) if self.end < date.max else None
        whole_months = self.start.day == 1 and (after is None or after.day == 1)
        if whole_months and self.start.year == self.end.year:
            if self.start.month == self.end.month:
                return self.start.isoformat()[:7]
            if (self.start.month, self.end.month) == (1, 12):
                return self.start.isoformat()[:4]
        return f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text to read.

    ``date`` is the day of publication, against which "mardi" or "last week" is reckoned; where only the
    month, the year or another stretch is known, ``date`` is None and ``period`` holds it. ``lang`` is an
    ISO 639-1 code; where it is None the pipeline finds it.
    """

    doc_id: str
    text: str
    title: str = ""
    date: date | None = None
    lang: str | None = None
    source: str = ""
    period: Period | None = None

    @property
    def year(self) -> int | None:
        """The year of publication, the last one of a period; None where neither is known."""
        if self.date is not None:
            return self.date.year
        return self.period.end.year if self.period is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document's text: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """A word, number or mark. ``norm`` is lower case with straight apostrophes; accents stay."""

    norm: str

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalnum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """A sentence with its tokens in order."""

    index: int
    tokens: tuple[Token, ...]
