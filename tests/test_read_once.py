"""No sentence is read twice by the same rules: what a stage has found in it goes to all who ask."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType

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
    "modality_scope.read_cues", "modality_cues.find_cues", "speech_acts.find_acts",
    "quotations.find_quotations", "toll_view.view_tolls", "weapon_mentions.find_mentions",
    "spatial.read_unnamed", "statements.find_statements",
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

    It is the same question with other arguments too, but for the index in which phrases are looked for. A
    question about a part of a sentence, or about one place in it, is none for the whole.
    """

    def __init__(self, tags: Tags) -> None:
        lang = tags.document.lang or ""
        self._text = tags.document.text
        self._numbers: dict[tuple[str, ...], int] = {}
        for sentence in tags.sentences:
            for said in {_norms(sentence.tokens), tuple(rule_forms(sentence.tokens, lang))}:
                # a sentence said twice is read twice
                self._numbers[said] = -1 if said in self._numbers else sentence.index
        self._readers = frozenset(readers())
        self._asked: Counter[tuple[str, int, Hashable]] = Counter()

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
        return [name for (name, _, _), times in self._asked.items() if times > 1]

    def names(self) -> set[str]:
        """Return who was asked at all."""
        return {name for name, _, _ in self._asked}

    def _look(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event != "call" or code not in self._readers:
            return
        values = [frame.f_locals[name] for name in code.co_varnames[: code.co_argcount]]
        whole = {number for value in values if (number := self._number(value)) is not None}
        if whole and not any(map(_is_place, values)):
            index = values[0] if isinstance(values[0], PhraseIndex) else None
            self._asked[f"{Path(code.co_filename).stem}.{code.co_name}", whole.pop(), index] += 1

    def _number(self, value: object) -> int | None:
        """Return the number of the sentence that an argument holds, -1 for a document, None for others."""
        if isinstance(value, Sentence):
            return value.index
        if isinstance(value, list | tuple):
            said = _norms(value)
            number = self._numbers.get(said, -1)
            return number if number >= 0 else None
        return -1 if isinstance(value, Tags) or value is self._text else None


def _is_place(value: object) -> bool:
    """Tell whether an argument is a place in a sentence, by number or as something found there."""
    return isinstance(value, int) or (hasattr(value, "start") and not isinstance(value, Sentence))


def _norms(words: Sequence[object]) -> tuple[str, ...]:
    return tuple(word.norm if isinstance(word, Token) else str(word) for word in words)


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
