"""A project as REFI-QDA .qdpx, for ATLAS.ti, MAXQDA, NVivo and QualCoder.

Source: REFI-QDA Standard 1.5 (qdasoftware.org), Project.xsd: a zip of `project.qde` and the
texts in `sources`. One text and one case a respondent: each question as a heading, the answer below
it; a coding is a selection that covers the whole answer. Positions count Unicode code points, the
end is the one behind the last letter; lines end with a line feed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.i18n import _
from coder.reports.coded_table import NAMED, CodedTable, Role, Variable
from coder.reports.files import whole_files

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "coder"
_ROWS_A_REPORT = 500
_YEAR_ZERO = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes

Report = Callable[[int, int], None]  # respondents done, of


@dataclass(frozen=True, slots=True)
class RefiProject:
    """What a .qdpx is made of.

    Attributes:
        name: Of the project.
        table: The respondents with their answers and codes.
        codes: The element `Codes` in this namespace.
        guid: Gives the guid of anything from what it is called by: "case", wave, id, …
        code_guid: Gives the guid of a code from the question's key and the code's id.
        clean: Takes out what XML cannot hold; a letter for a letter.
        at: When the project is written.
    """

    name: str
    table: CodedTable
    codes: Any
    guid: Callable[..., str]
    code_guid: Callable[[str, str], str]
    clean: Callable[[str], str]
    at: datetime


@dataclass(frozen=True, slots=True)
class _Passage:
    """An answer in the text of a respondent; `codes` are ids."""

    question: str
    start: int
    end: int
    coder: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    """A respondent who answered something."""

    row: int
    name: str
    text: str
    passages: tuple[_Passage, ...]


def write_qdpx(project: RefiProject, path: Path, report: Report) -> Path:
    """Writes the project.

    Raises:
        CoderError: Nobody answered anything, or the file cannot be written; an older one is as it
            was.
    """
    from lxml import etree

    if next(_people(project), None) is None:
        raise CoderError(_("There are no answers to write."))
    writer = _Writer(project, report)
    with (
        whole_files([path]) as [unfinished],
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for person in _people(project):
            archive.writestr(_entry(f"sources/{writer.source(person)}.txt"), person.text.encode())
        with (
            archive.open(_entry("project.qde"), "w", force_zip64=True) as file,
            etree.xmlfile(file, encoding="utf-8") as xml,
        ):
            xml.write_declaration()
            writer.write(xml)
    return path


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _YEAR_ZERO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class _Writer:
    """Writes the elements of `project.qde` in the order of the schema."""

    def __init__(self, project: RefiProject, report: Report) -> None:
        self._project, self._report = project, report
        self._at = project.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._background = _in_role(project.table, Role.BACKGROUND, Role.WAVE)
        self._coders = _coders(project.table)

    def source(self, person: _Person) -> str:
        """The guid of a respondent's text."""
        return self._project.guid("source", person.name)

    def write(self, xml: Any) -> None:
        """The whole file."""
        coders = self._coders
        about = {
            "name": self._project.name,
            "origin": ORIGIN,
            "creatingUserGUID": self._user(coders[0]),
            "creationDateTime": self._at,
        }
        with _element(xml, "Project", about):
            with _element(xml, "Users"):
                for coder in coders:
                    self._leaf(xml, "User", guid=self._user(coder), name=coder)
            with _element(xml, "CodeBook"):
                xml.write(self._project.codes)
            self._write_variables(xml)
            with _element(xml, "Cases"):
                for person in _people(self._project):
                    self._write_case(xml, person)
            with _element(xml, "Sources"):
                for person in _people(self._project):
                    self._write_source(xml, person)

    def _write_variables(self, xml: Any) -> None:
        with _element(xml, "Variables"):
            for variable in self._background:
                own = self._project.guid("variable", variable.name)
                name = self._project.clean(variable.label)
                self._leaf(xml, "Variable", guid=own, name=name, typeOfVariable="Text")

    def _write_case(self, xml: Any, person: _Person) -> None:
        own = self._project.guid("case", person.name)
        with _element(xml, "Case", {"guid": own, "name": person.name}):
            for variable in self._background:
                value = variable.texts[person.row]
                if value:
                    self._write_value(xml, variable, value)
            self._leaf(xml, "SourceRef", targetGUID=self.source(person))

    def _write_value(self, xml: Any, variable: Variable, value: str) -> None:
        with _element(xml, "VariableValue"):
            own = self._project.guid("variable", variable.name)
            self._leaf(xml, "VariableRef", targetGUID=own)
            with _element(xml, "TextValue"):
                xml.write(self._project.clean(value))

    def _write_source(self, xml: Any, person: _Person) -> None:
        own = self.source(person)
        about = {
            "guid": own,
            "name": person.name,
            "plainTextPath": f"internal://{own}.txt",
            "creatingUser": self._user(self._coders[0]),
            "creationDateTime": self._at,
        }
        with _element(xml, "TextSource", about):
            for passage in person.passages:
                if passage.codes:
                    self._write_selection(xml, person, passage)
        if person.row % _ROWS_A_REPORT == 0:
            self._report(person.row, self._project.table.n)

    def _write_selection(self, xml: Any, person: _Person, passage: _Passage) -> None:
        guid, made = self._project.guid, {"creationDateTime": self._at}
        made["creatingUser"] = self._user(passage.coder)
        about = {
            "guid": guid("selection", person.name, passage.question),
            "name": passage.question,
            "startPosition": str(passage.start),
            "endPosition": str(passage.end),
        }
        with _element(xml, "PlainTextSelection", about | made):
            for code in passage.codes:
                own = guid("coding", person.name, passage.question, code)
                with _element(xml, "Coding", {"guid": own} | made):
                    target = self._project.code_guid(passage.question, code)
                    self._leaf(xml, "CodeRef", targetGUID=target)

    def _user(self, coder: str) -> str:
        return self._project.guid("user", coder)

    def _leaf(self, xml: Any, tag: str, **about: str) -> None:
        with _element(xml, tag, about):
            pass


