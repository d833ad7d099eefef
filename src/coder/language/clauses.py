"""A hint for the tagger at auxiliaries: does a participle or an infinitive belong to them?

"heeft" is an auxiliary in "heeft lang op hulp gewacht" and a verb in "heeft lang geen hulp". What
decides stands far from it, beyond the seven words that the tagger sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from coder.language.lexicon import VERB, lexicon

_FORMS = (
    "ben bent is zijn was waren geweest heb hebt heeft hebben had hadden gehad word wordt worden "
    "werd werden geworden zal zult zullen zou zouden kan kun kunt kunnen kon konden moet moeten "
    "moest moesten mag mogen mocht mochten wil wilt willen wilde wilden wou blijf blijft blijven "
    "bleef bleven ga gaat gaan ging gingen laat laten liet lieten doet doen deed hoef hoeft hoeven "
    "komt komen kwam blijkt blijken bleek lijkt lijken leek schijnt schijnen"
)
AUXILIARIES = frozenset(_FORMS.split())
_REACH, _REACH_BACK = 16, 3  # words
_PARTICIPLE = re.compile(r"(.{0,7}ge.+|be.+|ver.+|ont.+|her.+|er.+|.+eer)(d|t|en|n)")
_CONJUNCTIONS = "en maar want of omdat dat die wat waar als toen terwijl zodat hoewel om , - – ("
_WEAK_STOPS = frozenset(_CONJUNCTIONS.split())
_STOPS = frozenset(".;:!?")
_PART, _INFINITIVE, _STOP, _WEAK_STOP, _OTHER = "g", "i", ".", ",", ""


def clause_hint(forms: Sequence[str], place: int) -> str:
    """What stands right of an auxiliary, or just before it, in the same sentence.

    "g" participle, "i" infinitive; in front "1" when nothing parts them, "2" when a comma or
    conjunction does; "0" when it stands before the auxiliary. "-" when there is none.
    """
    before = forms[max(0, place - _REACH_BACK) : place]
    back = next((kind for form in reversed(before) if (kind := _kind(form)) in {"g", "."}), _OTHER)
    distance = "1"
    for form in forms[place + 1 : place + 1 + _REACH]:
        kind = _kind(form)
        if kind in {_PART, _INFINITIVE}:
            return distance + kind + ("0" if back == _PART else "")
        if kind == _STOP:
            break
        if kind == _WEAK_STOP:
            distance = "2"
    return "0g" if back == _PART else "-"


@lru_cache(maxsize=100_000)
def _kind(form: str) -> str:
    if form in _STOPS or not form.strip("."):
        return _STOP
    if form in _WEAK_STOPS:
        return _WEAK_STOP
    lemma = lexicon().listed_lemma(form, VERB)
    if lemma is None:
        return _OTHER
    if lemma == form:
        return _INFINITIVE
    return _PART if _PARTICIPLE.fullmatch(form) else _OTHER
