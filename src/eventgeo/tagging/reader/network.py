"""The reader as a Flair model: one transformer, a linear head a layer, and a small network for pairs.

Of the few modules that import Flair; see :mod:`eventgeo.tagging.reader.heads` for the same heads in numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from flair.data import Sentence as FlairSentence
from flair.embeddings import TransformerWordEmbeddings
from flair.nn import Model
from torch.nn.functional import cross_entropy

from eventgeo.tagging.reader.examples import LabelledWindow, Pair
from eventgeo.tagging.reader.heads import DISTANCES, distance_steps
from eventgeo.tagging.reader.labels import PAIR_LAYERS, SPAN_LAYERS, encode_spans, tags_of
from eventgeo.tagging.reader.windows import Window

MODALITY = "modality"
PAIR_WIDTH = 128
_LABELS = "eventgeo"
_WEIGHTS: Mapping[str, float] = {
    "event": 1.0,
    "place": 0.4,
    "actor": 0.3,
    "expression": 0.2,
    "modality": 1.0,
    "pairs": 0.5,
}
"""What each head's loss counts for; how often an event did not happen is hard to learn, so it counts much."""


class PairNetwork(torch.nn.Module):
    """Scores what an argument is to a trigger, from the vectors of their first words and their distance."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.trigger = torch.nn.Linear(size, PAIR_WIDTH)
        self.argument = torch.nn.Linear(size, PAIR_WIDTH)
        self.distance = torch.nn.Embedding(2 * len(DISTANCES) + 1, PAIR_WIDTH)
        self.hidden = torch.nn.Linear(2 * PAIR_WIDTH, PAIR_WIDTH)
        self.out = torch.nn.Linear(PAIR_WIDTH, labels)

    def forward(self, triggers: torch.Tensor, arguments: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        """Return (pairs, labels) from vectors (pairs, size) and distance steps (pairs,)."""
        left, right = self.trigger(triggers), self.argument(arguments)
        joined = torch.cat([left + right + self.distance(steps), left * right], dim=1).relu()
        scores: torch.Tensor = self.out(self.hidden(joined).relu())
        return scores


class ReaderNetwork(Model[FlairSentence]):
    """A Flair model with several heads on one shared encoder.

    Parameters
    ----------
    encoder : str or Path
        A folder or hub name that Hugging Face's ``AutoModel`` can open.
    frozen_layers : int, default 0
        Lower layers of the encoder that are not trained; its word embeddings never are.
    dropout : float, default 0.1
        Of the word vectors, while training.
    saved : mapping, optional
        ``saved_config`` and ``tokenizer_data`` of an encoder whose numbers are loaded afterwards.
    """

    def __init__(
        self,
        encoder: str | Path,
        *,
        frozen_layers: int = 0,
        dropout: float = 0.1,
        saved: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.embeddings = TransformerWordEmbeddings(
            model=str(encoder),
            layers="-1",
            subtoken_pooling="first",
            fine_tune=True,
            use_context=False,
            use_context_separator=False,
            allow_long_sentences=False,
            # dropout of attention keeps torch from its fast kernels: five times the time, nothing gained
            transformers_config_kwargs={"attention_probs_dropout_prob": 0.0},
            **(saved or {}),
        )
        inner: Any = self.embeddings.model
        inner.embeddings.requires_grad_(False)
        for layer in inner.encoder.layer[:frozen_layers]:
            layer.requires_grad_(False)
        if getattr(inner, "pooler", None) is not None:
            inner.pooler = None
        size = self.embeddings.embedding_length
        self.dropout = torch.nn.Dropout(dropout)
        self.heads = torch.nn.ModuleDict(
            {layer: torch.nn.Linear(size, len(tags_of(layer))) for layer in (*SPAN_LAYERS, MODALITY)}
        )
        self.pairs = torch.nn.ModuleDict(
            {layer: PairNetwork(size, len(tags_of(layer))) for layer in PAIR_LAYERS}
        )

    @property
    def label_type(self) -> str:
        return _LABELS

    def vectors(self, sentences: Sequence[FlairSentence]) -> torch.Tensor:
        """Return the vectors of the words, (sentences, longest, size), padded with zeros."""
        # all words at once: handed out one by one, the way back has a step a word, which a GPU waits for
        tensors = self.embeddings.prepare_tensors(list(sentences))
        padded: torch.Tensor = self.embeddings(**tensors)["token_embeddings"]
        return padded

    def forward_loss(self, data_points: list[FlairSentence]) -> tuple[torch.Tensor, int]:
        """Return the weighted loss of all heads, each a mean over what is marked for it, and 1."""
        vectors = self.dropout(self.vectors(data_points))
        targets = [sentence.get_metadata(_LABELS) for sentence in data_points]
        total = vectors.sum() * 0.0
        for layer in SPAN_LAYERS:
            gold = torch.full(vectors.shape[:2], -100, dtype=torch.long)
            for row, target in enumerate(targets):
                if layer in target.layers:
                    first, tags = target.window.title, _tags(target, layer)
                    gold[row, first : len(tags)] = torch.tensor(tags[first:])
            if (gold >= 0).any():
                scores = self.heads[layer](vectors).flatten(0, 1).float()
                loss = cross_entropy(scores, gold.flatten().to(scores.device), reduction="sum")
                # per marked token, not per token: else the heads that judge only triggers lead the encoder
                total = total + _WEIGHTS[layer] * loss / max(1, int((gold > 0).sum()))
        return total + self._trigger_loss(vectors, targets), 1

    def _trigger_loss(self, vectors: torch.Tensor, targets: Sequence[LabelledWindow]) -> torch.Tensor:
        """Return the loss of modality and roles, which are judged at gold triggers."""
        total = vectors.sum() * 0.0
        at = [(row, word) for row, target in enumerate(targets) for word in target.modality]
        if at:
            rows, words = (torch.tensor(part) for part in zip(*at, strict=True))
            gold = [tags_of(MODALITY).index(t.modality[w]) for t in targets for w in t.modality]
            scores = self.heads[MODALITY](vectors[rows, words]).float()
            total = total + _WEIGHTS[MODALITY] * cross_entropy(scores, torch.tensor(gold).to(scores.device))
        for layer, argument_layer in zip(PAIR_LAYERS, ("place", "actor"), strict=True):
            found = [
                (row, pair)
                for row, target in enumerate(targets)
                for pair in _all_pairs(target, layer, argument_layer)
            ]
            if found:
                rows = torch.tensor([row for row, _ in found])
                left = torch.tensor([pair.trigger for _, pair in found])
                right = torch.tensor([pair.argument for _, pair in found])
                gold_roles = torch.tensor([tags_of(layer).index(pair.role) for _, pair in found])
                steps = torch.cat(
                    [torch.from_numpy(distance_steps([p.trigger], [p.argument])[0]) for _, p in found]
                ).to(vectors.device)
                scores = self.pairs[layer](vectors[rows, left], vectors[rows, right], steps).float()
                total = total + _WEIGHTS["pairs"] * cross_entropy(scores, gold_roles.to(scores.device))
        return total

    def evaluate(self, *args: Any, **kwargs: Any) -> Any:
        """Quality is measured end to end by :mod:`eventgeo.evaluation`, not by Flair's own span scores."""
        raise NotImplementedError("measure with eventgeo.evaluation.score")


def flair_sentence(window: Window, labels: LabelledWindow | None = None) -> FlairSentence:
    """Return a window as Flair reads it, with its gold where there is one."""
    sentence = FlairSentence(list(window.words))
    if labels is not None:
        sentence.add_metadata(_LABELS, labels)
    return sentence


def _tags(target: LabelledWindow, layer: str) -> list[int]:
    return encode_spans(target.spans[layer], len(target.window.words), layer)


def _all_pairs(target: LabelledWindow, layer: str, argument_layer: str) -> list[Pair]:
    """Return every trigger with every argument of a window: those of the gold, and the others as none."""
    roles = {(pair.trigger, pair.argument): pair.role for pair in target.pairs[layer]}
    arguments = [span.start for span in target.spans[argument_layer] if span.label == argument_layer]
    return [
        Pair(trigger=trigger, argument=argument, role=roles.get((trigger, argument), "none"))
        for trigger in target.modality
        for argument in arguments
    ]
