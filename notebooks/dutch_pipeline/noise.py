"""Text as people type it into a survey: lower case, accents and full stops lost, typing errors."""

from __future__ import annotations

import random
import unicodedata

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    letter: [row[place] for place in (index - 1, index + 1) if 0 <= place < len(row)]
    for row in _ROWS
    for index, letter in enumerate(row)
}


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def typing_error(word: str, chance: random.Random) -> str:
    """One letter dropped, doubled, swapped with the next, or replaced by its neighbour key.

    The first letter stays: it is rarely mistyped.
    """
    place = chance.randrange(1, len(word) - 1)
    letter = word[place]
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + letter + word[place:]
    if kind == 2 and word[place + 1] != letter:
        return word[:place] + word[place + 1] + letter + word[place + 2 :]
    if letter.lower() not in NEIGHBOURS:
        return word[:place] + letter + word[place:]
    return word[:place] + chance.choice(NEIGHBOURS[letter.lower()]) + word[place + 1 :]


def noised_form(form: str, chance: random.Random) -> tuple[str, str]:
    """A form with one kind of noise, and which: typo, accent, case or mark."""
    if without_accents(form) != form and chance.random() < 0.7:
        return without_accents(form), "accent"
    if len(form) > 5 and form.isalpha() and form.islower() and chance.random() < 0.45:
        return typing_error(form, chance), "typo"
    if chance.random() < 0.5:
        return chance.choice([form.upper(), form.capitalize(), form.lower()]), "case"
    return chance.choice([f"{form}!", f"- {form}", f"{form},", f"({form})", f"{form} 🙂"]), "mark"
