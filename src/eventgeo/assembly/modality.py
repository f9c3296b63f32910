"""Whether an event happened: asserted, negated, planned or hypothetical.

After the ConText algorithm (Harkema et al. 2009): cue phrases with a category, a direction, a scope and words
that end it, all of them data (``rules/<lang>/modality.toml``). Two things go beyond it. Cues nest: they are
read from the trigger outwards, so that "n'ont pas réussi à prendre" is negated and "n'ont pas cessé de
bombarder" is asserted. And a trigger's own form speaks: a future is planned, an infinitive follows what
governs it, and a noun with a demonstrative has been told before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eventgeo.assembly.clauses import Clauses
from eventgeo.assembly.modality_cues import Category, FoundCue, modality_rules
from eventgeo.assembly.modality_forms import form_in_context, modality_of_form
from eventgeo.assembly.modality_history import arranged_elsewhere
from eventgeo.assembly.modality_rows import continues_row, share
from eventgeo.assembly.modality_scope import SentenceCues, governed_words, reaching_cues, read_cues
from eventgeo.model import Judgement, Modality, Sentence, Span, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

_COMPOSED: dict[tuple[Category, Modality], Modality] = {
    # (what the outer cue says, what held within it): what holds
    ("negated", "asserted"): "negated",
    ("negated", "negated"): "asserted",  # "n'ont pas refusé de se rendre"
    ("negated", "planned"): "negated",  # "n'envisage pas de se rendre"
    ("negated", "hypothetical"): "negated",  # "ne peut pas prendre"
    ("planned", "asserted"): "planned",
    ("planned", "negated"): "negated",  # "promet de ne pas attaquer"
    ("planned", "planned"): "planned",
    ("planned", "hypothetical"): "hypothetical",
    ("hypothetical", "asserted"): "hypothetical",
    ("hypothetical", "negated"): "hypothetical",
    ("hypothetical", "planned"): "hypothetical",
    ("hypothetical", "hypothetical"): "hypothetical",
}

_CONFIRMING: tuple[Category, ...] = ("asserted", "actual", "presupposed")
"""What cues say of an event that happened."""
_BY_NO_GROUP = ("", "form", "question", "hearsay")
"""What decided where no group of cues did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verdict of the rules with what led to it.

    ``form`` is what the trigger is in its sentence, ``cues`` names the groups of cues that reach it, nearest
    first, and ``decided_by`` the one that decided: a group's name, or "form", "question", "hearsay" or
    "history" for what no group says; empty where nothing spoke against the event. ``sure`` is a verdict of
    cues that say together that it happened ("n'ont pas cessé de bombarder"), or of one that leaves no doubt.
    ``nearby`` are all cues of its sentence, whether or not they reach it, and ``words`` the trigger's own
    words there, end exclusive.
    """

    judgement: Judgement
    form: frozenset[str] = frozenset()
    cues: tuple[str, ...] = ()
    decided_by: str = ""
    sure: bool = False
    nearby: SentenceCues | None = None
    words: tuple[int, int] = (0, 0)


def judge(trigger: Trigger, sentence: Sentence, lang: str) -> Judgement:
    """Say whether the event that `trigger` names happened, by what its sentence says.

    For all triggers of a document use :func:`modality_evidence`, which looks for cues once a sentence.

    Parameters
    ----------
    trigger : Trigger
    sentence : Sentence
        The sentence the trigger stands in.
    lang : str
        ISO 639-1 code; a language without rules gives "asserted".

    Returns
    -------
    Judgement
        With the words that decided it; ``cue`` is empty where nothing spoke against the event. What is told
        as hearsay is asserted, and its ``cue`` says so ("auraient", "unconfirmed reports").

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Ils ont refusé de bombarder la ville.", "fr")
    >>> verb = Trigger(start=18, end=27, text="bombarder", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "inf"}), rule="example")
    >>> verdict = judge(verb, sentence, "fr")
    >>> verdict.modality, verdict.scope.text
    ('negated', 'bombarder la ville')
    >>> verdict.reason
    'refused or given up: "refusé de", which governs "bombarder la ville"'
    >>> judge(verb, sentence, "xx").reason
    'told as fact: no cue against it'
    """
    [found] = sentence_evidence([trigger], sentence, lang)
    return found.judgement


def modality_evidence(tags: Tags, clauses: Clauses | None = None) -> tuple[Evidence, ...]:
    """Return for each trigger of a document, in order, what the rules say of it and why.

    `clauses` are those of the document, where others ask for them too.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Ils ont refusé de bombarder la ville."
    >>> verb = Trigger(start=18, end=27, text="bombarder", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "inf"}), rule="example")
    >>> document = Document(doc_id="1", text=text, lang="fr")
    >>> found, = modality_evidence(
    ...     Tags(document=document, sentences=split_sentences(text, "fr"), triggers=(verb,)))
    >>> found.judgement.modality, found.cues, found.decided_by
    ('negated', ('refusal',), 'refusal')
    """
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    for at, number in enumerate(numbers):
        by_sentence[number].append(at)
    evidence: dict[int, Evidence] = {}
    for number, places in by_sentence.items():
        triggers = [tags.triggers[at] for at in places]
        found = sentence_evidence(triggers, tags.sentences[number], tags.document.lang or "", clauses)
        evidence.update(zip(places, found, strict=True))
    return _with_history(tags, [evidence[at] for at in range(len(tags.triggers))], numbers)


def _with_history(tags: Tags, found: Sequence[Evidence], numbers: Sequence[int]) -> tuple[Evidence, ...]:
    """Let nouns that no cue reaches share the modality of another mention of an event arranged beforehand."""
    rules = modality_rules(tags.document.lang or "")
    if rules is None or not rules.arranged.types:
        return tuple(found)
    verdicts = [one.judgement for one in found]
    shared = []
    for at, one in enumerate(found):
        silent = not one.cues and not one.decided_by and "noun" in one.form and "bare" not in one.form
        verdict = arranged_elsewhere(at, tags.triggers, verdicts, numbers, rules.arranged) if silent else None
        shared.append(replace(one, judgement=verdict, decided_by="history") if verdict else one)
    return tuple(shared)


def sentence_evidence(
    triggers: Sequence[Trigger], sentence: Sentence, lang: str, clauses: Clauses | None = None
) -> list[Evidence]:
    """Return what the rules say of each trigger of one sentence, whose cues are found once."""
    cues = read_cues(sentence, lang, clauses)
    if cues is None:
        return [Evidence(judgement=Judgement()) for _ in triggers]
    found = [_weigh(trigger, sentence, cues) for trigger in triggers]
    for at in range(1, len(found)):
        first, second = found[at - 1], found[at]
        if first.decided_by in _BY_NO_GROUP or second.decided_by or second.cues:
            continue
        forms = first.form, second.form
        if continues_row(sentence, cues, first.words, second.words, forms, lang):
            verdict = share(first.judgement, sentence, triggers[at])
            found[at] = replace(second, judgement=verdict, decided_by=first.decided_by)
    return found


def _weigh(trigger: Trigger, sentence: Sentence, cues: SentenceCues) -> Evidence:
    tokens = sentence.tokens
    first = bisect_left([token.end for token in tokens], trigger.start + 1)
    last = bisect_left([token.start for token in tokens], trigger.end)
    if first >= last:
        return Evidence(judgement=Judgement())
    joined = len(cues.norms[first]) < len(tokens[first].text)
    form = form_in_context(trigger.features, cues.norms, first, cues.rules, joined)
    reaching = reaching_cues(cues, first, last, form | {trigger.event_type})
    value, decider = _compose(reaching, modality_of_form(form, cues.rules))
    sure = bool(reaching) if value == "asserted" else decider is not None and decider.cue.sure
    if value in ("asserted", "planned") and "definite" not in form and _asked(cues, form):
        verdict, decided_by = _question(sentence, cues, last), "question"
    elif value == "asserted":
        hearsay = _hearsay(sentence, cues, first, last, form)
        verdict = hearsay or Judgement(reason=_told_as_fact(reaching, sentence))
        decided_by = "hearsay" if hearsay else ""
    elif decider is None:
        verdict, decided_by = _told_by_form(value, sentence, cues, form, first, last), "form"
    else:
        span = _span(sentence, decider.start, decider.end)
        scope = _span(sentence, *governed_words(cues, decider, first, last))
        reason = f'{decider.cue.because}: "{span.text}", which governs "{scope.text}"'
        verdict = Judgement(modality=value, cue=span.text, reason=reason, span=span, scope=scope)
        decided_by = decider.cue.name
    names = tuple(hit.cue.name for hit in reaching)
    return Evidence(
        judgement=verdict,
        form=form,
        cues=names,
        decided_by=decided_by,
        sure=sure,
        nearby=cues,
        words=(first, last),
    )


def _told_as_fact(reaching: Sequence[FoundCue], sentence: Sentence) -> str:
    """Return why an event is asserted: no cue reaches it, or the cues that do say that it happened."""
    if not reaching:
        return Judgement().reason
    confirming = next((hit for hit in reaching if hit.cue.category in _CONFIRMING), None)
    if confirming is not None:
        return f'{confirming.cue.because}: "{_span(sentence, confirming.start, confirming.end).text}"'
    words = " and ".join(f'"{_span(sentence, hit.start, hit.end).text}"' for hit in reversed(reaching))
    return f"denied twice, so told as fact: {words}"


def _span(sentence: Sentence, first: int, last: int) -> Span:
    """Return the span of some words of a sentence."""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return Span(start=start, end=end, text=sentence.text[start - sentence.start : end - sentence.start])


def _question(sentence: Sentence, cues: SentenceCues, last: int) -> Judgement:
    mark = next(at for at in range(len(cues.norms) - 1, -1, -1) if cues.norms[at] == "?")
    span = _span(sentence, mark, mark + 1)
    return Judgement(
        modality="hypothetical",
        cue=span.text,
        reason=f'asked, not told: "{span.text}"',
        span=span,
        scope=_span(sentence, 0, max(last, mark)),
    )


def _told_by_form(
    value: Modality,
    sentence: Sentence,
    cues: SentenceCues,
    form: frozenset[str],
    first: int,
    last: int,
) -> Judgement:
    """Return what the trigger's own form says ("prendra", "seront libérés")."""
    start = _auxiliary(cues, first) if "pp" in form else first
    span = _span(sentence, start, start + 1 if start < first else last)
    scope = _span(sentence, start, last)
    reason = f'form of the verb: "{scope.text}"'
    return Judgement(modality=value, cue=span.text, reason=reason, span=span, scope=scope)


