"""What personal data there are, and how a finding of one is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

_SHOUTED = 0.7  # share of capitals from which capitals say nothing


class Kind(StrEnum):
    """What somebody could be recognised by."""

    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    BSN = "bsn"  # the Dutch citizen service number
    IBAN = "iban"
    URL = "url"
    ADDRESS = "address"
    BIRTHDATE = "birthdate"
    NUMBER = "number"  # of a client, a file, a policy
    NAME = "name"
    PLACE = "place"
    ORGANISATION = "organisation"
    TITLE = "title"  # a job title that few have; see disclosure.rare_titles


# Printed in Dutch quotes, so Dutch whatever language the user works in.
SUGGESTIONS = {
    Kind.EMAIL: "[e-mailadres]",
    Kind.PHONE: "[telefoonnummer]",
    Kind.POSTCODE: "[postcode]",
    Kind.BSN: "[bsn]",
    Kind.IBAN: "[rekeningnummer]",
    Kind.URL: "[webadres]",
    Kind.ADDRESS: "[adres]",
    Kind.BIRTHDATE: "[geboortedatum]",
    Kind.NUMBER: "[nummer]",
    Kind.NAME: "[naam]",
    Kind.PLACE: "[plaats]",
    Kind.ORGANISATION: "[organisatie]",
    Kind.TITLE: "[functie]",
}


class Certainty(IntEnum):
    """How sure a finding is; larger is surer."""

    POSSIBLE = 1  # a person should look
    LIKELY = 2
    SURE = 3  # by its form, for instance a check digit


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `text[start:end]`; `suggestion` is what to print instead."""

    start: int
    end: int
    kind: Kind
    suggestion: str
    certainty: Certainty


Found = tuple[int, int, Kind, Certainty]


def is_shouted(text: str) -> bool:
    """Is nearly everything in capitals, so that a capital says nothing?"""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > _SHOUTED * max(len(letters), 1)
