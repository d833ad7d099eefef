"""In which order the coding screen offers answers; what to read next comes from a thread."""

from __future__ import annotations

from textual import on

from coder.domain.filters import ORDERS, Order
from coder.domain.queues import Queue
from coder.i18n import _
from coder.tui import wording
from coder.tui.messages import Ordered
from coder.tui.screens.coding_places import PlacedCoding


class OrderedCoding(PlacedCoding):
    """The coding screen's orders; the list never jumps while a row is read."""

    order_wanted: Order | Queue = Order.ARRIVAL

    def action_order(self, step: int) -> None:
        """Order the list in the next (or with -1 previous) way; some take a moment."""
        self.order_wanted = ORDERS[(ORDERS.index(self.order_wanted) + step) % len(ORDERS)]
        if isinstance(self.order_wanted, Queue):
            self._read_in(self.order_wanted)
            return
        self.desk.arrange(order=self.order_wanted)
        self.draw_list()
        self.draw_row()
        self.tell(_("Order: {name}.").format(name=wording.order_name(self.order_wanted)))

    def order_now(self) -> None:
        """The answers have been read: what was asked for too early can be done."""
        if isinstance(self.order_wanted, Queue):
            self._read_in(self.order_wanted)

    def order_anew(self) -> None:
        """The model learned: let it say again what is read later."""
        if isinstance(self.desk.order, Queue) and self.desk.order is self.order_wanted:
            self.ranker.order(self.desk.order, renewed=True)

    def _read_in(self, queue: Queue) -> None:
        name = wording.order_name(queue)
        if self.ranker.ready:
            self.tell(_("Order: {name}; one moment…").format(name=name))
            self.ranker.order(queue)
        else:
            self.tell(_("Order: {name}, as soon as the answers are read.").format(name=name))

    @on(Ordered)
    def _use_order(self, message: Ordered) -> None:
        """Read in the order that was asked for; a later wish has made others void."""
        if message.queue is not self.order_wanted:
            return
        if message.renewed and self.desk.order is message.queue:
            self.desk.renew(message.rows)
            self.draw_list()
            return
        self.desk.read_in(message.queue, message.rows)
        self.draw_list()
        self.lay_on_desk()
        self.tell(_("Order: {name}.").format(name=wording.order_name(message.queue)))
