"""Lemmas once found are kept, so that a project opens without analysing every answer again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.exc import OperationalError

from coder.storage.present import chunks
from coder.storage.schema import lemma_cache
from coder.urgency import KEYS

_CACHE = lemma_cache.c
READ_AT_ONCE = 500  # texts; reading lets other threads go on at each, and gets in their way


def get(
    connection: Connection, pipeline: str, version: str, texts: Collection[str]
) -> dict[str, str]:
    """The JSON kept for each text under this pipeline; texts not known are left out."""
    by_hash = {_hash(text): text for text in texts}
    found: dict[str, str] = {}
    for chunk in chunks(by_hash, READ_AT_ONCE):
        KEYS.give_way()
        query = select(_CACHE.text_hash, _CACHE.json).where(
            _CACHE.pipeline == pipeline, _CACHE.version == version, _CACHE.text_hash.in_(chunk)
        )
        for text_hash, kept in _rows(connection, query):
            json = _unsealed(kept)
            if json is not None:
                found[by_hash[text_hash]] = json
    return found


def missing(
    connection: Connection, pipeline: str, version: str, texts: Collection[str]
) -> list[str]:
    """The texts of which nothing is kept under this pipeline, in their order."""
    of_pipeline = _CACHE.pipeline == pipeline, _CACHE.version == version
    hashes = connection.execute(select(_CACHE.text_hash).where(*of_pipeline)).scalars()
    known = frozenset(map(bytes.fromhex, hashes))  # as bytes: half the room
    return [text for text in texts if bytes.fromhex(_hash(text)) not in known]


def put(
    connection: Connection, pipeline: str, version: str, json_by_text: Mapping[str, str]
) -> None:
    """Keeps the JSON of each text, and forgets what other versions of the pipeline found."""
    ours = _CACHE.pipeline == pipeline, _CACHE.version == version
    for outdated in (_CACHE.version < version, _CACHE.version > version):  # as the index can say
        connection.execute(delete(lemma_cache).where(_CACHE.pipeline == pipeline, outdated))
    rows = [
        {"pipeline": pipeline, "version": version, "text_hash": _hash(text), "json": _sealed(json)}
        for text, json in json_by_text.items()
    ]
    for chunk in chunks(sorted(rows, key=lambda row: row["text_hash"])):  # neighbours on disk
        hashes = [row["text_hash"] for row in chunk]  # what another program kept, or is damaged
        connection.execute(delete(lemma_cache).where(*ours, _CACHE.text_hash.in_(hashes)))
        connection.execute(lemma_cache.insert(), chunk)


def _rows(connection: Connection, query: Select[*tuple[Any, ...]]) -> Sequence[tuple[str, str]]:
    try:
        return [(row[0], row[1]) for row in connection.execute(query).all()]
    except OperationalError as error:
        if "decode" not in str(error.orig):
            raise
        return ()  # a damaged text: these lemmas are made anew


def _sealed(json: str) -> str:
    """The JSON with its checksum before it: lemmas that a disk spoiled are made anew."""
    return f"{crc32(json.encode()):08x}{json}"


def _unsealed(kept: str) -> str | None:
    """The JSON, None when it is damaged."""
    if kept[:1] in {"[", "{"}:  # of before there were checksums
        return kept
    return kept[8:] if _sealed(kept[8:]) == kept else None


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
