"""Places and organisations in a text by which a respondent could be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.domain.name_lists import ORGANISATIONS, PLACES, PLACES_THAT_ARE_WORDS
from coder.domain.personal_kinds import Certainty, Found, Kind, is_shouted

_CAPITAL_RUN = (
    r"[A-ZÀ-Þ][\w'’&.-]*\w(?:\s+(?:(?:van|de|den|der|en|het|in|op|aan|voor|te|'t)\s+){0,2}"
    r"[A-ZÀ-Þ0-9][\w'’&-]*)*"
)
# What an organisation is, before its own name.
_HEADS = (
    "stichting|vereniging|co[öo]peratie|buurtteams?|wijkteams?|sociaal (?:wijk)?team|"
    "jeugdteam|gezinsteam|jeugdbescherming|veilig thuis|bureau jeugdzorg|basisschool|"
    "school|scholengroep|scholengemeenschap|college|lyceum|mbo|hogeschool|"
    "universiteit|roc|buurthuis|wijkcentrum|wijkhuis|buurtcentrum|jongerencentrum|"
    "inloophuis|inloop|dorpshuis|welzijn|welzijnsorganisatie|zorggroep|zorgcentrum|"
    "verpleeghuis|verzorgingshuis|woonzorgcentrum|huisartsenpraktijk|gezondheidscentrum|"
    "ziekenhuis|woningcorporatie|woningbouwvereniging|corporatie|woonstichting|ggd|ggz|"
    "voedselbank|kerk|moskee|parochie|gemeenschapshuis|kinderopvang|bibliotheek|"
    "sportclub|vv|fc|maatschappelijk werk|kringloopwinkel|opvang|organisatie|"
    "instelling|bedrijf|werkgever|centrum|samenwerkingsverband|regiogemeente|"
    "werkbedrijf|sociale dienst|uitvoeringsorganisatie"
)
_WITH_HEAD = re.compile(rf"\b(?i:{_HEADS})\s+(?P<name>['‘\"“]?{_CAPITAL_RUN}['’\"”]?)")
# Known throughout the country, or typical: the name alone is enough.
_KNOWN = re.compile(rf"\b(?i:{'|'.join(map(re.escape, sorted(ORGANISATIONS)))})\b")
_UMBRELLA = frozenset(
    "ggz ggd wmo uwv svb cjg roc mbo hbo avg vng nl b&w zzp fte ov jgz wlz zvw isv".split()
)
_NOT_A_NAME = frozenset(
    "de het een en in is ik wij we er die dat dit maar ook als of nederland".split()
)
_GOES_ON = frozenset("voor van met die dat zonder in bij".split())
_PLACE_LIST = re.compile(
    r"(?<![\w'’-])(?:"
    + "|".join(sorted(map(re.escape, PLACES - PLACES_THAT_ARE_WORDS), key=len, reverse=True))
    + r")(?:-(?:noord|oost|zuid|west|centrum|zuidoost))?(?![\w'’]|-\w)",
    re.I,
)
_PLACE_WORDS = re.compile(
    r"\b(?i:in|te|uit|gemeente|dorp|stad|regio|omgeving|naar|rond)\s+(?P<name>(?:"
    + "|".join(word.capitalize() for word in sorted(PLACES_THAT_ARE_WORDS))
    + r"))(?![\w-])"
)
_IN_PLACE = re.compile(
    r"\b(?i:gemeente|dorp|stad|stadje|wijk|buurt|stadsdeel|gehucht|buurtschap|eiland|stadswijk)\s+"
    rf"(?P<name>{_CAPITAL_RUN})"
)
_LOOKS_LIKE_PLACE = re.compile(
    r"(?<!^)(?<![.!?:;]\s)\b(?i:in|te|uit|naar|regio|rond|omgeving)\s+(?P<name>[A-ZÀ-Þ][a-zà-þ]{2,}"
    r"(?:dam|drecht|hoven|stad|burg|burgh|veen|wijk|hem|broek|kerk|kerke|dijk|recht|lo|loo|berg|huizen|ingen|woude"
    r"|zaal|voort|foort|muiden|meer|land|um|wierde|zijl|gouw|rode|rade|weerd|waard|tricht|oord|horst|hout))\b"
)
_COUNTRIES = re.compile(
    r"(?i:neder|duits|rus|enge?|fin|ier|zwitser|grieken|buiten|bin?nen|platte|vader|thuis|polen)land"
)


def organisations(text: str) -> Iterator[Found]:
    """Organisations: what they are with a name behind it, or a name that is well known."""
    for match in () if is_shouted(text) else _WITH_HEAD.finditer(text):
        name = match.group("name").strip("'‘\"“’”").casefold()
        if name not in _UMBRELLA | _NOT_A_NAME and name.split()[0] not in _GOES_ON:
            yield *match.span(), Kind.ORGANISATION, Certainty.LIKELY
    for match in _KNOWN.finditer(text):
        if match.group()[0].isupper():
            yield *match.span(), Kind.ORGANISATION, Certainty.LIKELY


def places(text: str) -> Iterator[Found]:
    """Places in the Netherlands: listed ones, and what "gemeente" or "wijk" says is one."""
    for match in _PLACE_LIST.finditer(text):
        yield *match.span(), Kind.PLACE, Certainty.LIKELY
    for pattern, certainty in (
        (_PLACE_WORDS, Certainty.LIKELY),
        (_IN_PLACE, Certainty.LIKELY),
        (_LOOKS_LIKE_PLACE, Certainty.POSSIBLE),
    ):
        for match in () if is_shouted(text) else pattern.finditer(text):
            name = match.group("name")
            if not (name.casefold() in _UMBRELLA | _NOT_A_NAME or _COUNTRIES.search(name)):
                yield *match.span("name"), Kind.PLACE, certainty
