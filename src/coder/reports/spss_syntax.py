"""SPSS syntax that defines one multiple-response set a question.

.sav files as our library writes them cannot hold sets, so this stands beside them. Source: IBM SPSS
Statistics Command Syntax Reference, MRSETS: `/MDGROUP NAME= LABEL= CATEGORYLABELS= VARIABLES=
VALUE=`, at least two variables, a name that begins with $; a string stands in quotes, doubled
inside; a command ends with a period at the end of a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from coder.i18n import _
from coder.reports.coded_table import CodedTable, Role, State, Variable
from coder.reports.spss_names import LABEL_BYTES, cut, legal_names, one_line

_LINE = 72  # letters; older versions of SPSS cut lines of more than 80
_COMMENT = 200
FEWEST = 2  # variables of a set


def syntax(table: CodedTable, file_name: str) -> str:
    """The syntax for a table whose columns have SPSS's names already."""
    lines = ["* Encoding: UTF-8."]
    lines += _comment(_("Multiple response sets of {file}, made by coder").format(file=file_name))
    lines += _comment(
        _("Open the .sav from its own folder, run this, and save it to keep the sets")
    )
    lines += _comment(
        _("A respondent who named nothing has 0 everywhere and is in the base of your choice only")
    )
    lines += ["", f"GET FILE={_quoted(file_name)}."]
    made: list[str] = []
    for question in table.questions:
        for name, label, variables in _sets(table, question):
            made.append(name)
            lines += ["", *_base(table, question), *_define(name, label, variables)]
    if made:
        lines += ["", *_command(f"MRSETS /DISPLAY NAME=[{' '.join(made)}].")]
    return "\n".join([*lines, ""])


def _sets(table: CodedTable, question: str) -> Iterator[tuple[str, str, tuple[Variable, ...]]]:
    """Name, label and columns of the sets of a question: its codes, and its nets."""
    [plain] = legal_names([question])
    label = table.labels.get(question, question)
    kinds = ((f"${plain}", label, Role.CODE), (f"${plain}_netten", label, Role.NET))
    for name, text, role in kinds:
        columns = table.of(question, role)
        if len(columns) >= FEWEST:
            yield name, text, columns


def _base(table: CodedTable, question: str) -> list[str]:
    [state] = table.of(question, Role.STATE)
    coded = sum(text == State.CODED.value for text in state.texts)
    answered = sum(text != State.NO_ANSWER.value for text in state.texts)
    text = _("{question}: n = {n} respondents who answered, {coded} of them coded")
    return _comment(text.format(question=question, n=answered, coded=coded))


def _define(name: str, label: str, variables: Sequence[Variable]) -> list[str]:
    names = " ".join(variable.name for variable in variables)
    return [
        "MRSETS",
        f"  /MDGROUP NAME={name}",
        f"    LABEL={_quoted(cut(one_line(label), LABEL_BYTES))}",
        "    CATEGORYLABELS=VARLABELS",
        *_command(f"VARIABLES={names}", "    "),
        "    VALUE=1.",
    ]


def _command(text: str, indent: str = "") -> list[str]:
    """A command or a part of it on several lines; all but its first are indented."""
    return wrap(
        text,
        _LINE,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _comment(text: str) -> list[str]:
    """Each line a comment of its own: a period at the end of a line would end one too early."""
    return [f"* {line.rstrip('.')}." for line in wrap(one_line(text), _COMMENT)]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
