"""Dutch words for somebody who does something: the words that make a job title a title.

A closed list of endings, because "-er" alone would make agents of "ouder", "kinder" and "minder".
Singular only: in "begeleider van vrijwilligers en coaches" the plurals are not titles.
"""

from __future__ import annotations

import re

from coder.domain.tokens import fold

# A word is an agent noun when it is one of these or ends in one: jongerenwerker, wijkcoach.
_ENDINGS = (
    *("werker", "begeleider", "leider", "opleider", "verlener", "ondersteuner", "bemiddelaar"),
    *("verbinder", "beheerder", "bestuurder", "onderzoeker", "verzorger", "beschermer", "helper"),
    *("makelaar", "ontwikkelaar", "trainer", "manager", "planner", "ondernemer", "bouwer", "maker"),
    *("aanjager", "vrijwilliger", "voorzitter", "meester", "hunter", "leraar", "voerder"),
    *("adviseur", "regisseur", "directeur", "inspecteur", "ambassadeur", "supervisor", "lector"),
    *("coordinator", "mediator", "facilitator", "moderator", "animator", "organisator", "auditor"),
    *("consulent", "docent", "student", "assistent", "agent", "dirigent", "coach", "netwerker"),
    *("specialist", "generalist", "receptionist", "jurist", "therapeut", "professional", "expert"),
    *("agoog", "pedagoog", "psycholoog", "socioloog", "criminoloog", "functionaris", "secretaris"),
    *("ambtenaar", "advocaat", "voogd", "stagiair", "deskundige", "verpleegkundige", "verzorgende"),
    *(
        "leidinggevende",
        "verantwoordelijke",
        "wetenschapper",
        "vertrouwenspersoon",
        "contactpersoon",
    ),
    *("raadslid", "teamlid", "raadsman", "ombudsman", "gastheer", "boer", "trekker", "bewaker"),
)
# Only as a whole word: too short or too common as an ending. Abbreviations of titles are titles.
_WORDS = frozenset({"eigenaar", "hoofd", "arts", "huisarts", "kok", "tolk", "agoge"}) | frozenset(
    {"oco", "amw", "smw", "bmw", "gmw", "scw", "srw", "poh"}
)
_ABBREVIATED = re.compile(r"(?!zzp)[a-z]{2,5}'(er|ster)")  # amw'er; a zzp'er may do anything
_FEMININE = {
    "verleenster": "verlener",
    "gastvrouw": "gastheer",
    "secretaresse": "secretaris",
    "lerares": "leraar",
    "boerin": "boer",
    "vrouw": "man",
    "trice": "tor",
    "aire": "air",
    "ente": "ent",
    "euse": "eur",
    "goge": "goog",
    "loge": "loog",
    "ster": "er",
}


def masculine(word: str) -> str:
    """One form for both genders, so that they are one title.

    >>> masculine("werkster"), masculine("raadsvrouw"), masculine("coördinatrice")
    ('werker', 'raadsman', 'coordinator')
    """
    folded = fold(word)
    for feminine, common in _FEMININE.items():
        if folded.endswith(feminine):
            return folded.removesuffix(feminine) + common
    return folded


def is_agent(word: str) -> bool:
    """Is this word a job by itself?

    >>> is_agent("opbouwwerker"), is_agent("Coördinatrice"), is_agent("kinder")
    (True, True, False)
    """
    forms = (fold(word), masculine(word))
    return any(
        form in _WORDS or form.endswith(_ENDINGS) or _ABBREVIATED.fullmatch(form) for form in forms
    )
