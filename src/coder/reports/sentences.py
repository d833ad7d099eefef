"""Figures in running text: `{{ counts.zorgen.bezuinigingen.n }}` becomes the number as counted now.

The text is a Jinja template in a sandbox. Addresses are found before anything is rendered, so that
all that are wrong can be told at once, with their line.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coder.domain.addresses import KINDS, PATTERN, nearest
from coder.domain.number_text import count_text, decimal_text
from coder.errors import CoderError, Problem
from coder.i18n import _
from coder.reports.documents import printable

FIGURE = "figure"  # what an address becomes a call of
OPENING, MIDDLE, CLOSING = (
    "\ue000",
    "\ue001",
    "\ue002",
)  # around a number: mark index mark text mark

_SEGMENT = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ADDRESS_OR_TEXT = re.compile(rf"(?P<address>{PATTERN.pattern})|\"[^\"]*\"|'[^']*'")
_MARKDOWN = re.compile(r"([\\`*\[\]<>|~]|\b_|_\b|&(?=[#\w]+;)|^\s*[#+=-])", re.MULTILINE)
_LARGEST = 10**15  # of a product: more is a mistake, and texts are not multiplied


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text of a report: Markdown with figures. `line` is where it begins in its file."""

    text: str
    file: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """An address as an author wrote it, with its place."""

    address: str
    file: str
    line: int
    column: int

    def problem(self, error: CoderError) -> Problem:
        """What is wrong with it."""
        message = " ".join(filter(None, (error.message, error.hint)))
        return Problem(message, self.file, self.line, self.column)


class CountNumber(int):
    """A count in a sentence: a number to calculate with, that remembers what it counts."""

    address: str
    shown: str


class ShareNumber(float):
    """A percentage in a sentence, 0-100."""

    address: str
    shown: str


class Marked(str):
    """Text that is Markdown already, made by a helper; nothing in it is to be escaped."""

    __slots__ = ()


FigureNumber = CountNumber | ShareNumber


@dataclass(slots=True)
class Rendered:
    """A text with its figures filled in; `marks` are the addresses that it shows, by number."""

    markdown: str = ""
    marks: list[str] = field(default_factory=list)

    def mark(self, number: FigureNumber, shown: str | None = None) -> Marked:
        """The number as it stands in the Markdown, so that it is found again."""
        self.marks.append(number.address)
        index = len(self.marks) - 1
        return Marked(f"{OPENING}{index}{MIDDLE}{shown or number.shown}{CLOSING}")


def asked_figures(source: SourceText) -> Iterator[AskedFigure]:
    """Every address in the text."""
    for start, address in _addresses(source.text):
        line = source.text.count("\n", 0, start)
        column = start - source.text.rfind("\n", 0, start)
        yield AskedFigure(address, source.file, source.line + line, column)


def text_problems(source: SourceText, helpers: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the text besides its addresses: braces, unknown names and filters."""
    environment = _environment(Rendered(), "nl")
    prepared = _prepared(source.text)
    try:
        tree = environment.parse(prepared)
        environment.compile(prepared)
    except TemplateSyntaxError as error:
        message = _("this is no right {{{{ … }}}}: {why}").format(why=error.message)
        return [Problem(message, source.file, source.line + error.lineno - 1)]
    known = {FIGURE, *helpers}
    unknown = meta.find_undeclared_variables(tree) - known
    return [
        Problem(_unknown(name.name, helpers), source.file, source.line + name.lineno - 1)
        for name in tree.find_all(nodes.Name)
        if name.name in unknown
    ]


def render(
    source: SourceText,
    figure: Callable[[str], FigureNumber],
    helpers: Mapping[str, Callable[[Rendered], Callable[..., str]]],
    language: str = "nl",
) -> Rendered:
    """The text with its figures.

    Args:
        source: The text; its addresses and names were looked at already.
        figure: Gives the number at an address.
        helpers: Functions that a text may call; each is given where to mark its numbers.
        language: Decides the decimal sign.

    Raises:
        CoderError: A calculation in the text goes wrong; names file and line.
    """
    rendered = Rendered()
    environment = _environment(rendered, language)
    environment.globals = {FIGURE: figure} | {
        name: helper(rendered) for name, helper in helpers.items()
    }
    try:
        rendered.markdown = environment.from_string(_prepared(printable(source.text))).render()
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
        line = source.line + _line_of(error) - 1
        raise CoderError(
            str(Problem(_("this cannot be worked out: {why}").format(why=error), source.file, line))
        ) from error
    return rendered


def escape_markdown(text: str) -> str:
    """Text of a label or an answer that Markdown shows as it is.

    >>> escape_markdown("*druk* [1]")
    '\\\\*druk\\\\* \\\\[1\\\\]'
    """
    return _MARKDOWN.sub(r"\\\1", text)


class _Sandbox(ImmutableSandboxedEnvironment):
    """No imports, no attributes that begin with _, no texts multiplied to fill the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Numbers may be multiplied, powers have no place in a report."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or abs(left * right) > _LARGEST:
            raise SecurityError(_("only numbers may be multiplied"))
        return left * right


def _environment(rendered: Rendered, language: str) -> _Sandbox:
    # The result is Markdown, of which each writer escapes what its own format needs.
    environment = _Sandbox(
        autoescape=False,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=lambda value: _finished(value, rendered, language),
    )
    environment.filters = {
        "abs": abs,
        "round": environment.filters["round"],
        "decimals": lambda value, digits=1: _decimals(value, int(digits), rendered, language),
    }
    environment.tests = {}
    return environment


def _finished(value: object, rendered: Rendered, language: str) -> str:
    if isinstance(value, Marked):
        return value
    if isinstance(value, CountNumber | ShareNumber):
        return rendered.mark(value)
    if isinstance(value, float):
        return decimal_text(value, 1, language)
    if isinstance(value, int):
        return count_text(value, language)
    return escape_markdown(str(value))


def _decimals(value: Any, digits: int, rendered: Rendered, language: str) -> str:
    text = decimal_text(float(value), digits, language)
    if isinstance(value, CountNumber | ShareNumber):
        return rendered.mark(value, text)
    return Marked(text)


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    for segment in _SEGMENT.finditer(text):
        if segment[0].startswith("{#"):
            continue
        for found in _ADDRESS_OR_TEXT.finditer(text, segment.start(), segment.end()):
            if found["address"]:
                yield found.start(), found["address"]


def _prepared(text: str) -> str:
    """The text with each address as a call; lines stay where they are."""
    pieces, end = [], 0
    for start, address in _addresses(text):
        pieces += [text[end:start], f"{FIGURE}({json.dumps(address)})"]
        end = start + len(address)
    return "".join([*pieces, text[end:]])


def _unknown(name: str, helpers: tuple[str, ...]) -> str:
    message = _("there is nothing called {name}.").format(name=name)
    return f"{message} {nearest(name, (*KINDS, *helpers))}"


def _line_of(error: BaseException) -> int:
    """The line of the template on which an error happened."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>"
    ]
    return lines[-1] or 1 if lines else 1
