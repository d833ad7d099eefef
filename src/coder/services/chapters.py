"""The chapters of a report, read from YAML; every mistake in it is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coder.codebooks.yaml_tree import Tree, read_tree
from coder.domain.addresses import nearest
from coder.errors import CodebookError, CoderError, Problem, ProblemsError
from coder.i18n import _
from coder.reports.chapters import KEYS_AT, Part, Report
from coder.reports.sentences import SourceText

FILE_NAME = "rapport.yaml"  # what is looked for beside the project

PartKey = tuple[int, int]  # chapter, part; both from 0


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """A report to make.

    Attributes:
        report: What it holds.
        name: Its file, for messages.
        texts: The authors' texts, by chapter and part.
        lines: Where each part stands in the file.
    """

    report: Report
    name: str
    texts: Mapping[PartKey, SourceText]
    lines: Mapping[PartKey, int]

    def parts(self) -> Iterator[tuple[PartKey, Part]]:
        """All parts with their place."""
        for chapter, content in enumerate(self.report.chapters):
            for place, part in enumerate(content.parts):
                yield (chapter, place), part

    def problem(self, key: PartKey, error: CoderError) -> Problem:
        """What is wrong with a part, with its line."""
        message = " ".join(filter(None, (error.message, error.hint)))
        return Problem(message, self.name, self.lines.get(key))


def read_plan(path: Path) -> ReportPlan:
    """Reads the chapters of a report and the texts that they name.

    Raises:
        ProblemsError: All that is wrong with the file, with line and column.
    """
    name = str(path)
    return parse_plan(_read(path, name), name, path.parent)


def parse_plan(text: str, name: str, folder: Path) -> ReportPlan:
    """The plan in a YAML text; files that it names are looked for in `folder`.

    Raises:
        ProblemsError: All that is wrong with the text, with line and column.
    """
    tree = _tree(text, name)
    try:
        report = Report.model_validate(tree.data)
    except ValidationError as error:
        found = [_problem(dict(detail), tree, name) for detail in error.errors()]
        found.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
        raise ProblemsError([*tree.problems, *found], _hint()) from None
    problems = list(tree.problems)
    plan = ReportPlan(report, name, {}, {})
    texts: dict[PartKey, SourceText] = {}
    lines: dict[PartKey, int] = {}
    for key, part in plan.parts():
        at = ("chapters", key[0], "parts", key[1])
        place = tree.place(at)
        lines[key] = place.line if place else 1
        if part.text is not None:
            try:
                texts[key] = _source(part.text, tree, (*at, "text"), name, folder)
            except CoderError as error:
                problems.append(Problem(error.message, name, lines[key]))
    if problems:
        raise ProblemsError(problems, _hint())
    return ReportPlan(report, name, texts, lines)


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        hint = _("Make one to begin with: coder report PROJECT --init")
        raise ProblemsError([Problem(_("there is no such file"), name)], hint) from None
    except (OSError, UnicodeDecodeError) as error:
        message = _("the file cannot be read: {why}").format(why=error)
        raise ProblemsError([Problem(message, name)]) from error


def _tree(text: str, name: str) -> Tree:
    try:
        return read_tree(text, name)
    except CodebookError as error:  # the reader of YAML is the codebooks'
        if not text.strip():
            problem = Problem(_("the file is empty"), name)
            raise ProblemsError([problem], _hint()) from None
        raise ProblemsError(error.problems, _hint()) from None


def _source(
    text: str, tree: Tree, path: tuple[str | int, ...], name: str, folder: Path
) -> SourceText:
    """The author's text: what stands there, or the Markdown file that is named there."""
    if "\n" not in text and text.casefold().endswith(".md"):
        file = folder / text
        try:
            return SourceText(file.read_text(encoding="utf-8-sig"), str(file))
        except (OSError, UnicodeDecodeError) as error:
            message = _("the text {file} cannot be read: {why}")
            why = getattr(error, "strerror", None) or str(error)
            raise CoderError(message.format(file=file, why=why)) from error
    node, place = tree.scalars.get(path), tree.values.get(path)
    block = node is not None and node.style in {"|", ">"}
    return SourceText(text, name, (place.line if place else 1) + block)


def _problem(detail: dict[str, Any], tree: Tree, name: str) -> Problem:
    path, kind = detail["loc"], detail["type"]
    extra = kind == "extra_forbidden"
    place = tree.keys.get(path) if extra else tree.place(path)
    message = _unknown_key(path) if extra else _message(kind, path, detail)
    if place is None:
        return Problem(message, name)
    return Problem(message, name, place.line, place.column)


def _unknown_key(path: tuple[str | int, ...]) -> str:
    above = next((str(part) for part in reversed(path[:-1]) if isinstance(part, str)), "")
    message = _("unknown key '{key}'.").format(key=path[-1])
    return f"{message} {nearest(str(path[-1]), KEYS_AT[above])}"


def _message(kind: str, path: tuple[str | int, ...], detail: dict[str, Any]) -> str:
    if kind == "part":
        return str(detail["ctx"]["why"])
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    context = detail.get("ctx", {})
    messages = {
        "missing": _("'{key}' is missing"),
        "string_type": _("'{key}' must be text"),
        "string_too_short": _("'{key}' holds an empty text"),
        "bool_parsing": _("'{key}' is true or false"),
        "bool_type": _("'{key}' is true or false"),
        "int_parsing": _("'{key}' must be a whole number"),
        "int_type": _("'{key}' must be a whole number"),
        "greater_than_equal": _("'{key}' must be {least} or more"),
        "less_than_equal": _("'{key}' must be {most} or less"),
        "list_type": _("'{key}' must be a list: each item on a line of its own after '- '"),
        "too_short": _("'{key}' holds nothing"),
        "model_type": _("an item of '{key}' must hold keys, as 'title: …'"),
        "literal_error": _("'{key}' is one of {allowed}"),
    }
    return messages.get(kind, _("'{key}' is not right: {why}")).format(
        key=key,
        why=detail["msg"],
        least=context.get("ge", ""),
        most=context.get("le", ""),
        allowed=context.get("expected", ""),
    )


def _hint() -> str:
    return _("`coder report PROJECT --init` writes a file that shows how.")
