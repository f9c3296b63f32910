"""No sentence is read twice by the same rules: what a stage has found in it goes to all who ask."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from eventgeo import assembly
from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.clauses import split_clauses
from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.evaluation import read_gold
from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.model import Sentence, Tags, Token
from eventgeo.resolution import RuleResolver
from eventgeo.tagging.lexicon_tagger import LexiconTagger

DATA = Path(__file__).parent.parent / "data" / "annotated"
LANGUAGES = ("fr", "en", "es", "ar")
READERS = ("find_", "read_", "split_", "view_", "count_", "date_", "attribute")
"""How the functions are named that read a text."""
EVERYWHERE = {
    "phrases.find", "clauses.split_clauses", "date_expressions.find_date_expressions",
    "modality_scope.read_cues", "modality_cues.find_cues", "speech_acts.find_acts", "quotations.find_quotations", "toll_view.view_tolls",
    "weapon_mentions.find_mentions", "spatial.read_unnamed", "statements.find_statements",
}  # fmt: skip
"""Those that are asked in every language, so that counting them counts something."""


def readers() -> Iterator[CodeType]:
    """Yield the code of each function of the assembly that reads, and of the search for phrases."""
    yield PhraseIndex.find.__code__
    for found in pkgutil.iter_modules(assembly.__path__):
        module = importlib.import_module(f"{assembly.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not inspect.isgeneratorfunction(function)
            if is_own and name.startswith(READERS):
                yield function.__code__


class Counting:
    """Counts how often a reader is asked for the same whole sentence, or the same document.

    A question about a part of a sentence, or about one place in it, is none for the whole.
    """

    def __init__(self, tags: Tags) -> None:
        lang = tags.document.lang or ""
        forms = [tuple(rule_forms(sentence.tokens, lang)) for sentence in tags.sentences]
        norms = [tuple(token.norm for token in sentence.tokens) for sentence in tags.sentences]
        self._times = Counter(forms) | Counter(norms)
        self._text = tags.document.text
        self._readers = frozenset(readers())
        self._kept: list[Any] = []  # so that no later object gets the identity of one that was counted
        self._asked: Counter[tuple[str, tuple[Hashable, ...]]] = Counter()

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Count what is asked within."""
        before = sys.getprofile()
        sys.setprofile(self._look)
        try:
            yield
        finally:
            sys.setprofile(before)

    def twice(self) -> list[str]:
        """Return who was asked for more than once what a document has once."""
        return [name for (name, _), times in self._asked.items() if times > 1]

    def names(self) -> set[str]:
        """Return who was asked at all."""
        return {name for name, _ in self._asked}

    def _look(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event != "call" or code not in self._readers:
            return
        values = [
            frame.f_locals[name] for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        ]
        if any(self._is_whole(value) for value in values) and not any(isinstance(v, int) for v in values):
            self._kept.append(values)
            self._asked[f"{Path(code.co_filename).stem}.{code.co_name}", tuple(map(_key, values))] += 1

    def _is_whole(self, value: object) -> bool:
        if isinstance(value, list | tuple):
            said = tuple(item.norm if isinstance(item, Token) else item for item in value)
            return all(isinstance(item, str) for item in said) and self._times[said] == 1
        return isinstance(value, Sentence | Tags) or value is self._text


def _key(value: object) -> Hashable:
    """Return what tells one argument from another: what a sentence says, the identity of other things."""
    if isinstance(value, Sentence):
        return value.start, _key(value.tokens)
    if isinstance(value, Token):
        return value.start, value.norm
    if isinstance(value, list | tuple):
        return tuple(map(_key, value))
    return value if isinstance(value, str) else id(value)


@pytest.fixture(scope="module")
def tagged(gazetteer: SqliteGazetteer) -> dict[str, list[Tags]]:
    tagger = LexiconTagger(gazetteer)
    return {
        lang: tagger.tag([gold.document for gold in islice(read_gold(DATA / lang), 5)]) for lang in LANGUAGES
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rules_read_a_sentence_once(
    lang: str, tagged: dict[str, list[Tags]], gazetteer: SqliteGazetteer
) -> None:
    resolver, assembler = RuleResolver(gazetteer), RuleAssembler()
    asked: set[str] = set()
    for tags in tagged[lang]:
        resolutions = resolver.resolve(tags)
        counting = Counting(tags)
        with counting.watch():
            assembler.assemble(tags, resolutions)
        assert not counting.twice(), f"{tags.document.doc_id} is read twice"
        asked |= counting.names()
    assert asked >= EVERYWHERE


def test_a_second_look_is_seen(tagged: dict[str, list[Tags]]) -> None:
    tags = tagged["fr"][0]
    counting = Counting(tags)
    with counting.watch():
        split_clauses(tags.sentences[0], "fr")
        split_clauses(tags.sentences[1], "fr")
    assert counting.names() == {"clauses.split_clauses"}
    assert not counting.twice()
    with counting.watch():
        split_clauses(tags.sentences[0], "fr")
    assert counting.twice() == ["clauses.split_clauses"]
