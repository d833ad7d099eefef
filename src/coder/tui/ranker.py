"""Keeps suggestions coming without ever holding up a key: prepare, rank ahead, retrain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import get_current_worker

from coder.domain.queues import Queue
from coder.domain.suggestions import Suggestion
from coder.tui.collecting import give_back, one_core, settle
from coder.tui.messages import Ordered, Prepared, Preparing, Ranked, Trained
from coder.urgency import KEYS

if TYPE_CHECKING:
    from coder.services.late import Suggests


class Ranker:
    """Runs a suggestion service in threads and hands its answers to a screen as messages.

    Attributes:
        generation: Counts the models; what an older one ranked is dropped.
        ready: Can suggestions be asked for?
        learned_from: Coded answers that the present model learned from, 0: none yet.
        model: Number of the kept model in use; None: one that learns along.
    """

    def __init__(self, screen: Screen[None], service: Suggests, retrain_after: int) -> None:
        self._screen = screen
        self._service = service
        self._retrain_after = retrain_after
        self._since_training = 0
        self._training = False
        self._train_again = False
        self._ranked: dict[int, Sequence[Suggestion]] = {}
        self._wanted: list[int] = []  # rows to rank
        self._before: dict[int, Sequence[Suggestion]] = {}  # what the model before this one said
        self.generation = 0
        self.ready = False
        self.learned_from = 0
        self.model: int | None = None

    def prepare(self) -> None:
        """Read all answers in a thread, then learn from what was coded earlier."""
        self._run(self._prepare, "prepare")

    def start_anew(self) -> None:
        """Other decisions or another model in use: what was ranked holds no longer."""
        self._forget()
        self.train()

    def use_codebook(self) -> None:
        """Another codebook: its rules are read in a thread, and what is ranked is forgotten."""
        self._forget()
        self.ready = False
        self.prepare()

    def prepared(self) -> None:
        """The screen heard that the answers have been read."""
        self.ready = True
        self.train()

    def get(self, index: int) -> Sequence[Suggestion] | None:
        """What is known for a row already, if need be from the model before: no key waits."""
        found = self._ranked.get(index)
        return self._before.get(index) if found is None else found

    def want(self, *indexes: int) -> None:
        """Rank these rows in a thread, the first first; a later wish replaces this one.

        When the first is known already its picture goes before what is ranked ahead.
        """
        self._wanted = [index for index in dict.fromkeys(indexes) if index not in self._ranked]
        if not self.ready or not self._wanted:
            return
        if self.get(indexes[0]) is None:
            self._rank_wanted()
        else:
            self._screen.call_after_refresh(self._rank_wanted)

    def _rank_wanted(self) -> None:
        wanted, generation = self._wanted, self.generation
        if self.ready and wanted:
            self._run(lambda: self._rank(wanted, generation), "rank")

    def take(self, message: Ranked) -> bool:
        """Keep what a thread ranked; False when a newer model has come since."""
        if message.generation != self.generation:
            return False
        self._ranked[message.index] = message.suggestions
        return True

    def order(self, queue: Queue, *, renewed: bool = False) -> None:
        """Work out in a thread what to read next; a later wish replaces this one."""
        self._run(lambda: self._order(queue, renewed), "order")

    def decided(self) -> None:
        """A decision was stored; learn when enough have come together."""
        self._since_training += 1
        if self._since_training >= self._retrain_after:
            self._since_training = 0
            self._screen.call_after_refresh(self.train)  # first the picture

    def train(self) -> None:
        """Learn in a thread; a wish during a training is met once, right after it."""
        if not self.ready:
            return
        self._since_training = 0
        self._train_again = self._training
        if not self._training:
            self._training = True
            self._run(self._train, "train")

    def trained(self, message: Trained) -> bool:
        """The screen heard that a training ended; did it bring a new model?"""
        self._training = False
        again, self._train_again = self._train_again, False
        if message.training is not None:
            self.generation += 1
            self.learned_from = message.training.n_coded
            self.model = message.training.model
            self._before, self._ranked = self._ranked, {}
        if again:
            self.train()
        return message.training is not None

    def failed(self, group: str) -> None:
        """A thread ended in an error; the screen has told so."""
        if group == "train":
            self._training = self._train_again = False

    def _forget(self) -> None:
        self.generation += 1
        self._ranked.clear()
        self._before.clear()

    def _run(self, work: object, group: str) -> None:
        self._screen.run_worker(
            work,  # type: ignore[arg-type]
            group=group,
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def _prepare(self) -> None:
        worker = get_current_worker()

        def report(done: int, total: int) -> None:
            if not worker.is_cancelled:
                self._screen.post_message(Preparing(done, total))

        self._service.prepare(report)
        settle()
        if not worker.is_cancelled:
            self._screen.post_message(Prepared())

    def _rank(self, indexes: Sequence[int], generation: int) -> None:
        worker = get_current_worker()
        for place, index in enumerate(indexes):
            if place:
                KEYS.give_way()
            if worker.is_cancelled:
                return
            suggestions = self._service.suggest(index)
            self._screen.post_message(Ranked(index, generation, suggestions))

    def _order(self, queue: Queue, renewed: bool) -> None:
        worker = get_current_worker()
        with one_core():
            rows = self._service.read_next(queue)
        give_back()
        if not worker.is_cancelled:
            self._screen.post_message(Ordered(queue, rows, renewed))

    def _train(self) -> None:
        with one_core():
            training = self._service.retrain()
        give_back()
        self._screen.post_message(Trained(training))
