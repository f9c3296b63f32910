"""How a reader is trained."""

from __future__ import annotations

from dataclasses import dataclass

from eventgeo.errors import ConfigurationError


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

    def __post_init__(self) -> None:
        for name, least in (("epochs", 1), ("batch_size", 1), ("frozen_layers", 0)):
            if getattr(self, name) < least:
                raise ConfigurationError(f"{name} is {getattr(self, name)}; it must be {least} or more")
        if not 0.0 <= self.dropout < 1.0:
            raise ConfigurationError(f"dropout is {self.dropout}; it must be 0 or more, and less than 1")
