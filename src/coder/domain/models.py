"""A trained model as it is kept: when, from what, with which figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NewType

ModelId = NewType("ModelId", int)


@dataclass(frozen=True, slots=True)
class ModelOrigin:
    """What a model was made with; where one of these differs, its figures hold no longer.

    Attributes:
        program: Version of coder.
        codebook_id, codebook_sha256: The codebook, and its text as it was.
        pipeline, pipeline_version: The Dutch that read the answers.
    """

    program: str
    codebook_id: str
    codebook_sha256: str
    pipeline: str
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One training run.

    Attributes:
        wave: Of the coded answers; "": all waves.
        n_coded, n_codes: Different answers that it learned from, and codes among them.
        seconds: Wall time of the training alone.
        settings: What the estimator was made with.
        figures: What cross-validation gave, as `coder evaluate --json`; empty: not evaluated.
        file: Name of the file it was loaded from, "" when trained in this project.
    """

    origin: ModelOrigin
    wave: str
    n_coded: int
    n_codes: int
    seconds: float
    settings: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A run as a project keeps it.

    Attributes:
        active: Do suggestions come from it, instead of from a model that learns along?
        size: Bytes of what it learned; 0: forgotten, only its figures are left.
    """

    id: ModelId
    at: datetime
    run: ModelRun
    active: bool
    size: int

    def as_json(self) -> dict[str, Any]:
        """The shape that `coder models --json` promises."""
        run = self.run
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "in_use": self.active,
            "wave": run.wave or None,
            "coded": run.n_coded,
            "codes": run.n_codes,
            "seconds": round(run.seconds, 3),
            "kept_bytes": self.size,
            "file": run.file or None,
            **asdict(run.origin),
            "settings": dict(run.settings),
            "figures": dict(run.figures),
        }

    def figure(self, name: str) -> float | None:
        """One of its figures, None when it has none of this name."""
        value = self.run.figures.get(name)
        return float(value) if isinstance(value, (int, float)) else None
