"""Names of persons in a text: by the names that we know, and by what stands around a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.domain.name_lists import FAMILY_NAMES, GIVEN_NAMES, WORDS_TOO
from coder.domain.personal_kinds import Certainty, Found, Kind, is_shouted

_PIECE = re.compile(r"(?:[^\W\d_]\.){1,4}(?!\w)|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;…\n•*]|\s[-–—])[\s\"'“”‘’(\[-]*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}")
_JOINT = re.compile(r"\s+")  # what may stand between the parts of one name
_FAMILY_LOOK = re.compile(
    r"\w{3,}(?:ssen|rsen|nsen|ksen|tsen|stra|sma|inga|enga|oglu|oğlu|ović|owski)$"
)

_LISTING = ("a.", "b.", "c.")
_LIST = re.compile(r"(?<!\w)[ab]\. .*(?<!\w)[bc]\. ", re.I | re.S)

TITLES = frozenset(
    """
    mevr mevrouw mw mvr mej dhr heer meneer mijnheer menheer dr drs ir mr prof juf juffrouw
    meester zuster dominee ds pastoor
    """.split()
)
# Who may be called by a name that stands next to it.
ROLES = frozenset(
    """
    collega collegas collega's leidinggevende teamleider baas stagiair stagiaire vrijwilliger
    contactpersoon cliënt client cliënte bewoner bewoonster buurman buurvrouw vriend vriendin man
    vrouw zoon dochter zus zusje broer broertje moeder vader mama papa oma opa tante oom neef nicht
    nichtje neefje schoonmoeder schoonvader partner kind jongen meisje wijkagent
    """.split()
)
# The same, but what follows may also say what they do: "manager Jeugd".
JOBS = frozenset(
    """
    manager teammanager directeur bestuurder wethouder burgemeester coördinator coordinator
    begeleider begeleidster huisarts dokter imam agent
    """.split()
)
_VERBS = frozenset("koos kies doe helen wil can do door".split())  # "mijn vriend koos"
_OWNERS = frozenset("mijn onze ons m'n hun haar zijn".split())
_CALLED = frozenset("heet heette heten genaamd genoemd noemt".split())
_CALLING = ("", ",", ":", "(", "'", "‘")  # may stand between a role and a name
_AND = ("en", "of")
_PARTICLES = frozenset(
    "van de den der ter ten te 't el al ben bin ait aït von di da la le du op in".split()
)
_SURE_PARTICLES = (("van", "der"), ("van", "den"), ("van", "'t"), ("el",), ("aït",), ("ait",))
_NO_NAMES = frozenset(
    """
    ik wij we jij je hij zij ze het de een en maar of als dat die dit wie wat waar dan dus er om
    op in aan bij met voor van te tot uit door na over onder geen niet wel ook nog maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus
    september oktober november december wmo jeugdwet participatiewet nederland nederlands
    nederlandse engels gemeente rijk overheid zorg welzijn sociaal jeugdzorg jeugdhulp ggz ggd avg
    uwv excel teams word corona covid kerst pasen ramadan europa god whatsapp linkedin facebook
    google outlook zoom
    """.split()
)
_KNOWN = GIVEN_NAMES - _NO_NAMES


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with what its place says about it."""

    form: str  # lower case
    start: int
    end: int
    capital: bool
    first: bool  # of a sentence: its capital says nothing
    acronym: bool
    initials: bool


def person_names(text: str) -> Iterator[Found]:
    """Names of persons with their particles, titles left out; some twice, the longest counts."""
    words = _words(text)
    named: set[int] = set()
    for place in range(len(words)):
        certainty = None if place in named else _begins(text, words, place, named)
        if certainty is not None:
            last = _last(text, words, place)
            named.update(range(place, last + 1))
            yield words[place].start, words[last].end, Kind.NAME, certainty


def _words(text: str) -> list[_Word]:
    shouted = is_shouted(text)
    found = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        initials = bool(_INITIALS.fullmatch(piece))
        first = bool(_SENTENCE_END.search(text, max(0, match.start() - 6), match.start()))
        first = first or not text[: match.start()].strip("\"'“”‘’([ ")
        capital = piece[0].isupper() and not shouted
        acronym = capital and len(piece) > 1 and piece.isupper() and not initials
        form = piece.casefold().replace("’", "'")
        found.append(_Word(form, *match.span(), capital, first, acronym, initials))
    return found


def _begins(text: str, words: Sequence[_Word], place: int, named: set[int]) -> Certainty | None:
    """How sure a name begins here; None when none does."""
    word = words[place]
    if _after(text, words, place, TITLES) and _leads_to_name(words, place):
        return Certainty.SURE
    if word.initials:
        return Certainty.LIKELY if _initials_lead(text, words, place) else None
    if word.form in _NO_NAMES:
        return None
    if word.form == "jan" and re.search(r"\d\s*$", text[: word.start]):
        return None  # the month
    sure_name = (word.form in _KNOWN and word.form not in WORDS_TOO) or _doubled(word.form)
    if sure_name or _expected(text, words, place, named) or _given_by_place(text, words, place):
        return Certainty.LIKELY
    return _family_name(text, words, place)


def _is_given(form: str) -> bool:
    return form in _KNOWN or form in WORDS_TOO or _doubled(form)


def _doubled(form: str) -> bool:
    """Two given names with a hyphen: anne-fleur."""
    parts = form.split("-")
    return len(parts) == 2 and parts[0] in _KNOWN and parts[1] in _KNOWN | WORDS_TOO


