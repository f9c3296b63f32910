"""Clauses of a sentence, found by the words and marks that open them: no parse, rules as data.

A clause here is a stretch of tokens within which a place or a negation most likely belongs to the verb beside
it. The rules of a language are in ``rules/<lang>/clauses.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from eventgeo.assembly.rulefiles import read_rules
from eventgeo.model import Sentence, Token

_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}
_REACH = 8  # tokens after "and" among which its verb must come
_MAX_ENCLOSED = 80  # tokens after an opening mark among which its partner is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRules:
    """The rules of one language; openers by their first word, longest first."""

    marks: frozenset[str]
    dashes: frozenset[str]
    min_enclosed_words: int
    openers: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    not_after: frozenset[str]
    verb_words: frozenset[str]
    verb_endings: tuple[str, ...]
    not_verbs: frozenset[str]
    participle_endings: tuple[str, ...]
    not_participles: frozenset[str]

    def is_verb(self, token: Token) -> bool:
        """Tell whether the form of `token` shows a finite verb."""
        norm = token.norm
        if norm in self.verb_words:
            return True
        return norm.endswith(self.verb_endings) and norm not in self.not_verbs and not token.is_capitalised

    def is_participle(self, token: Token) -> bool:
        """Tell whether `token` looks like a present participle."""
        return (
            token.norm.endswith(self.participle_endings)
            and token.norm not in self.not_participles
            and not token.is_capitalised
        )


@cache
def clause_rules(lang: str) -> ClauseRules:
    """Return the clause rules of `lang`; a language without a rules file is not split at all but at marks."""
    table = read_rules(lang, "clauses")
    openers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for mode, phrases in table.get("openers", {}).items():
        if mode == "not_after":
            continue
        for phrase in phrases:
            words = tuple(phrase.split())
            openers.setdefault(words[0], []).append((words, mode))
    verbs, participles = table.get("verbs", {}), table.get("participles", {})
    return ClauseRules(
        marks=frozenset(table.get("marks", ";:")),
        dashes=frozenset(table.get("dashes", "–—")),
        min_enclosed_words=table.get("min_enclosed_words", 6),
        openers={word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in openers.items()},
        not_after=frozenset(table.get("openers", {}).get("not_after", ())),
        verb_words=frozenset(verbs.get("words", ())),
        verb_endings=tuple(verbs.get("endings", ())),
        not_verbs=frozenset(verbs.get("not_verbs", ())),
        participle_endings=tuple(participles.get("endings", ())),
        not_participles=frozenset(participles.get("not_participles", ())),
    )


def split_clauses(sentence: Sentence, lang: str) -> tuple[tuple[int, int], ...]:
    """Split a sentence into clauses.

    Parameters
    ----------
    sentence : Sentence
    lang : str
        ISO 639-1 code.

    Returns
    -------
    tuple of (int, int)
        Ranges of token indices, end exclusive, in order; together they cover the sentence without overlap.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> sentence = split_sentences("L’armée a pris Hama, tuant dix civils qui fuyaient la ville.", "fr")[0]
    >>> [" ".join(t.text for t in sentence.tokens[a:b]) for a, b in split_clauses(sentence, "fr")]
    ['L’ armée a pris Hama ,', 'tuant dix civils', 'qui fuyaient la ville .']
    >>> split_clauses(Sentence(start=0, end=0, text="", index=0, tokens=()), "fr")
    ()
    """
    tokens = sentence.tokens
    if not tokens:
        return ()
    rules = clause_rules(lang)
    verbs = [rules.is_verb(token) for token in tokens]
    enclosures = _cuts_at_enclosures(tokens, rules)
    bounds = [0]
    has_word = tokens[0].is_word  # marks alone are no clause
    for i in range(1, len(tokens)):
        if has_word and (i in enclosures or _starts_clause(tokens, i, bounds[-1], verbs, rules)):
            bounds.append(i)
            has_word = False
        has_word = has_word or tokens[i].is_word
    if not has_word and len(bounds) > 1:
        bounds.pop()
    bounds.append(len(tokens))
    return tuple(pairwise(bounds))


class Clauses:
    """The clauses of a document's sentences, each sentence split when it is first asked for.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Ils fuient ; il reste.", "fr")
    >>> clauses = Clauses("fr")
    >>> clauses.of(sentence) is clauses.of(sentence), clauses.of(sentence)
    (True, ((0, 3), (3, 6)))
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._ranges: dict[int, tuple[tuple[int, int], ...]] = {}

    def of(self, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """Return the clauses of a sentence of the document, as :func:`split_clauses` does."""
        if sentence.start not in self._ranges:
            self._ranges[sentence.start] = split_clauses(sentence, self._lang)
        return self._ranges[sentence.start]


def _starts_clause(
    tokens: Sequence[Token], i: int, start: int, verbs: Sequence[bool], rules: ClauseRules
) -> bool:
    """Tell whether a clause starts before token `i`, the present one having started at `start`."""
    token, before = tokens[i], tokens[i - 1].norm
    if before in rules.marks or token.norm in rules.dashes:
        return True
    if before == "." and token.is_capitalised and len(tokens[i - 2].norm) > 1:
        return True  # a full stop inside a quotation
    rows = rules.openers.get(token.norm)
    if rows:
        for words, mode in rows:
            if len(words) > 1 and tuple(t.norm for t in tokens[i : i + len(words)]) != words:
                continue
            if mode == "always" and before not in rules.not_after and not _inside_opener(tokens, i, start):
                return True
            if mode == "after_comma" and before == ",":
                return True
            if mode == "with_verb" and before not in rules.not_after:
                stop = min(len(tokens), i + _REACH)
                if True in verbs[start:i] and True in verbs[i + len(words) : stop]:
                    return True
    if before != ",":
        return False
    return rules.is_participle(token) or (verbs[i] and True in verbs[start:i])  # ", a déclaré le ministre"


def _inside_opener(tokens: Sequence[Token], i: int, start: int) -> bool:
    """Tell whether token `i` follows another opener at once ("mais | si"), which it then belongs to."""
    return i - start == 1 and tokens[start].is_word and start > 0


def _cuts_at_enclosures(tokens: Sequence[Token], rules: ClauseRules) -> set[int]:
    """Return cuts round the brackets and quotations long enough to be clauses of their own."""
    cuts: set[int] = set()
    i = 0
    while i < len(tokens):
        closing = _PAIRS.get(tokens[i].norm, '"' if tokens[i].norm == '"' else "")
        if closing:
            stop = min(len(tokens), i + _MAX_ENCLOSED)
            end = next((j for j in range(i + 1, stop) if tokens[j].norm == closing), -1)
            if end - i > rules.min_enclosed_words:
                after = end + 1
                while after < len(tokens) and tokens[after].norm in ",.":
                    after += 1  # the comma after a quotation goes with it
                cuts |= {i, after}
            if closing == '"' and end > 0:
                i = end
        i += 1
    return cuts
