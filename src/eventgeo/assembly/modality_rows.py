"""Events in a row share what governs the first: "l'accord prévoit la libération des otages et le retrait"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.assembly.clauses import clause_rules
from eventgeo.assembly.modality_cues import CueRules
from eventgeo.assembly.modality_scope import SentenceCues
from eventgeo.model import Judgement, Sentence, Span

_LONGEST_STEP = 9
"""Words from one event of a row to the joint before the next: "la libération de tous les otages et …"."""
_LONGEST_OPENING = 3
"""Words from the joint to its event: "et le prochain retrait"."""


def continues_row(
    sentence: Sentence,
    cues: SentenceCues,
    before: tuple[int, int],
    at: tuple[int, int],
    forms: tuple[frozenset[str], frozenset[str]],
    lang: str,
) -> bool:
    """Say whether the trigger at `at` goes on with the row that the trigger at `before` stands in.

    Both must be nouns or both infinitives, with a joint ("et", a comma) before the second, and nothing that
    begins anew between them: no verb, no word that opens a clause.

    Examples
    --------
    >>> from eventgeo.assembly.modality_scope import read_cues
    >>> from eventgeo.text.sentences import split_sentences
    >>> noun = frozenset({"noun"})
    >>> [sentence] = split_sentences("Il prévoit la libération des otages et le retrait.", "fr")
    >>> continues_row(sentence, read_cues(sentence, "fr"), (3, 4), (8, 9), (noun, noun), "fr")
    True
    >>> [sentence] = split_sentences("Il prévoit la libération, a dit le chef après le retrait.", "fr")
    >>> continues_row(sentence, read_cues(sentence, "fr"), (3, 4), (10, 11), (noun, noun), "fr")
    False
    """
    rules, norms = cues.rules, cues.norms
    if not any(kind in forms[0] and kind in forms[1] for kind in ("noun", "inf")):
        return False
    joint = _joint(norms, before[1], at[0], "inf" in forms[1] and "noun" not in forms[1], rules)
    if joint is None or joint - before[1] > _LONGEST_STEP or joint in cues.boundaries:
        return False
    verbs = clause_rules(lang)
    return not any(
        norms[place] in rules.hard_stops
        or (norms[place] in rules.soft_stops and norms[place] != ",")
        or verbs.is_verb(sentence.tokens[place])
        for place in range(before[1], at[0])
        if place != joint
    )


def _joint(norms: Sequence[str], start: int, first: int, is_verb: bool, rules: CueRules) -> int | None:
    """Return where the joint before the event stands; only light words may stand behind it."""
    opening = rules.clitics if is_verb else rules.light
    at = first - 1
    while at >= start and first - at <= _LONGEST_OPENING and norms[at] in opening:
        at -= 1
    return at if at >= start and norms[at] in rules.row_joints else None


def share(first: Judgement, sentence: Sentence, trigger: Span) -> Judgement:
    """Return the judgement of the first event of a row as that of another one.

    Its scope reaches as far as the new one.
    """
    scope = first.scope
    if scope is not None and trigger.end > scope.end:
        text = sentence.text[scope.start - sentence.start : trigger.end - sentence.start]
        scope = Span(start=scope.start, end=trigger.end, text=text)
    return replace(first, scope=scope, reason=f'{first.reason}, in a row with "{trigger.text}"')
