"""Which letter key stands for which code: pinned by the coder, or given to the codes used last.

A number key means another code at each answer; a letter keeps its code, so that the hand learns it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from coder.services.letters import KeptLetters


class Letters:
    """Letters and their codes at one question.

    Args:
        kept: As they were left.
        offered: Letters that go by themselves to codes as they are used; "": none.
        codes: The codes that an answer can get; letters of others are dropped.
        keep: Stores the letters when they changed.
    """

    def __init__(
        self,
        kept: KeptLetters,
        offered: str,
        codes: Collection[str],
        keep: Callable[[KeptLetters], None],
    ) -> None:
        self._offered = [letter for letter in dict.fromkeys(offered) if letter.isalpha()]
        self._keep = keep
        self._fixed = {letter: code for letter, code in kept.fixed.items() if code in codes}
        self._recent = {
            letter: code
            for letter, code in kept.recent.items()
            if code in codes and letter in self._offered and letter not in self._fixed
        }

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Letters with their codes, in the order of the alphabet: each keeps its place."""
        return sorted({**self._recent, **self._fixed}.items())

    def code(self, letter: str) -> str | None:
        """The code that a letter stands for."""
        return self._fixed.get(letter) or self._recent.get(letter)

    def letter(self, code: str) -> str:
        """The letter of a code; "" when it has none."""
        return next((letter for letter, known in self.shown if known == code), "")

    def is_fixed(self, letter: str) -> bool:
        """Did the coder choose it?"""
        return letter in self._fixed

    def pin(self, letter: str, code: str) -> None:
        """Give a code this letter, also when another code had it; "" takes its letter away."""
        self._fixed = {have: known for have, known in self._fixed.items() if known != code}
        self._recent = {
            have: known for have, known in self._recent.items() if known != code and have != letter
        }
        if letter:
            self._fixed[letter] = code
        self._store()

    def used(self, codes: Iterable[str], taken: Collection[str]) -> bool:
        """Codes were put on an answer: each gets a letter; the one unused longest gives its own.

        Args:
            codes: What was put on.
            taken: Letters that do something else on this screen.
        Returns:
            Whether a letter stands for another code now.
        """
        changed = False
        for code in codes:
            if code in self._fixed.values():
                continue
            letter = next((have for have, known in self._recent.items() if known == code), "")
            if not letter:
                letter = self._free(taken)
                changed = changed or bool(letter)
            if letter:
                self._recent.pop(letter, None)
                self._recent[letter] = code  # now the one used last
        if changed:
            self._store()
        return changed

    def _free(self, taken: Collection[str]) -> str:
        """A letter without a code, else the one whose code was used longest ago; "" if none."""
        usable = [
            letter for letter in self._offered if letter not in taken and letter not in self._fixed
        ]
        unused = (letter for letter in usable if letter not in self._recent)
        longest_ago = (letter for letter in self._recent if letter in usable)
        return next(unused, "") or next(longest_ago, "")

    def _store(self) -> None:
        self._keep(KeptLetters(dict(self._fixed), dict(self._recent)))
