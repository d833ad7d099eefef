"""Codebooks as REFI-QDA .qdc, the exchange format of ATLAS.ti, MAXQDA, NVivo and QualCoder.

Source: REFI-QDA Standard 1.5 (qdasoftware.org), Codebook.xsd, namespace urn:QDA-XML:codebook:1.0. A
code has a guid, a name, `isCodable` and a description, then the codes below it. What this program
knows more of a code is folded into the description (`refi_text.py`) and unfolded again on the way
back; title, question and kind of a codebook stand in a set that holds all its codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from coder.codebooks.refi_text import fold_code, fold_codebook
from coder.domain.codebook import Code, Codebook

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "coder"

_OURS = uuid5(
    NAMESPACE_URL, "urn:coder:refi-qda"
)  # the same codebook gives the same guids anywhere
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(*parts: str) -> str:
    """A guid that is the same wherever and whenever it is asked for.

    >>> guid("zorgen", "werkdruk") == guid("zorgen", "werkdruk") != guid("zorgen", "tijd")
    True
    """
    return str(uuid5(_OURS, "\x1f".join(parts)))


def code_guid(codebook_id: str, code_id: str) -> str:
    """The guid of a code in a codebook."""
    return guid("code", codebook_id, code_id)


def xml_text(text: str) -> str:
    """The text with a replacement mark for what XML 1.0 cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n"))


def write_qdc(codebooks: Sequence[Codebook]) -> bytes:
    """The file's content: all codes of these codebooks, each codebook a set.

    Of several codebooks each becomes a code that is not codable, its codes below it.
    """
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=ORIGIN)
    root.append(codes_element(codebooks, NAMESPACE))
    sets = etree.SubElement(root, f"{{{NAMESPACE}}}Sets")
    for codebook in codebooks:
        _add_set(sets, codebook)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def codes_element(codebooks: Sequence[Codebook], namespace: str) -> Element:
    """The element `Codes` of a codebook or (in its namespace) of a project."""
    from lxml import etree

    codes = etree.Element(f"{{{namespace}}}Codes", nsmap={None: namespace})
    for codebook in codebooks:
        above = codes
        if len(codebooks) > 1:
            about = _attributes(guid("codebook", codebook.id), codebook.title, codable=False)
            above = etree.SubElement(codes, f"{{{namespace}}}Code", about)
        for code in codebook.codes:
            _add_code(above, namespace, codebook.id, code)
    return codes


def _add_code(above: Element, namespace: str, codebook_id: str, code: Code) -> None:
    from lxml import etree

    about = _attributes(code_guid(codebook_id, code.id), code.label, codable=code.codable)
    element = etree.SubElement(above, f"{{{namespace}}}Code", about)
    etree.SubElement(element, f"{{{namespace}}}Description").text = xml_text(fold_code(code))
    for child in code.codes:
        _add_code(element, namespace, codebook_id, child)


def _attributes(own: str, name: str, *, codable: bool) -> dict[str, str]:
    return {"guid": own, "name": xml_text(name), "isCodable": "true" if codable else "false"}


def _add_set(sets: Element, codebook: Codebook) -> None:
    from lxml import etree

    about = {"guid": guid("set", codebook.id), "name": xml_text(codebook.title)}
    element = etree.SubElement(sets, f"{{{NAMESPACE}}}Set", about)
    described = etree.SubElement(element, f"{{{NAMESPACE}}}Description")
    described.text = xml_text(fold_codebook(codebook))
    for code in codebook.walk():
        member = {"guid": code_guid(codebook.id, code.id)}
        etree.SubElement(element, f"{{{NAMESPACE}}}MemberCode", member)


def is_guid(text: str) -> bool:
    """Is it a guid, with or without braces?"""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def guids_of(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Guid and id of each code."""
    for code in codebook.walk():
        yield code_guid(codebook.id, code.id), code.id
