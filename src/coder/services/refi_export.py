"""What a REFI-QDA project is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from coder.codebooks.refi import code_guid, codes_element, guid, xml_text
from coder.domain.codebook import Code, Codebook
from coder.reports.coded_table import CodedTable, Role
from coder.reports.refi_project import NAMESPACE, RefiProject
from coder.services.export_tables import Material


def refi_project(
    material: Material, codebooks: Sequence[Codebook], name: str, at: datetime
) -> RefiProject:
    """The coded answers of a project, ready to write.

    The same project gives the same guids each time, other projects give others.
    """
    table = material.coded()
    codebook_of = {question.key: question.codebook_id for question in material.with_codebook()}
    return RefiProject(
        name=xml_text(name),
        table=table,
        codes=codes_element(_with_gone_codes(codebooks, codebook_of, table), NAMESPACE),
        guid=partial(guid, material.results.project.uid),
        code_guid=lambda question, code: code_guid(codebook_of[question], code),
        clean=xml_text,
        at=at,
    )


def _with_gone_codes(
    codebooks: Sequence[Codebook], codebook_of: Mapping[str, str], table: CodedTable
) -> list[Codebook]:
    """The codebooks with the codes that answers still have, though a codebook has them no more."""
    found = {codebook.id: codebook for codebook in codebooks}
    for question, own in codebook_of.items():
        known = {code.id for code in found[own].walk()}
        used = [column.code for column in table.of(question, Role.CODE)]
        gone = tuple(Code(code, code) for code in used if code not in known)
        found[own] = replace(found[own], codes=(*found[own].codes, *gone))
    return list(found.values())
