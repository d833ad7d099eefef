"""Two kept models beside each other, and what changed since one was trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coder.domain.models import KeptModel, ModelOrigin
from coder.i18n import _

OVERALL = ("hit_at_1", "hit_at_3", "macro_f1", "micro_f1", "ece")


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One figure of two models. None: the model was not evaluated."""

    name: str
    first: float | None
    second: float | None

    @property
    def difference(self) -> float | None:
        """The second less the first."""
        if self.first is None or self.second is None:
            return None
        return self.second - self.first

    def as_json(self) -> dict[str, float | None]:
        """Both values and the difference."""
        return {"first": self.first, "second": self.second, "difference": self.difference}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models beside each other: overall figures, and F1 of each code."""

    first: KeptModel
    second: KeptModel
    overall: tuple[ComparedFigure, ...]
    codes: tuple[ComparedFigure, ...]
    changes: tuple[str, ...]  # what else they differ in, in words

    def as_json(self) -> dict[str, Any]:
        """The shape that `coder models --compare --json` promises."""
        return {
            "first": self.first.id,
            "second": self.second.id,
            "coded": [self.first.run.n_coded, self.second.run.n_coded],
            "figures": {figure.name: figure.as_json() for figure in self.overall},
            "f1_per_code": {figure.name: figure.as_json() for figure in self.codes},
            "changes": list(self.changes),
        }


def compare_models(one: KeptModel, other: KeptModel) -> Comparison:
    """Two models beside each other; what one of them does not have stays open."""
    overall = (ComparedFigure(name, one.figure(name), other.figure(name)) for name in OVERALL)
    scores = [_f1_of_codes(kept) for kept in (one, other)]
    codes = (
        ComparedFigure(code, scores[0].get(code), scores[1].get(code))
        for code in dict.fromkeys([*scores[0], *scores[1]])
    )
    changed = differences(one.run.origin, other.run.origin)
    return Comparison(one, other, tuple(overall), tuple(codes), tuple(changed))


def _f1_of_codes(kept: KeptModel) -> dict[str, float]:
    codes = kept.run.figures.get("per_code", [])
    return {item["code"]: float(item["f1"]) for item in codes}


def differences(before: ModelOrigin, now: ModelOrigin, *, since: bool = False) -> list[str]:
    """In words: what two models were made with, or what changed since one was."""
    found = []
    if before.codebook_id != now.codebook_id:
        found.append(
            _("another codebook: {before}, {now}").format(
                before=before.codebook_id or "-", now=now.codebook_id or "-"
            )
        )
    elif before.codebook_sha256 != now.codebook_sha256:
        found.append(
            _("the codebook was changed since") if since else _("the codebook was changed between")
        )
    dutch = [(item.pipeline, item.pipeline_version) for item in (before, now)]
    if dutch[0] != dutch[1]:
        names = [" ".join(item) for item in dutch]
        found.append(
            _("another pipeline reads the answers: {before}, {now}").format(
                before=names[0], now=names[1]
            )
        )
    if before.program != now.program:
        found.append(
            _("another version of coder: {before}, {now}").format(
                before=before.program, now=now.program
            )
        )
    return found
