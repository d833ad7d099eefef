"""Seeds and mutations for `fuzzed_import.py`: whole files of each kind, and ways to spoil them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from coder.codebooks.document import loads
from coder.codebooks.refi import write_qdc

ROWS = [
    ("1", "Werkdruk, te weinig collega's", "buurtteam"),
    ("2", 'De bezuinigingen; minder "uren"', "gemeente"),
    ("3", "geen", "gemeente"),
    ("4", '=HYPERLINK("x")', "buurtteam"),
    ("5", "Cliënten krijgen\nte weinig zorg", ""),
]
HEADING = ("nr", "zorgen", "organisatie")
CODEBOOK = """\
codebook: zorgen
title: Zorgen
question: Waarover maak je je zorgen?
language: nl
answers: many
codes:
  - id: werkdruk
    label: Werkdruk
    definition: &d Te veel werk in te weinig tijd.
    use_when: [Er is te veel werk]
    examples: [te hoge caseload, 'altijd rennen']
    patterns: ['werkdruk*', te .. druk, '"hoge caseload"', '^geen$']
    codes:
      - {id: uren, label: Uren, definition: *d}
  - id: geld   # over geld
    label: "Minder geld"
    definition: |
      Minder geld.
      En minder uren.
    exclusive: true
"""
TOKENS = (
    b"\0",
    b'"',
    b'""',
    b";",
    b",",
    b"\t",
    b"\r",
    b"\n",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"sep=;\n",
    b"&a ",
    b"*a",
    b"<<: *d",
    b"!!python/object:os.system",
    b"- " * 40,
    b"[" * 80,
    b"{" * 80,
    b"|\n",
    b"? ",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"</Code>",
    b"<Code>" * 50,
    b'isCodable="x"',
    b"&#0;",
    b"9" * 400,
    b"1e999",
    b"-1",
    b"NaN",
    "é€ﬀ\u202e".encode(),
    b"\xed\xa0\x80",
    b"A" * 5000,
    b'<c r="XFD1048576" t="s"><v>99999999</v></c>',
    b'<c r="A99999"><v>1</v></c>',
    b"<f>1/0</f>",
)


def csv_seeds() -> list[bytes]:
    """Comma, semicolon and tab; UTF-8, Windows-1252 and UTF-16."""
    seeds = []
    for separator, encoding in ((",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")):
        lines = [
            separator.join('"' + cell.replace('"', '""') + '"' for cell in row)
            for row in (HEADING, *ROWS)
        ]
        seeds.append("\r\n".join(lines).encode(encoding))
    return seeds


def xlsx_seeds(folder: Path) -> list[bytes]:
    """Workbooks with shared strings and with strings in their cells."""
    import xlsxwriter

    seeds = []
    for constant in (False, True):
        path = folder / f"{constant}.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": constant}) as book:
            sheet = book.add_worksheet("Data")
            for line, row in enumerate((HEADING, *ROWS)):
                for column, cell in enumerate(row):
                    sheet.write_string(line, column, cell)
            sheet.write_formula(7, 1, "=1/0", value="#DIV/0!")
            book.add_worksheet("Leeg")
        seeds.append(path.read_bytes())
    return seeds


def sav_seeds(folder: Path) -> list[bytes]:
    """Plain, compressed by row, and with value labels."""
    import pandas
    import pyreadstat

    frame = pandas.DataFrame(ROWS, columns=list(HEADING))
    frame["leeftijd"] = [20.0, 30.5, None, 99.0, 41.0]
    labels = {"leeftijd": {99.0: "onbekend"}}
    seeds = []
    for number, options in enumerate(
        ({}, {"row_compress": True}, {"variable_value_labels": labels})
    ):
        path = folder / f"{number}.sav"
        pyreadstat.write_sav(frame, str(path), **options)
        seeds.append(path.read_bytes())
    return seeds


def seeds_of(kind: str, folder: Path) -> list[bytes]:
    """Whole files of a kind."""
    if kind == "yaml":
        return [CODEBOOK.encode()]
    if kind == "qdc":
        return [write_qdc([loads(CODEBOOK, "x").codebook])]
    return {"csv": lambda _: csv_seeds(), "xlsx": xlsx_seeds, "sav": sav_seeds}[kind](folder)


def flip(chance: random.Random, content: bytearray, _seeds: list[bytes]) -> None:
    """Some bits otherwise."""
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def noise(chance: random.Random, content: bytearray, _seeds: list[bytes]) -> None:
    """A number of four bytes that is very small or very large, or noise."""
    place = chance.randrange(len(content))
    what = chance.choice(
        (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\0\0\0\x80", chance.randbytes(9))
    )
    content[place : place + len(what)] = what


def cut(chance: random.Random, content: bytearray, _seeds: list[bytes]) -> None:
    """The end gone."""
    del content[chance.randrange(1, len(content)) :]


def remove(chance: random.Random, content: bytearray, _seeds: list[bytes]) -> None:
    """A part gone."""
    place = chance.randrange(len(content))
    del content[place : place + chance.choice((1, 2, 9, 90))]


def repeat(chance: random.Random, content: bytearray, _seeds: list[bytes]) -> None:
    """A part many times."""
    place = chance.randrange(len(content))
    content[place:place] = bytes(content[place : place + chance.randrange(1, 60)]) * chance.choice(
        (1, 2, 50)
    )


def insert(chance: random.Random, content: bytearray, _seeds: list[bytes]) -> None:
    """Something that formats take to mean something."""
    place = chance.randrange(len(content) + 1)
    content[place:place] = chance.choice(TOKENS)


def splice(chance: random.Random, content: bytearray, seeds: list[bytes]) -> None:
    """The end of another file behind the beginning of this one."""
    other = chance.choice(seeds)
    del content[chance.randrange(1, len(content)) :]
    content += other[chance.randrange(len(other)) :]


Mutation = Callable[[random.Random, bytearray, list[bytes]], None]
MUTATIONS: tuple[Mutation, ...] = (flip, noise, cut, remove, repeat, insert, insert, splice)


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """A file spoiled in one to four ways; of a workbook mostly what is packed in it."""
    seed = chance.choice(seeds)
    if seed.startswith(b"PK") and chance.random() < 0.75:
        return _repacked(chance, seed)
    return _spoiled(chance, seed, seeds)


def _spoiled(chance: random.Random, seed: bytes, seeds: list[bytes]) -> bytes:
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4))):
        if len(content) > 1:
            chance.choice(MUTATIONS)(chance, content, seeds)
    return bytes(content)


def _repacked(chance: random.Random, seed: bytes) -> bytes:
    """The archive with one of its parts spoiled."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(seed)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        parts = {name: source.read(name) for name in source.namelist()}
        wanted = [
            name for name in parts if "sheet" in name or "shared" in name or "workbook" in name
        ]
        victim = chance.choice(wanted)
        for name, part in parts.items():
            target.writestr(name, _spoiled(chance, part, [part]) if name == victim else part)
    return made.getvalue()
