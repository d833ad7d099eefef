"""One export under way: what each format is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from coder.codebooks.refi import write_qdc
from coder.domain.codebook import Codebook
from coder.errors import CoderError
from coder.i18n import _, ngettext, speaking
from coder.reports.coded_table import CodedTable, in_words
from coder.reports.files import write_whole
from coder.reports.flat_files import CsvStyle, write_coded_csv, write_parquet, write_table_csv
from coder.reports.json_file import as_records, write_json
from coder.reports.refi_project import write_qdpx
from coder.reports.spss import write_spss
from coder.reports.table import Table
from coder.reports.workbook import Sheet, write_workbook
from coder.reports.workbook_grid import MOST_LETTERS
from coder.services.export_tables import Material
from coder.services.refi_export import refi_project

Report = Callable[[str, int, int], None]  # what, done, of

_NOT_IN_FILES = re.compile(r"[^\w.-]+")


class NothingToExportError(CoderError):
    """Nothing is left to write."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. `notes`: what could not be taken over as it was."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


class ExportJob:
    """One export under way; a method a format."""

    def __init__(  # noqa: PLR0913, PLR0917 - what an export is made of
        self,
        name: str,
        material: Material,
        parts: frozenset[str],
        style: CsvStyle,
        target: Path,
        report: Report,
    ) -> None:
        self._name, self._material, self._parts, self._style = name, material, parts, style
        self._target, self._report = target, report
        self._at = datetime.now().astimezone()

    def write(self, how: str) -> Exported:
        """Writes in the way of the method of this name."""
        ways: dict[str, Callable[[], Exported]] = {
            "xlsx": self.xlsx,
            "csv": self.csv,
            "tables": self.tables,
            "sav": self.sav,
            "json": self.json,
            "parquet": self.parquet,
            "qdc": self.qdc,
            "qdpx": self.qdpx,
        }
        return ways[how]()

    def xlsx(self) -> Exported:
        """A workbook: overview, counts with charts, coded answers, codebooks."""
        sheets = list(self._sheets())
        overview = self._material.overview(self._name, self._at, self._material.notes())
        write_workbook(self._target, overview, sheets, self._rows_written)
        return Exported((self._target,), _cut_texts(sheets))

    def csv(self) -> Exported:
        """One file: a row a respondent."""
        table = in_words(self._material.coded())
        write_coded_csv(table, self._target, self._style, self._rows_written)
        return Exported((self._target,))

    def tables(self) -> Exported:
        """A folder of csv files, one a table."""
        files: list[Path] = []
        for name, table in self._plain_tables():
            self._report(_("Writing"), len(files), len(files) + 1)
            files.append(write_table_csv(table, self._in_folder(name), self._style))
        if "codings" in self._parts:
            coded = in_words(self._material.coded())
            path = self._in_folder(_("Coded answers"))
            files.append(write_coded_csv(coded, path, self._style, self._rows_written))
        return Exported(tuple(files))

    def sav(self) -> Exported:
        """SPSS data and syntax."""
        made = write_spss(self._material.coded(), self._target, f"coder: {self._name}")
        return Exported((made.data, made.syntax), made.notes)

    def json(self) -> Exported:
        """Everything as one value."""
        content: dict[str, object] = {"project": self._name, "made": self._at.isoformat()}
        content["notes"] = self._material.notes()
        content |= self._json_parts()
        if "codings" in self._parts:
            content["respondents"] = list(as_records(self._material.coded()))
        return Exported((write_json(content, self._target),))

    def parquet(self) -> Exported:
        """A row a respondent, for data frames."""
        return Exported((write_parquet(self._material.coded(), self._target),))

    def qdc(self) -> Exported:
        """The codebooks."""
        write_whole(self._target, write_qdc(self._codebooks()))
        return Exported((self._target,))

    def qdpx(self) -> Exported:
        """The whole project."""
        material = self._material
        project = refi_project(material, self._codebooks(), self._name, self._at)
        write_qdpx(project, self._target, self._rows_written)
        return Exported((self._target,))

    def _sheets(self) -> Iterator[Sheet]:
        for name, table in self._plain_tables(codebooks=False):
            yield Sheet(name, table)
        if "codings" in self._parts:
            for question in self._material.scope.questions:
                name = f"{_('Answers')} {question.key}"
                yield Sheet(name, self._material.coded([question]))
        if "codebook" in self._parts:
            for name, table in self._material.codebook_tables():
                yield Sheet(name, table)

    def _plain_tables(self, *, codebooks: bool = True) -> Iterator[tuple[str, Table]]:
        if "counts" in self._parts:
            yield from self._material.tables()
        if codebooks and "codebook" in self._parts:
            yield from self._material.codebook_tables()

    def _codebooks(self) -> list[Codebook]:
        """Each codebook once, though several questions may be coded with it."""
        material = self._material
        found = {q.codebook_id: material.codebook(q) for q in material.with_codebook()}
        with_codes = [codebook for codebook in found.values() if codebook.codes]
        if not with_codes:
            with speaking(""):
                raise NothingToExportError(
                    _("None of these codebooks has a code to write."),
                    _("For outsiders a code that few respondents gave is left out."),
                )
        return with_codes

    def _json_parts(self) -> dict[str, object]:
        found: dict[str, object] = {}
        if "counts" in self._parts:
            found["tables"] = [_table_json(name, table) for name, table in self._material.tables()]
        if "codebook" in self._parts:
            asked = self._material.with_codebook()
            found["codebooks"] = {q.key: asdict(self._material.codebook(q)) for q in asked}
        return found

    def _in_folder(self, name: str) -> Path:
        plain = "_".join(_NOT_IN_FILES.sub(" ", name.casefold()).split())
        return self._target / f"{plain}.csv"

    def _rows_written(self, done: int, of: int) -> None:
        self._report(_("Writing"), done, of)


def _table_json(name: str, table: Table) -> dict[str, object]:
    about = {"name": name, "title": table.title, "question": table.question, "wave": table.wave}
    rows = [list(row) for row in table.rows]
    return {**about, "n": table.n, "heads": table.heads, "rows": rows, "notes": table.notes}


def _cut_texts(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Says which answers are too long for a cell."""
    long = sum(
        len(text) > MOST_LETTERS
        for sheet in sheets
        if isinstance(sheet.content, CodedTable)
        for variable in sheet.content.variables
        for text in variable.texts
        if text
    )
    if not long:
        return ()
    note = ngettext(
        "{count} answer is longer than a cell holds ({most} letters) and is cut.",
        "{count} answers are longer than a cell holds ({most} letters) and are cut.",
        long,
    )
    return (note.format(count=long, most=MOST_LETTERS),)
