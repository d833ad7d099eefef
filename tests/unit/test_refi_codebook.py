"""Codebooks as .qdc: by the schema's rules, read back by two libraries, and safe to read."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import pytest
from pyrefiqda import RefiCodebook

from coder.codebooks import refi_read
from coder.codebooks.document import load
from coder.codebooks.refi import NAMESPACE, code_guid, write_qdc
from coder.codebooks.refi_read import read_qdc
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.errors import CodebookError, CoderError
from coder.services.codebook_exchange import export_qdc, import_qdc
from coder.services.shipped import shipped_folder

RULES = run_path(str(Path(__file__).with_name("refi_rules.py")))
CODEBOOK, broken_rules = RULES["CODEBOOK"], RULES["broken_rules"]

SHIPPED = sorted(shipped_folder("codebooks").glob("*.yaml"))
HEAD = f'<CodeBook xmlns="{NAMESPACE}"><Codes>'
FEET = "</Codes></CodeBook>"
OWN_GUID = 'guid="11111111-2222-3333-4444-555555555555"'


def foreign(codes: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{HEAD}{codes}{FEET}'.encode()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_codebook_holds_the_schemas_rules_and_comes_back_the_same(path: Path) -> None:
    codebook = load(path).codebook
    content = write_qdc([codebook])
    assert broken_rules(content, CODEBOOK, NAMESPACE) == []
    assert read_qdc(content, "x.qdc", "x").codebook == codebook


def test_the_rules_notice_what_breaks_them() -> None:
    good = write_qdc([Codebook("a", "A", codes=(Code("b", "B"),))])
    for before, after in (
        (b'isCodable="true"', b""),
        (b'isCodable="true"', b'isCodable="ja"'),
        (b"<Codes>", b"<Codes/><Codes>"),
        (b"codebook:1.0", b"codebook:9.9"),
    ):
        assert broken_rules(good.replace(before, after), CODEBOOK, NAMESPACE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_another_library_reads_the_same_tree(path: Path, tmp_path: Path) -> None:
    codebook = load(path).codebook
    (tmp_path / "a.qdc").write_bytes(write_qdc([codebook]))
    read = RefiCodebook.load(tmp_path / "a.qdc")

    def ours(codes: tuple[Code, ...]) -> list[object]:
        return [(code_guid(codebook.id, c.id), c.label, c.codable, ours(c.codes)) for c in codes]

    def theirs(codes: list[object]) -> list[object]:
        return [(c.guid, c.name, c.is_codable, theirs(c.code)) for c in codes]  # type: ignore[attr-defined]

    assert theirs(read.codes.code) == ours(codebook.codes)


def test_all_that_a_codebook_knows_survives_the_way_there_and_back() -> None:
    odd = Code(
        "a",
        "Druk & <klem> “ja”",
        definition="Wel:\n- geen kop\n\n\\ en \\n\nKenmerken:",
        use_when=("- met streepje", "twee\nregels\n\nen wit", "Niet:"),
        examples=("=cmd|' /C calc'!A0", "🙂"),
        patterns=("werkdruk", "^geen$"),
        exclusive=True,
    )
    net = Code("n", "Net", codable=False, one_of=True, codes=(Code("b", "B", fallback=True),))
    codebook = Codebook(
        "zorg", "Zorg", "Wat?\nEcht?", "nl", AnswersPer.ONE, ("bij", "namens"), (odd, net)
    )
    assert read_qdc(write_qdc([codebook]), "x.qdc", "x").codebook == codebook


def test_a_guid_stays_when_a_label_changes() -> None:
    before = write_qdc([Codebook("a", "A", codes=(Code("b", "B"),))])
    after = write_qdc([Codebook("a", "A", codes=(Code("b", "Anders"),))])
    own = code_guid("a", "b").encode()
    assert own in before
    assert own in after
    assert code_guid("a", "b") != code_guid("c", "b")


def test_codes_of_another_program_get_ids_of_their_own() -> None:
    codes = (
        f'<Code {OWN_GUID} name="Werk / druk" isCodable="true" color="#FF0000">'
        "<Description>Te veel werk.\n- en meer</Description></Code>"
        f'<Code {OWN_GUID} name="Werk druk" isCodable="true"/>'
        f'<Code {OWN_GUID} name="Leeg net" isCodable="false"/>'
    )
    read = read_qdc(foreign(codes), "x.qdc", "Mijn codeboek")
    assert [code.id for code in read.codebook.codes] == ["werk_druk", "werk_druk_2", "leeg_net"]
    assert read.codebook.codes[0].definition == "Te veel werk.\n- en meer"
    assert read.codebook.id == "mijn_codeboek"
    assert read.codebook.codes[2].codable
    assert len(read.notes) == 2  # the colour, and the net without codes


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    codes = '\n<Code guid="nee" name="A" isCodable="true"/>\n<Code name="" isCodable="true"/>'
    with pytest.raises(CodebookError) as caught:
        read_qdc(foreign(codes), "x.qdc", "x")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 3]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="&c;&d;" isCodable="true"/></Codes>
</CodeBook>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "document type"),
        (b"<CodeBook", "not whole XML"),
        (b"<html/>", "no REFI-QDA codebook"),
        (b"", "not whole XML"),
    ],
)
def test_a_file_that_is_no_codebook_or_a_trap_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(CodebookError, match=said):
        read_qdc(content, "x.qdc", "x")


def test_a_file_that_is_too_large_or_too_deep_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = f'<Code {OWN_GUID} name="a" isCodable="true">'
    deep = foreign(opening * 40 + "</Code>" * 40)
    with pytest.raises(CodebookError, match="levels"):
        read_qdc(deep, "x.qdc", "x")
    monkeypatch.setattr(refi_read, "MOST_BYTES", 100)
    with pytest.raises(CodebookError, match="larger"):
        read_qdc(deep, "x.qdc", "x")


def test_an_import_never_writes_over_a_codebook(tmp_path: Path, codebook_file: Path) -> None:
    target = tmp_path / "over.qdc"
    export_qdc(codebook_file, target)
    made = import_qdc(target, tmp_path / "nieuw.yaml")
    assert load(made.path).codebook == load(codebook_file).codebook
    assert made.codes == 5
    with pytest.raises(CoderError, match="there already"):
        import_qdc(target, codebook_file)
