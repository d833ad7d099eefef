"""What a codebook file may hold: keys and types, and every departure from them told at once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from rapidfuzz import fuzz, process

from coder.codebooks.yaml_tree import Path, Tree
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.errors import Problem
from coder.i18n import _

ID_FORM = r"^[a-z][a-z0-9_]*$"

_LIKENESS = 60  # 0-100: "paterns" and "patterns" 93, "voorbeelden" and "examples" 32

Id = Annotated[str, StringConstraints(pattern=ID_FORM)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CodeFields(_Fields):
    """One code; the order of the fields is the order in which they are written."""

    id: Id
    label: Text
    definition: Text = ""
    use_when: list[Text] = []
    not_when: list[Text] = []
    examples: list[Text] = []
    patterns: list[Text] = []
    codable: bool = True
    exclusive: bool = False
    one_of: bool = False
    fallback: bool = False
    codes: list[CodeFields] = []

    def to_code(self) -> Code:
        """The code of the domain."""
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self
            if name != "codes"
        }
        return Code(**fields, codes=tuple(code.to_code() for code in self.codes))


class CodebookFields(_Fields):
    """The top of the file."""

    codebook: Id
    title: Text
    question: Text = ""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "nl"
    answers: Literal["one", "many"] = "many"
    ignore_after: list[Text] = []
    codes: list[CodeFields]

    def to_codebook(self) -> Codebook:
        """The codebook of the domain."""
        return Codebook(
            id=self.codebook,
            title=self.title,
            question=self.question,
            language=self.language,
            answers=AnswersPer(self.answers),
            ignore_after=tuple(self.ignore_after),
            codes=tuple(code.to_code() for code in self.codes),
        )


CODE_KEYS = tuple(CodeFields.model_fields)
CODEBOOK_KEYS = tuple(CodebookFields.model_fields)


def validated(tree: Tree, name: str) -> tuple[Codebook | None, list[Problem]]:
    """The codebook, or None and everything that its keys and types have against them."""
    try:
        return CodebookFields.model_validate(tree.data).to_codebook(), []
    except ValidationError as error:
        return None, [_problem(dict(detail), tree, name) for detail in error.errors()]


def _problem(detail: dict[str, Any], tree: Tree, name: str) -> Problem:
    path: Path = detail["loc"]
    kind = detail["type"]
    place = tree.keys.get(path) if kind == "extra_forbidden" else tree.place(path)
    message = _unknown_key(path) if kind == "extra_forbidden" else _message(kind, path, detail)
    if place is None:
        return Problem(message, name)
    return Problem(message, name, place.line, place.column)


def _unknown_key(path: Path) -> str:
    word, known = str(path[-1]), CODE_KEYS if len(path) > 1 else CODEBOOK_KEYS
    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if near:
        return _("unknown key '{key}'; did you mean '{near}'?").format(key=word, near=near[0])
    return _("unknown key '{key}'; known are {keys}").format(key=word, keys=", ".join(known))


def _message(kind: str, path: Path, detail: dict[str, Any]) -> str:
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if kind == "string_pattern_mismatch" and key == "language":
        return _("'language' is two small letters, as nl")
    messages = {
        "missing": _("'{key}' is missing"),
        "string_pattern_mismatch": _(
            "'{key}: {value}': an id holds small letters, digits and _ and begins with a letter"
        ),
        "string_type": _("'{key}' must be text; put it in quotes"),
        "string_too_short": _("'{key}' holds an empty text"),
        "bool_type": _("'{key}' is true or false"),
        "list_type": _("'{key}' must be a list: each item on a line of its own after '- '"),
        "model_type": _("an item of '{key}' must hold keys, as 'id: …' and 'label: …'"),
        "literal_error": _("'{key}' is one or many"),
    }
    message = messages.get(kind, _("'{key}' is not right: {why}"))
    return message.format(key=key, value=detail.get("input"), why=detail["msg"])
