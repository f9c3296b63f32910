"""The weights by which events get their modality, actors and places: those of the package, or of a folder.

A folder is what cross-validation needs: each fold's weights, fitted without its documents, lie beside its
reader, so that what is measured has seen neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eventgeo.assembly.actor_model import ActorModel, actor_model, parse_actor_model
from eventgeo.assembly.modality_model import ModalityModel, modality_models, parse_modality_models
from eventgeo.assembly.place_model import PlaceModel, parse_place_model, place_model

MODALITY, ACTORS, PLACES = "modality_weights.json", "actor_weights.json", "place_weights.json"
"""Names of the files, in the package's ``rules/`` as in a fold's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the stages weigh by; by default the package's.

    ``modality`` has a model for each language that was trained for, by its ISO 639-1 code.

    Examples
    --------
    >>> sorted(Weights().modality)
    ['ar', 'en', 'es', 'fr']
    """

    modality: Mapping[str, ModalityModel] = field(default_factory=lambda: modality_models())
    actors: ActorModel = field(default_factory=lambda: actor_model())
    places: PlaceModel = field(default_factory=lambda: place_model())


def read_weights(folder: Path) -> Weights:
    """Return the weights that lie in a folder, the package's for those that do not.

    Parameters
    ----------
    folder : Path
        With any of ``modality_weights.json``, ``actor_weights.json`` and ``place_weights.json``, as
        ``scripts/train_modality.py``, ``train_actor_roles.py`` and ``train_place_linker.py`` write them.

    Examples
    --------
    >>> read_weights(Path("nowhere")) == Weights()
    True
    """

    def text(name: str) -> str | None:
        path = folder / name
        return path.read_text("utf-8") if path.is_file() else None

    modality, actors, places = (text(name) for name in (MODALITY, ACTORS, PLACES))
    return Weights(
        modality=modality_models() if modality is None else parse_modality_models(modality),
        actors=actor_model() if actors is None else parse_actor_model(actors),
        places=place_model() if places is None else parse_place_model(places),
    )
