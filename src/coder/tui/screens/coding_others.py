"""Others at work in the same question: how far they are, and a server that comes and goes."""

from __future__ import annotations

from textual import on

from coder.errors import CoderError, ProjectLockedError, ProjectUnreachableError
from coder.i18n import _
from coder.services.others import News, Others
from coder.tui import wording
from coder.tui.messages import OthersTold
from coder.tui.screens.coding_letters import LetteredCoding
from coder.tui.widgets.answer_list import AnswerList

EVERY_SECONDS = 3.0  # a look is two numbers, and only what changed


class OthersCoding(LetteredCoding):
    """The coding screen's news of others; the answer in hand never changes under the eyes."""

    _others: Others | None = None
    _looking = False
    _cut_off = False

    def on_mount(self) -> None:
        """Look now and then; who codes blind is told nothing of others."""
        if not self.session.blind:
            self._others = Others(self.session)
            self.set_interval(EVERY_SECONDS, self.look_at_others)

    def look_at_others(self) -> None:
        """Look in a thread for what others decided since."""
        others = self._others
        if others is None or self._looking or self.under_way:
            return
        self._looking = True

        def work() -> None:
            try:
                self.post_message(OthersTold(others.look()))
            except CoderError as error:
                self.post_message(OthersTold(trouble=error))

        self.run_worker(work, group="others", thread=True, exit_on_error=False)

    def others_line(self, *, wide: bool) -> str:
        """Who else coded how much, or that the server does not answer."""
        if self._cut_off:
            return _("no connection")
        counts = self._others.counts if self._others else {}
        return wording.others_long(counts) if wide else wording.others_short(counts)

    @on(OthersTold)
    def _take_news(self, message: OthersTold) -> None:
        self._looking = False
        if self.under_way:  # what it found is found again at the next look
            return
        was_cut_off = self._cut_off
        self._cut_off = isinstance(message.trouble, ProjectUnreachableError)
        if message.trouble is None:
            self._store_what_waited()
            if message.news is not None:
                self._show_news(message.news)
        if was_cut_off != self._cut_off:
            self.draw_progress()

    def tell_error(self, error: CoderError) -> None:
        """A server that does not answer is told once; while decisions wait the banner says it."""
        patient = isinstance(error, ProjectLockedError | ProjectUnreachableError)
        if not (patient and self.unstored > 1):
            super().tell_error(error)

    def _store_what_waited(self) -> None:
        """What only had to wait for another program or the server is stored by itself."""
        outbox = self.desk.outbox
        if isinstance(outbox.trouble, ProjectLockedError | ProjectUnreachableError):
            waited = len(outbox.waiting)
            try:
                outbox.store()
            except CoderError:  # it was told when it came; the banner stands
                return
            if waited:
                self.tell(_("Everything is stored."))
            self.after_leap()

    def _show_news(self, news: News) -> None:
        assert self._others is not None
        held = {wish.index for wish in self.desk.outbox.waiting}
        if self.desk.index is not None:
            held.add(self.desk.index)
        try:
            changed = self._others.take(news, held)
        except CoderError:  # the next look tells it
            return
        if changed is None:
            return
        if news.codebook is not None:
            self.follow_codebook(arrange=False)
            self.tell(_("Somebody changed the codebook: you code by it from now on."))
        elif changed:
            self.query_one(AnswerList).refresh()
        self.draw_progress()
