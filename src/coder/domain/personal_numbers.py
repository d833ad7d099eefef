"""Numbers and addresses that point at somebody: found by their form and their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.domain.personal_kinds import Certainty, Found, Kind

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_CONTEXT = 24  # characters before a number in which a word may say what it is
_FIRST_YEAR, _LAST_YEAR = 1900, 2012  # a later date without "geboren" is that of a law or a plan

_EMAIL = re.compile(
    r"[\w.+-]+(?:@|\s?[(\[]at[)\]]\s?)[\w-]+(?:(?:\.|\s?[(\[](?:dot|punt)[)\]]\s?)[\w-]+)+", re.I
)
_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"]+"
    r"|(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|net|eu|be|info|frl|amsterdam)\b(?:/[^\s<>\"]*)?"
    r"|(?<![\w.])@\w{3,}",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w+])(?:"
    r"(?:\+|00)31[\s.\-/]*(?:\(0\))?(?:[\s.\-/]*\d){9}"
    r"|\(?0[1-9](?:\)?[\s.\-/–]*\d){8}"
    r"|0[89]00[\s-]?\d{4}(?:\d{3})?"
    r"|\+(?!31)[1-9]\d{0,2}(?:[\s.-]?\d){7,11}"
    r")(?![\d\w])"
)
_LOCAL_PHONE = re.compile(
    r"\b(?:tel(?:efoon)?(?:nummer)?|mobiel|gsm)\W{1,3}(\d(?:[\s-]?\d){5,8})\b", re.I
)
_POSTCODE = re.compile(r"(?<![\w.,€-])(?<!€ )[1-9]\d{3}\s?(?!S[ADS]\b)[A-Za-z]{2}\b")
_BARE_POSTCODE = re.compile(r"\bpostcode(?:gebied)?\s+([1-9]\d{3})\b(?!\s?[A-Za-z]{2}\b)", re.I)
_NO_POSTCODE = frozenset(
    "aan af al an au bij ca cm cv de dr eu en er et fl gb gr ha he hr ik in is je jr kg km la m2 mb"
    " me mg mm ml na nu of om op or pk pm pp pr st te to tv uu va we wo zo ze".split()
)
_BSN = re.compile(r"(?<![\w.,-])\d(?:[ .-]?\d){7,8}(?![\w-]|[.,]\d)")
_BSN_WORDS = ("bsn", "burgerservice", "sofi")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .]?[A-Z0-9]){11,30}\b", re.I)
_IBAN_LENGTH = {"NL": 18, "BE": 16, "DE": 22}
_NUMBER = re.compile(
    r"\b(?:cli[eë]nt|dossier|klant|zaak|polis|patiënt|relatie|registratie|beschikkings?|burger)"
    r"[- ]?(?:nummer|nr)\.?\W{0,2}([A-Z]{0,3}[\d.-]*\d{3,})",
    re.I,
)
_MONTHS = (
    "jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    "|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:[-/.\s]\d{{1,2}}[-/.\s]|(?:e|ste|de)?[\s-](?:{_MONTHS})\.?[\s-])(\d{{4}}|\d{{2}})\b",
    re.I,
)
_BIRTH = re.compile(r"geb(?:oren|oorte\w*|\.|\b)|jarig|\bis van $", re.I)
_BIRTH_YEAR = re.compile(r"\bgeboren\s+in\s+((?:19|20)\d\d)\b", re.I)
_STREET = (
    r"(?:straat|laan|plein|gracht|singel|steeg|plantsoen|kade|boulevard|dreef|allee)"
    r"|(?:weg|dijk|hof|pad|park|markt|ring|baan|wal|dam|haven|erf|veld|akker|hoek|poort|brink|werf)"
)
_STRONG = _STREET.split("|(?:", maxsplit=1)[0]
_HOUSE = r"\s+\d{1,4}\s?(?:[a-zA-Z](?!\w))?(?:[-/]\w{1,3})?\b"
_FIRST_NAMES = r"(?:(?:[A-ZÀ-Þ][\w'’.-]*|van|de|den|der)\s){0,4}?"
_ADDRESS = re.compile(
    rf"(?:\b(?:[A-ZÀ-Þ][\w'’.-]*\s(?:(?:[A-ZÀ-Þ][\w'’.-]*|van|de|den|der)\s){{0,3}})?"
    rf"[A-ZÀ-Þ][\w'’-]*(?:{_STREET}){_HOUSE})"
    rf"|(?:\b[a-zà-þ'’-]{{3,}}{_STRONG}{_HOUSE})"
    r"|(?:\b[Pp]ostbus\s+\d+)"
)
_STREET_ALONE = re.compile(rf"(?<=\s)[A-ZÀ-Þ][\w'’-]{{2,}}{_STRONG}\b")


def numbers_and_addresses(text: str) -> Iterator[Found]:
    """E-mail, web address, IBAN, phone, BSN, postcode, address, date of birth, numbers of files.

    What is found twice is settled by the caller: the longest wins.
    """
    for finder in (_links, _ibans, _phones, _bsns, _postcodes, _addresses, _births, _file_numbers):
        yield from finder(text)


def passes_eleven_test(digits: str) -> bool:
    """Is it a citizen service number by its check digit? Nine digits; eight get a 0 before them.

    >>> passes_eleven_test("123456782"), passes_eleven_test("123456789")
    (True, False)
    """
    digits = digits.zfill(9)
    total = sum(int(digit) * weight for digit, weight in zip(digits, _BSN_WEIGHTS, strict=False))
    return len(digits) == len(_BSN_WEIGHTS) and int(digits) > 0 and total % 11 == 0


def is_iban(text: str) -> bool:
    """Is it an account number by its check digits (ISO 13616)? Blanks and dots do not count."""
    code = re.sub(r"[ .]", "", text).upper()
    if len(code) != _IBAN_LENGTH.get(code[:2], len(code)) or not code.isalnum():
        return False
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97 == 1


def _links(text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        end = match.start() + len(match.group().rstrip(".-_"))
        yield match.start(), end, Kind.EMAIL, Certainty.SURE
    for match in _URL.finditer(text):
        end = match.start() + len(match.group().rstrip(".,;:!?)'\"’”"))
        yield match.start(), end, Kind.URL, Certainty.LIKELY


def _ibans(text: str) -> Iterator[Found]:
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTH.get(match.group()[:2].upper())
        end = match.end() if length is None else _end_of(match.group(), length) + match.start()
        if is_iban(text[match.start() : end]):
            yield match.start(), end, Kind.IBAN, Certainty.SURE


def _end_of(text: str, letters: int) -> int:
    """Where the first so many letters and digits end."""
    for place, letter in enumerate(text):
        letters -= letter.isalnum()
        if not letters:
            return place + 1
    return len(text)


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        yield *match.span(), Kind.PHONE, Certainty.SURE
    for match in _LOCAL_PHONE.finditer(text):
        yield *match.span(1), Kind.PHONE, Certainty.LIKELY


def _bsns(text: str) -> Iterator[Found]:
    for match in _BSN.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        said = any(word in _before(text, match.start()) for word in _BSN_WORDS)
        if passes_eleven_test(digits) and (said or len(digits) == len(_BSN_WEIGHTS)):
            yield *match.span(), Kind.BSN, Certainty.SURE if said else Certainty.LIKELY
        elif said:
            yield *match.span(), Kind.BSN, Certainty.POSSIBLE


def _postcodes(text: str) -> Iterator[Found]:
    for match in _POSTCODE.finditer(text):
        letters = match.group()[-2:]
        said = "postcode" in _before(text, match.start())
        if said or (letters.lower() not in _NO_POSTCODE and letters.isupper() | letters.islower()):
            sure = Certainty.SURE if said or letters.isupper() else Certainty.LIKELY
            yield *match.span(), Kind.POSTCODE, sure
    for match in _BARE_POSTCODE.finditer(text):
        yield *match.span(1), Kind.POSTCODE, Certainty.LIKELY


def _addresses(text: str) -> Iterator[Found]:
    for match in _ADDRESS.finditer(text):
        yield match.start(), match.end(), Kind.ADDRESS, Certainty.LIKELY
    for match in _STREET_ALONE.finditer(text):
        yield *match.span(), Kind.ADDRESS, Certainty.POSSIBLE


def _births(text: str) -> Iterator[Found]:
    for match in _DATE.finditer(text):
        year = int(match.group(1))
        if _BIRTH.search(text[max(0, match.start() - _CONTEXT) : match.start()]):
            yield *match.span(), Kind.BIRTHDATE, Certainty.SURE
        elif _FIRST_YEAR <= year <= _LAST_YEAR:
            yield *match.span(), Kind.BIRTHDATE, Certainty.POSSIBLE
    for match in _BIRTH_YEAR.finditer(text):
        yield *match.span(1), Kind.BIRTHDATE, Certainty.LIKELY


def _file_numbers(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        yield *match.span(1), Kind.NUMBER, Certainty.LIKELY


def _before(text: str, start: int) -> str:
    return text[max(0, start - _CONTEXT) : start].casefold()
