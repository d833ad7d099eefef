"""Lemmas once found are kept, so that a project opens without analysing every answer again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from coder.storage.present import chunks
from coder.storage.schema import lemma_cache

_CACHE = lemma_cache.c


def get(
    connection: Connection, pipeline: str, version: str, texts: Collection[str]
) -> dict[str, str]:
    """The JSON kept for each text under this pipeline; texts not known are left out."""
    by_hash = {_hash(text): text for text in texts}
    found: dict[str, str] = {}
    for chunk in chunks(by_hash):
        query = select(_CACHE.text_hash, _CACHE.json).where(
            _CACHE.pipeline == pipeline, _CACHE.version == version, _CACHE.text_hash.in_(chunk)
        )
        for text_hash, json in connection.execute(query):
            found[by_hash[text_hash]] = json
    return found


def put(
    connection: Connection, pipeline: str, version: str, json_by_text: Mapping[str, str]
) -> None:
    """Keeps the JSON of each text, and forgets what other versions of the pipeline found."""
    outdated = _CACHE.pipeline == pipeline, _CACHE.version != version
    connection.execute(delete(lemma_cache).where(*outdated))
    known = get(connection, pipeline, version, json_by_text.keys())
    rows = [
        {"pipeline": pipeline, "version": version, "text_hash": _hash(text), "json": json}
        for text, json in json_by_text.items()
        if text not in known
    ]
    if rows:
        connection.execute(lemma_cache.insert(), rows)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
