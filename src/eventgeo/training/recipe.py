"""How a reader is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The settings of a training run; the defaults made the shipped reader."""

    epochs: int = 6
    batch_size: int = 4
    encoder_rate: float = 3e-4
    head_rate: float = 2e-3
    frozen_layers: int = 6
    dropout: float = 0.1
    seed: int = 13
    bf16: bool = True