def _element(xml: Any, tag: str, about: dict[str, str] | None = None) -> Any:
    return xml.element(f"{{{NAMESPACE}}}{tag}", about or {}, nsmap={None: NAMESPACE})


def _coders(table: CodedTable) -> Sequence[str]:
    """Everybody whose coding counts, the first to appear first; at least one."""
    named = (name for v in _in_role(table, Role.CODER) for name in v.texts if name)
    return tuple(dict.fromkeys(named)) or (ORIGIN,)


def _in_role(table: CodedTable, *roles: Role) -> tuple[Variable, ...]:
    return tuple(variable for variable in table.variables if variable.role in roles)


def _people(project: RefiProject) -> Iterator[_Person]:
    """Who answered something, in order; names are unique over the waves."""
    table = project.table
    [ids], [waves] = _in_role(table, Role.RESPONDENT), _in_role(table, Role.WAVE)
    several = len(set(waves.texts)) > 1
    columns = [_Columns(table, question) for question in table.questions]
    for row in range(table.n):
        own, wave = ids.texts[row] or "", waves.texts[row] or ""
        name = project.clean(f"{wave} {own}" if several else own)
        text, passages = "", list[_Passage]()
        for column in columns:
            answer = column.text.texts[row]
            if answer:
                text += project.clean(f"{column.heading}\n")
                whole = project.clean(answer.replace("\r\n", "\n").replace("\r", "\n"))
                passages.append(column.passage(row, len(text), len(text) + len(whole)))
                text += f"{whole}\n\n"
        if passages:
            yield _Person(row, name, text, tuple(passages))


class _Columns:
    """The columns of one question."""

    def __init__(self, table: CodedTable, question: str) -> None:
        self.question, self.heading = question, " ".join(table.labels[question].split())
        [self.text] = table.of(question, Role.TEXT)
        self._coder = table.of(question, Role.CODER)
        self._codes = [
            (code.code, code.flags.tolist())
            for code in table.of(question, Role.CODE)
            if code.flags is not None
        ]

    def passage(self, row: int, start: int, end: int) -> _Passage:
        """The answer of a respondent."""
        codes = tuple(code for code, flags in self._codes if flags[row] == NAMED)
        coder = (self._coder[0].texts[row] if self._coder else None) or ORIGIN
        return _Passage(self.question, start, end, coder, codes)
