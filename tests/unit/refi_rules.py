"""The rules of the REFI-QDA schemas that our files must hold, told element by element.

Source: REFI-QDA Standard 1.5 (qdasoftware.org): Codebook.xsd and Project.xsd. Of each element: its
attributes (a * for those that must be there) with their type, and its children in their order with
how many there may be: 1, ? (at most one), * (any number), + (one or more).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TYPES = {
    "guid": GUID,
    "boolean": re.compile("true|false|0|1"),
    "integer": re.compile(r"[+-]?\d+"),
    "time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
    "text": re.compile(r"[\s\S]*"),
    "kind": re.compile("Text|Boolean|Integer|Float|Date|DateTime"),
    "colour": re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
}
MADE = "creatingUser:guid creationDateTime:time modifyingUser:guid modifiedDateTime:time"
CODE = "*guid:guid *name:text *isCodable:boolean color:colour"
REFERENCE = ("*targetGUID:guid", "")

CODEBOOK = {
    "CodeBook": ("origin:text", "Codes1 Sets?"),
    "Codes": ("", "Code+"),
    "Sets": ("", "Set+"),
    "Code": (CODE, "Description? Code*"),
    "Set": ("*guid:guid *name:text", "Description? MemberCode*"),
    "MemberCode": ("*guid:guid", ""),
    "Description": ("", "text"),
}
PROJECT = {
    "Project": (
        "*name:text origin:text creatingUserGUID:guid creationDateTime:time "
        "modifyingUserGUID:guid modifiedDateTime:time basePath:text",
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? "
        "NoteRef*",
    ),
    "Users": ("", "User+"),
    "User": ("*guid:guid name:text id:text", ""),
    "CodeBook": ("", "Codes1"),
    "Codes": ("", "Code+"),
    "Code": (CODE, "Description? NoteRef* Code*"),
    "Description": ("", "text"),
    "Variables": ("", "Variable+"),
    "Variable": ("*guid:guid *name:text *typeOfVariable:kind", "Description?"),
    "Cases": ("", "Case+"),
    "Case": (
        "*guid:guid name:text",
        "Description? CodeRef* VariableValue* SourceRef* SelectionRef*",
    ),
    "VariableValue": ("", "VariableRef1 TextValue?"),
    "VariableRef": REFERENCE,
    "TextValue": ("", "text"),
    "SourceRef": REFERENCE,
    "CodeRef": REFERENCE,
    "Sources": ("", "TextSource+"),
    "TextSource": (
        f"*guid:guid name:text richTextPath:text plainTextPath:text {MADE}",
        "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
    ),
    "PlainTextSelection": (
        f"*guid:guid name:text *startPosition:integer *endPosition:integer {MADE}",
        "Description? Coding* NoteRef*",
    ),
    "Coding": ("*guid:guid creatingUser:guid creationDateTime:time", "CodeRef1 NoteRef*"),
}


def broken_rules(content: bytes, rules: dict[str, tuple[str, str]], namespace: str) -> list[str]:
    """What the file has against the rules, [] when it holds them all."""
    root = etree.fromstring(content)
    return list(_broken(root, rules, namespace))


def _broken(element: etree._Element, rules: dict, namespace: str) -> Iterator[str]:
    name = etree.QName(element)
    if name.namespace != namespace or name.localname not in rules:
        yield f"no such element: {element.tag}"
        return
    attributes, children = rules[name.localname]
    yield from _wrong_attributes(element, attributes)
    if children != "text":
        tags = " ".join(etree.QName(child).localname for child in element)
        if not re.fullmatch(_pattern(children), f"{tags} " if tags else ""):
            yield f"{name.localname}: children {tags[:80]}"
        if (element.text or "").strip():
            yield f"{name.localname}: text between elements"
    for child in element:
        yield from _broken(child, rules, namespace)


def _wrong_attributes(element: etree._Element, rule: str) -> Iterator[str]:
    known = dict(part.removeprefix("*").split(":") for part in rule.split())
    needed = {part[1:].split(":")[0] for part in rule.split() if part.startswith("*")}
    for missing in needed - set(element.attrib):
        yield f"{element.tag}: {missing} is missing"
    for key, value in element.attrib.items():
        if key not in known or not TYPES[known[key]].fullmatch(value):
            yield f"{element.tag}: {key}={value}"


def _pattern(children: str) -> str:
    times = {"1": "", "?": "?", "*": "*", "+": "+"}
    return "".join(f"(?:{child[:-1]} ){times[child[-1]]}" for child in children.split())