def _auxiliary(cues: SentenceCues, first: int) -> int:
    """Return where the auxiliary of the verb at `first` stands, `first` where it has none."""
    norms, rules = cues.norms, cues.rules
    at = first
    while at > 0 and norms[at] not in rules.auxiliaries and norms[at - 1] in rules.light:
        at -= 1
    return at if norms[at] in rules.auxiliaries else first


def _hearsay(
    sentence: Sentence, cues: SentenceCues, first: int, last: int, form: frozenset[str]
) -> Judgement | None:
    """Return the judgement of what is told as others tell it: asserted, with the words that say so."""
    norms, rules = cues.norms, cues.rules
    if "cond" in form:
        at = _auxiliary(cues, first)
        span = _span(sentence, at, at + 1)
        reason = f'reported in the conditional: "{span.text}"'
        return Judgement(cue=span.text, reason=reason, span=span, scope=_span(sentence, at, last))
    for found in cues.hearsay:
        if found.end > first or any(norm in rules.hard_stops for norm in norms[found.end : first]):
            continue
        span = _span(sentence, found.start, found.end)
        reason = f'reported, not confirmed: "{span.text}"'
        return Judgement(cue=span.text, reason=reason, span=span, scope=_span(sentence, found.end, last))
    return None


def _compose(reaching: Sequence[FoundCue], value: Modality) -> tuple[Modality, FoundCue | None]:
    """Nest the cues from the trigger outwards, beginning with what its own form says."""
    decider: FoundCue | None = None
    concord = False
    for hit in reaching:
        category = hit.cue.category
        if category == "presupposed":
            break
        if category == "actual" and value == "planned":
            value = "asserted"  # but "a permis d'éviter une attaque" does not undo what lies within
        if category in ("actual", "asserted") or (hit.cue.concord and concord):
            continue
        concord = concord or hit.cue.concord
        composed = _COMPOSED[category, value]
        if composed != value or decider is None:
            decider = hit
        value = composed
    return value, decider


def _asked(cues: SentenceCues, form: frozenset[str]) -> bool:
    """Say whether the sentence asks if it happened; "why", "how" and the like ask about what did."""
    tail = cues.norms[-3:]
    return "?" in tail and ("inf" in form or not any(norm in cues.rules.presupposing for norm in cues.norms))