def _given_by_place(text: str, words: Sequence[_Word], place: int) -> bool:
    """A given name that is a word too, with the capital or the family name of a name."""
    word = words[place]
    if word.form not in WORDS_TOO or not word.capital or word.acronym:
        return False
    return not word.first or _last(text, words, place) > place


def _expected(text: str, words: Sequence[_Word], place: int, named: set[int]) -> bool:
    """Does what stands before (a role, a name joined to it) call for a name here?"""
    word = words[place]
    if place == 0 or word.acronym:
        return False
    before = words[place - 1]
    between = text[before.end : word.start].strip()
    if before.form in ROLES | JOBS | _CALLED and between in _CALLING:
        return _called(text, words, place, between)
    if before.form in _AND and place - 2 in named and not between:
        return word.capital or _is_given(word.form)
    if place - 1 in named and between == ",":
        return word.capital
    named_so = before.form == "is" and place > 1 and words[place - 2].form == "naam"
    return named_so and word.capital


def _called(text: str, words: Sequence[_Word], place: int, between: str) -> bool:
    """Is the word after a role a name: "collega Esra"; not "coördinator Vrijwilligers"?"""
    word, before = words[place], words[place - 1]
    if _is_given(word.form):
        return word.capital or (before.form in ROLES and word.form not in _VERBS)
    title_case = before.capital and not before.first
    if not word.capital or word.end - word.start < 2 or title_case:
        return False
    if between == ",":  # "mijn collega, Esra, …"; a list goes on otherwise
        return text[word.end : word.end + 1] in (",", ".", ")", "") and before.form[-1] != "s"
    owned = place > 1 and words[place - 2].form in _OWNERS
    return before.form not in JOBS or between != "" or owned


def _family_name(text: str, words: Sequence[_Word], place: int) -> Certainty | None:
    """A family name that stands alone: "Van der Meer", "Pietersen"."""
    word = words[place]
    for particles in _SURE_PARTICLES:
        after = place + len(particles)
        run = tuple(other.form for other in words[place:after])
        if run == particles and after < len(words) and _touch(text, words, place, after):
            name = words[after]
            if name.capital and not name.acronym and name.form not in _NO_NAMES:
                return Certainty.POSSIBLE
    if not word.capital or word.acronym:
        return None
    known = word.form in FAMILY_NAMES and _FAMILY_LOOK.search(word.form)
    if known or (_FAMILY_LOOK.search(word.form) and not word.first):
        return Certainty.POSSIBLE
    return None


def _leads_to_name(words: Sequence[_Word], place: int) -> bool:
    """After a title: is there a capital that is no abbreviation, particles and initials apart?"""
    for word in words[place : place + 5]:
        if word.initials or (word.form in _PARTICLES and word.form not in FAMILY_NAMES):
            continue
        if word.form in FAMILY_NAMES or word.form in _KNOWN:
            return True
        return word.capital and not word.acronym and word.form not in _NO_NAMES
    return False


def _initials_lead(text: str, words: Sequence[_Word], place: int) -> bool:
    """Initials before a family name; not the letters of a list ("A. Minder regels B. …")."""
    if words[place].form in ("a.", "b.", "c.") and re.search(
        r"(?i)(?<!\w)[ab]\. .*(?<!\w)[bc]\. ", text
    ):
        return False
    after = place + 1
    while after < len(words) and words[after].form in _PARTICLES:
        after += 1
    return (
        after < len(words)
        and words[place].capital
        and words[after].capital
        and not words[after].acronym
        and _touch(text, words, place, after)
    )


def _last(text: str, words: Sequence[_Word], place: int) -> int:
    """The last word of the name that begins here: more given names, particles, a family name."""
    last = place
    while last + 1 < len(words) and _JOINT.fullmatch(text[words[last].end : words[last + 1].start]):
        following = words[last + 1]
        if _is_part(words[place], following):
            last += 1
            continue
        after = last + 1
        while after < len(words) and words[after].form in _PARTICLES and after - last < 4:
            after += 1
        ends = after > last + 1 and after < len(words) and _touch(text, words, last, after)
        if not (ends and _is_family(words[place], words[after])):
            break
        last = after
    return last


def _is_part(first: _Word, word: _Word) -> bool:
    """Does a word go on with the name? With a capital any does, else only a known family name."""
    if word.form in _NO_NAMES or word.form in _PARTICLES or word.form in ROLES:
        return False
    if word.initials:
        return word.capital
    return _is_family(first, word)


def _is_family(first: _Word, word: _Word) -> bool:
    if word.capital and not word.acronym and word.form not in _NO_NAMES:
        return True
    return not first.capital and word.form in FAMILY_NAMES


def _after(text: str, words: Sequence[_Word], place: int, wanted: frozenset[str]) -> bool:
    """Stands one of these words right before it, a full stop between them allowed?"""
    if place == 0 or words[place - 1].form.rstrip(".") not in wanted:
        return False
    return text[words[place - 1].end : words[place].start].strip() in ("", ".")


def _touch(text: str, words: Sequence[_Word], first: int, last: int) -> bool:
    """Only blanks between these words?"""
    pairs = zip(words[first:last], words[first + 1 : last + 1], strict=True)
    return all(not text[one.end : other.start].strip(" .") for one, other in pairs)
