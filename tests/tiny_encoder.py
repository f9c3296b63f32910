"""A transformer of two layers with a vocabulary of its own, made here: what the tests train readers on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from eventgeo.evaluation import GoldDocument, read_gold

MARKS = ("<s>", "<pad>", "</s>", "<unk>")
PIECES = 600
SIZE = 64


def build_tiny_encoder(folder: Path, texts: Iterable[str], *, family: str = "bert", seed: int = 1) -> Path:
    """Write a folder that Hugging Face's AutoModel and AutoTokenizer open; the weights are random."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import AutoConfig, AutoModel

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=PIECES, special_tokens=list(MARKS), unk_token=MARKS[3], show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    start, padding, end, _ = (tokenizer.token_to_id(mark) for mark in MARKS)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", start), ("</s>", end)]
    )
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "model_max_length": 512,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    torch.manual_seed(seed)
    config = AutoConfig.for_model(
        family,
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=SIZE,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=2 * SIZE,
        max_position_embeddings=514,
        pad_token_id=padding,
    )
    AutoModel.from_config(config).save_pretrained(folder)
    return folder


def annotated(root: Path, **wanted: int) -> tuple[GoldDocument, ...]:
    """Return the first annotated documents with events, so many a language."""
    found: list[GoldDocument] = []
    for lang, number in wanted.items():
        files = sorted((root / lang).glob("*.json"))
        documents = (gold for file in files for gold in read_gold(file) if len(gold.events) >= 4)
        found.extend(islice(documents, number))
    return tuple(found)
