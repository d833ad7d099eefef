"""Tokens once found are kept, so that a project opens without analysing every answer again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from coder.domain.tokens import Token
from coder.storage.present import chunks
from coder.storage.schema import lemma_cache

_CACHE = lemma_cache.c


def get(
    connection: Connection, pipeline: str, version: str, texts: Collection[str]
) -> dict[str, tuple[Token, ...]]:
    """The tokens kept for each text under this pipeline; texts not known are left out."""
    by_hash = {_hash(text): text for text in texts}
    found = {}
    for chunk in chunks(by_hash):
        query = select(_CACHE.text_hash, _CACHE.json).where(
            _CACHE.pipeline == pipeline, _CACHE.version == version, _CACHE.text_hash.in_(chunk)
        )
        for text_hash, kept in connection.execute(query):
            found[by_hash[text_hash]] = _decode(kept)
    return found


def put(
    connection: Connection,
    pipeline: str,
    version: str,
    tokens_by_text: Mapping[str, Sequence[Token]],
) -> None:
    """Keeps the tokens of each text, and forgets what other versions of the pipeline found."""
    outdated = _CACHE.pipeline == pipeline, _CACHE.version != version
    connection.execute(delete(lemma_cache).where(*outdated))
    known = get(connection, pipeline, version, tokens_by_text.keys())
    rows = [
        {"pipeline": pipeline, "version": version, "text_hash": _hash(text), "json": _encode(found)}
        for text, found in tokens_by_text.items()
        if text not in known
    ]
    if rows:
        connection.execute(lemma_cache.insert(), rows)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _encode(tokens: Sequence[Token]) -> str:
    fields = [
        (token.form, token.lemma, token.start, token.end, token.sentence, token.pos, token.parts)
        for token in tokens
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _decode(kept: str) -> tuple[Token, ...]:
    return tuple(
        Token(form, lemma, start, end, sentence, pos, tuple(parts))
        for form, lemma, start, end, sentence, pos, parts in json.loads(kept)
    )
