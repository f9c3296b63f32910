"""Places and actors (and events, where a model knows them) from any Flair sequence tagger.

Imports Flair only when a tagger is made, and quietly; it reads our own tokens, so that every offset is exact.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from eventgeo.datafiles import read_toml
from eventgeo.errors import ConfigurationError, ModelNotFoundError, TaggerError
from eventgeo.model import ActorMention, Document, Sentence, Tags, Toponym, Trigger
from eventgeo.ontology import event_types
from eventgeo.tagging.actors_lexicon import actor_lexicon
from eventgeo.tagging.flair_quiet import quiet_flair
from eventgeo.tagging.flair_store import SETTINGS, load_state, save_state
from eventgeo.tagging.model_hub import hub_file, is_hub_name
from eventgeo.text.sentences import split_sentences

Layer = Literal["toponym", "actor"]
LAYERS: tuple[Layer, ...] = ("toponym", "actor")

_PICKLES = ("pytorch_model.bin", "final-model.pt", "best-model.pt")


class FlairTagger:
    """Finds toponyms and actors with a Flair ``SequenceTagger``.

    Parameters
    ----------
    path_or_name : str or Path
        A folder written by :func:`save_flair_tagger`; a ``.pt`` file (or a folder with one); or the name of a
        model on the Hugging Face hub, such as "flair/ner-french".
    labels : mapping of str to str, optional
        The model's labels and what each is here: "toponym", "actor", or an event type. Default: those of
        ``flair_labels.toml`` (LOC, GPE, FAC; ORG, NORP, PER), and labels that are event types.
    batch_size : int, default 32
        Sentences read at once.
    threads : int, optional
        Threads torch may use, for the whole process.
    device : str, optional
        "cpu", "cuda", "cuda:1" …, for all of Flair in this process; default: what Flair finds.
    trust_pickle : bool, default False
        ``.pt`` files and hub models are pickles, which can run any code when opened: say True only for a
        model you trust.

    Raises
    ------
    ModelNotFoundError
        Where Flair is not installed, the path is missing or the hub does not have (or does not give) it.
    ConfigurationError
        Where a label has no known meaning, or the model is a pickle and `trust_pickle` is not set.

    Examples
    --------
    >>> FlairTagger("no/such/folder/model.pt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    eventgeo.errors.ModelNotFoundError: there is no model at no/such/folder/model.pt; ...
    """

    def __init__(
        self,
        path_or_name: str | Path,
        *,
        labels: Mapping[str, str] | None = None,
        batch_size: int = 32,
        threads: int | None = None,
        device: str | None = None,
        trust_pickle: bool = False,
    ) -> None:
        if batch_size < 1:
            raise ConfigurationError(f"batch_size is {batch_size}; it must be 1 or more")
        self._labels = _checked(labels)
        self._batch_size = batch_size
        if importlib.util.find_spec("flair") is None:
            raise ModelNotFoundError("Flair is not installed: pip install 'eventgeo[flair]'")
        found = _locate(path_or_name, trust_pickle=trust_pickle)
        self._tagger, version = _open(found, threads=threads, device=device)
        self._name = f"flair {version} {Path(path_or_name).name}"

    @property
    def name(self) -> str:
        return self._name

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        """Return the tags of each document, in order; all their sentences are read in common batches."""
        split = [split_sentences(document.text, document.lang or "en") for document in documents]
        spans = iter(self._spans([sentence for sentences in split for sentence in sentences]))
        return [
            self._tags(document, sentences, [next(spans) for _ in sentences])
            for document, sentences in zip(documents, split, strict=True)
        ]

    def _spans(self, sentences: Sequence[Sentence]) -> list[list[tuple[int, int, str, float]]]:
        """Return for each sentence its spans: first and last (exclusive) token, label, confidence."""
        from flair.data import Sentence as FlairSentence

        read = [FlairSentence([token.text for token in sentence.tokens]) for sentence in sentences]
        for ours, theirs in zip(sentences, read, strict=True):
            if len(ours.tokens) != len(theirs):
                raise TaggerError(f"Flair reads {len(theirs)} tokens for {len(ours.tokens)}: {ours.text!r}")
        filled = [sentence for sentence in read if len(sentence)]
        if filled:
            self._tagger.predict(filled, mini_batch_size=self._batch_size, embedding_storage_mode="none")
        kind = self._tagger.label_type
        return [
            [
                (span[0].idx - 1, span[-1].idx, span.get_label(kind).value, float(span.get_label(kind).score))
                for span in sentence.get_spans(kind)
            ]
            for sentence in read
        ]

    def _tags(
        self,
        document: Document,
        sentences: tuple[Sentence, ...],
        spans: Sequence[Sequence[tuple[int, int, str, float]]],
    ) -> Tags:
        toponyms, actors, triggers = [], [], []
        for sentence, found in zip(sentences, spans, strict=True):
            for first, last, label, score in found:
                start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
                text = document.text[start:end]
                rule = f"{self._name}: {label}"
                meaning = self._labels.get(label, label)
                if meaning == "toponym":
                    kind = _kinds("toponym").get(label)
                    toponyms.append(
                        Toponym(start=start, end=end, text=text, kind=kind, rule=rule, confidence=score)
                    )
                elif meaning == "actor":
                    actors.append(_actor(sentence, first, last, text, label, rule, document.lang or ""))
                elif meaning in event_types():
                    triggers.append(
                        Trigger(
                            start=start,
                            end=end,
                            text=text,
                            event_type=meaning,
                            lemma=text.lower(),
                            features=frozenset(),
                            rule=rule,
                            confidence=score,
                        )
                    )
        return Tags(
            document=document,
            sentences=sentences,
            triggers=tuple(triggers),
            toponyms=tuple(toponyms),
            actors=tuple(actors),
            tagger=self._name,
        )


def save_flair_tagger(tagger: Any, folder: str | Path) -> Path:
    """Write a trained Flair ``SequenceTagger`` to `folder` in the safe form that needs no pickle.

    Parameters
    ----------
    tagger : flair.models.SequenceTagger
    folder : str or Path
        Made where it is missing.

    Returns
    -------
    Path
        The folder, for ``FlairTagger(folder)``.
    """
    return save_state(tagger._get_state_dict(), [part.name for part in _stacked(tagger)], folder)


@cache
def _label_table() -> dict[str, Any]:
    return read_toml("tagging", "flair_labels.toml")


def _kinds(layer: Layer) -> dict[str, Any]:
    kinds: dict[str, Any] = _label_table()[layer].get("kind", {})
    return kinds


def _checked(labels: Mapping[str, str] | None) -> dict[str, str]:
    if labels is None:
        return {label: layer for layer in LAYERS for label in _label_table()[layer]["labels"]}
    allowed = {*LAYERS, *event_types()}
    for label, meaning in labels.items():
        if meaning not in allowed:
            raise ConfigurationError(
                f"label {label!r} is given the meaning {meaning!r}; it can be toponym, actor or an event "
                f"type ({', '.join(sorted(event_types()))})"
            )
    return dict(labels)


def _actor(
    sentence: Sentence, first: int, last: int, text: str, label: str, rule: str, lang: str
) -> ActorMention:
    lexicon = actor_lexicon(lang)
    entry = lexicon.match(sentence.tokens, first) if lexicon else None
    known = entry.actor if entry is not None and len(entry.words) == last - first else None
    return ActorMention(
        start=sentence.tokens[first].start,
        end=sentence.tokens[last - 1].end,
        text=text,
        actor_id=known.actor_id if known else "",
        actor_name=known.name if known else "",
        actor_kind=known.kind if known else _kinds("actor").get(label, "other"),
        country=known.country if known else "",
        rule=rule,
    )


def _locate(path_or_name: str | Path, *, trust_pickle: bool) -> Path:
    """Return the safe folder or pickle file of a model; nothing is opened yet."""
    path = Path(path_or_name).expanduser()
    if path.is_dir():
        if (path / SETTINGS).is_file():
            return path
        pickle = next((path / name for name in _PICKLES if (path / name).is_file()), None)
        if pickle is None:
            raise ModelNotFoundError(
                f"the folder {path} holds no tagger: neither {SETTINGS} nor one of {', '.join(_PICKLES)}",
                path=str(path),
            )
        path = pickle
    name = str(path_or_name)
    on_hub = not path.exists() and path.suffix not in (".pt", ".bin") and is_hub_name(name)
    if not path.exists() and not on_hub:
        raise ModelNotFoundError(
            f"there is no model at {path_or_name}; give a folder written by save_flair_tagger, a .pt file "
            "or a hub name such as flair/ner-french",
            path=str(path),
        )
    if not trust_pickle:
        raise ConfigurationError(
            f"{path_or_name} is a pickle, which can run any code when opened. If you trust it, pass "
            "trust_pickle=True; a folder written by save_flair_tagger needs no trust."
        )
    return hub_file(name, _PICKLES[0]) if on_hub else path


def _open(found: Path, *, threads: int | None, device: str | None) -> tuple[Any, str]:
    """Return the tagger and Flair's version."""
    with quiet_flair():
        import flair
        import torch
        from flair.data import Dictionary
        from flair.models import SequenceTagger

        if threads is not None:
            torch.set_num_threads(threads)
        if device is not None:
            flair.device = torch.device(device)
        try:
            if found.is_dir():
                state, names = load_state(found, Dictionary)
                model = SequenceTagger.load(state)
                for part, name in zip(_stacked(model), names, strict=True):
                    part.name = name
            else:
                model = SequenceTagger.load(str(found))
        except (TaggerError, ConfigurationError):
            raise
        except Exception as error:  # a pickle of something else, weights that do not fit: any error at all
            raise TaggerError(f"{found} is no Flair sequence tagger: {error}") from error
        model.eval()
    return model, str(flair.__version__)


def _stacked(tagger: Any) -> Sequence[Any]:
    """Return the embeddings that a tagger stacks, none where it has but one."""
    parts: Sequence[Any] = getattr(tagger.embeddings, "embeddings", ())
    return parts
