"""Reading a .qdc of any program into a codebook of ours.

The file comes from elsewhere: no document type is taken, no entity filled in, nothing fetched, and
its size, depth and number of codes are limited.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from coder.codebooks.document import loads
from coder.codebooks.edits import codebook_text
from coder.codebooks.refi import is_guid
from coder.codebooks.refi_text import HEADINGS, Unfolded, unfold
from coder.codebooks.schema import ID_FORM
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.errors import CodebookError, Problem
from coder.i18n import _

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES = 20_000_000  # 10,000 codes with long descriptions take about 10 MB
MOST_CODES = 20_000
DEEPEST = 30

_NAMESPACE = re.compile(r"\{urn:QDA-XML:(?:codebook|project)[^}]*\}", re.IGNORECASE)
_NO_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """A codebook that was read; `notes`: what could not be taken over as it was."""

    codebook: Codebook
    notes: tuple[str, ...]


def read_qdc(content: bytes, name: str, fallback_id: str) -> ReadCodebook:
    """The codebook in a .qdc file.

    Args:
        content: The bytes of the file.
        name: What messages call the file.
        fallback_id: Id and title of a codebook whose file does not tell them.

    Raises:
        CodebookError: All that is wrong with the file, with its line.
    """
    root = _parsed(content, name)
    codes = next((child for child in root if _tag(child) == "Codes"), None)
    if _tag(root) not in {"CodeBook", "Project"} or codes is None:
        raise CodebookError([Problem(_("this is no REFI-QDA codebook (.qdc)"), name, 1)])
    reader = _Reader(name)
    found = tuple(reader.codes(codes, 1))
    if reader.problems:
        raise CodebookError(reader.problems)
    about, title = _about(root)
    codebook = _codebook(found, about, title, fallback_id)
    return ReadCodebook(_checked(codebook, name), tuple(dict.fromkeys(reader.notes)))


def as_yaml(codebook: Codebook) -> str:
    """A codebook as the text of a YAML file of ours."""
    return codebook_text(codebook)


def _parsed(content: bytes, name: str) -> Element:
    from lxml import etree

    if len(content) > MOST_BYTES:
        message = _("the file is larger than {most} MB").format(most=MOST_BYTES // 1_000_000)
        raise CodebookError([Problem(message, name)])
    try:
        declares_type = _declares_type(content)
    except (LookupError, ValueError):  # the encoding that it names
        message = _("the encoding of this file cannot be told")
        raise CodebookError([Problem(message, name, 1)]) from None
    if declares_type:  # before a parser can fill in what such a file declares
        message = _("the file declares a document type; such files are not read")
        raise CodebookError([Problem(message, name, 1)])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        message = _("this is not whole XML: {why}").format(why=error.msg)
        raise CodebookError([Problem(message, name, line, column)]) from error


class _DeclaredError(Exception):
    """A document type was declared."""


def _declares_type(content: bytes) -> bool:
    def found(*_what: object) -> None:
        raise _DeclaredError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = found
    try:
        parser.Parse(content, True)
    except _DeclaredError:
        return True
    except expat.ExpatError:  # told with its place by the parser that comes next
        return False
    return False


def _tag(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in element if _tag(child) == tag)


def _description(element: Element) -> str:
    described = next(_children(element, "Description"), None)
    return "" if described is None else "".join(map(str, described.itertext())).strip()


@dataclass(slots=True)
class _Reader:
    """Collects codes, problems and notes of one file."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def codes(self, above: Element, depth: int) -> Iterator[Code]:
        for element in _children(above, "Code"):
            if depth > DEEPEST or len(self.ids) >= MOST_CODES:
                message = _("more than {codes} codes, or more than {depth} levels of them")
                self._report(message.format(codes=MOST_CODES, depth=DEEPEST), element)
                return
            yield self._code(element, depth)

    def _code(self, element: Element, depth: int) -> Code:
        label = " ".join((element.get("name") or "").split())
        if not label:
            self._report(_("a code without a name"), element)
        if not is_guid(element.get("guid") or ""):
            self._report(_("the code {name} has no right guid").format(name=label), element)
        if element.get("color"):
            self.notes.append(_("Colours of codes are not kept."))
        said = unfold(_description(element))
        own = self._id(said.traits.get("id", ""), label)
        below = tuple(self.codes(element, depth + 1))
        return self._filled(own, label, said, below, self._codable(element, label, below))

    def _codable(self, element: Element, label: str, below: tuple[Code, ...]) -> bool:
        codable = (element.get("isCodable") or "true").strip() not in {"false", "0"}
        if not codable and not below:
            note = _("{name} has no codes below it and is made a code that can be given.")
            self.notes.append(note.format(name=label))
            return True
        return codable

    def _filled(
        self, own: str, label: str, said: Unfolded, below: tuple[Code, ...], codable: bool
    ) -> Code:
        fields: dict[str, Any] = {
            key: tuple(item.strip() for item in said.lists.get(key, ()) if item.strip())
            for key in HEADINGS
        }
        flags = {flag: flag in said.traits for flag in ("exclusive", "one_of", "fallback")}
        return Code(own, label, said.definition, codes=below, codable=codable, **(fields | flags))

    def _id(self, kept: str, label: str) -> str:
        wanted = kept if re.match(ID_FORM, kept) else as_id(label)
        own, number = wanted, 2
        while own in self.ids:
            own, number = f"{wanted}_{number}", number + 1
        self.ids.add(own)
        return own

    def _report(self, message: str, element: Element) -> None:
        self.problems.append(Problem(message, self.name, element.sourceline))


def as_id(label: str) -> str:
    """An id made of a label.

    >>> as_id("(Dreigende) bezuinigingen"), as_id("Cliëntondersteuner"), as_id("3D")
    ('dreigende_bezuinigingen', 'clientondersteuner', 'code_3d')
    """
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    made = _NO_ID.sub("_", plain).strip("_")[:60]
    return made if re.match(ID_FORM, made) else f"code_{made}".rstrip("_")


def _about(root: Element) -> tuple[Unfolded, str]:
    """What the one set of a codebook of ours says of it, and its name."""
    sets = [found for group in _children(root, "Sets") for found in _children(group, "Set")]
    for found in sets:
        said = unfold(_description(found))
        if "answers" in said.traits:
            return said, " ".join((found.get("name") or "").split())
    return Unfolded("", {}, {}), ""


def _codebook(codes: tuple[Code, ...], about: Unfolded, title: str, fallback_id: str) -> Codebook:
    traits: Mapping[str, str] = about.traits
    answers = AnswersPer.ONE if traits.get("answers") == "one" else AnswersPer.MANY
    own, language = traits.get("id", ""), traits.get("language", "")
    return Codebook(
        id=own if re.match(ID_FORM, own) else as_id(fallback_id),
        title=title or fallback_id,
        question=about.definition,
        language=language if re.fullmatch(r"[a-z]{2}", language) else "nl",
        answers=answers,
        ignore_after=tuple(about.lists.get("ignore_after", ())),
        codes=codes,
    )


def _checked(codebook: Codebook, name: str) -> Codebook:
    """The codebook as reading its YAML will give it; its rules and flags hold."""
    try:
        return loads(codebook_text(codebook), name).codebook
    except CodebookError as error:  # its lines are of a YAML file that is not there yet
        raise CodebookError([Problem(found.message, name) for found in error.problems]) from error
