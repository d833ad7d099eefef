"""A trained suggester to bytes and back, with the codebook and the Dutch it was made with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.models import ModelOrigin, ModelRun
from coder.domain.tokens import Lemmatizer
from coder.suggest.answer_coder import AnswerCoder
from coder.suggest.model_file import damaged_model, pack_model, unpack_model


@dataclass(frozen=True, slots=True)
class Learned:
    """A suggester as it was kept, with the run that made it."""

    coder: AnswerCoder
    run: ModelRun


def origin_of(program: str, codebook: Codebook | None, lemmatizer: Lemmatizer) -> ModelOrigin:
    """What a model is made with now."""
    return ModelOrigin(
        program,
        codebook.id if codebook else "",
        codebook_fingerprint(codebook),
        lemmatizer.name,
        lemmatizer.version,
    )


def codebook_fingerprint(codebook: Codebook | None) -> str:
    """A hash of all that a codebook says; comments and layout of its file do not count."""
    if codebook is None:
        return ""
    said = json.dumps(_codebook_json(codebook), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def pack_learned(coder: AnswerCoder, run: ModelRun) -> bytes:
    """A suggester as bytes: its run, its codebook, what it learned."""
    codebook = coder.codebook
    header = {
        "run": asdict(run) | {"settings": dict(run.settings), "figures": dict(run.figures)},
        "codebook": None if codebook is None else _codebook_json(codebook),
    }
    return pack_model(header, coder.state())


def unpack_learned(data: bytes, name: str, lemmatizer: Lemmatizer) -> Learned:
    """The suggester in these bytes.

    Args:
        data: As `pack_learned` gave them.
        name: What messages call it.
        lemmatizer: Reads the codebook's own texts; `run.origin` says with which it was trained.

    Raises:
        ModelFileError: No model, damaged, or of another version.
    """
    header, state = unpack_model(data, name)
    try:
        run = _run(header["run"])
        known = header["codebook"]
        codebook = None if known is None else _codebook(known)
        return Learned(AnswerCoder.from_state(state, codebook, lemmatizer=lemmatizer), run)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise damaged_model(name) from error


def _run(known: Mapping[str, Any]) -> ModelRun:
    return ModelRun(**{**known, "origin": ModelOrigin(**known["origin"])})


def _codebook_json(codebook: Codebook) -> dict[str, Any]:
    return {field.name: _plain(getattr(codebook, field.name)) for field in fields(Codebook)}


def _plain(value: Any) -> Any:
    if isinstance(value, Code):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(Code)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _codebook(known: Mapping[str, Any]) -> Codebook:
    values = {**known, "answers": AnswersPer(known["answers"])}
    values["codes"] = tuple(_code(code) for code in known["codes"])
    return Codebook(**values | {"ignore_after": tuple(known["ignore_after"])})


def _code(known: Mapping[str, Any]) -> Code:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in known.items()
    }
    return Code(**values | {"codes": tuple(_code(code) for code in known["codes"])})
