"""The app with a stopwatch in it: from the key event to the end of the repaint, in milliseconds.

Keys come from a thread of their own, as from a real terminal, and go through the driver; the clock
stops when the screen has sent the repaint to the driver in which what was asked for stands, with
nothing left to draw. What a terminal program does with the bytes afterwards is not ours.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from big_project import CODER, QUESTION, THEMES
from textual import events
from textual.driver import Driver
from textual.screen import Screen

LONGEST = 10.0  # seconds for a key before the measuring gives up
THINKING = (0.1, 0.3)  # seconds between two keys
BETWEEN = 0.3  # seconds between two trainings: suggestions must have a chance to come
TYPING = (0.06, 0.14)  # seconds between two letters


class NoTerminal(Driver):
    """Takes what is drawn as a terminal does, and shows it to nobody."""

    def write(self, data: str) -> None:
        """Nothing."""

    def start_application_mode(self) -> None:
        """Tell the app its size."""
        width, height = self._size or (160, 48)
        size = events.Size(width, height)
        self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Nothing."""

    def stop_application_mode(self) -> None:
        """Nothing."""


@dataclass
class Stopwatch:
    """Waits for a repaint in which something stands.

    `drawn`: the end of the latest repaint; `loop` and `process`: seconds of CPU by then, of the
    event loop alone and of all threads.
    """

    wanted: Callable[[], bool] | None = None
    drawn: float = 0.0
    loop: float = 0.0
    process: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def expect(self, wanted: Callable[[], bool]) -> None:
        """Wait for this from now on."""
        self.done.clear()
        self.wanted = wanted

    def look(self, screen: Screen[Any]) -> None:
        """A repaint ended: is it the one?"""
        waiting = (
            screen._layout_required
            or screen._repaint_required
            or screen._scroll_required
            or screen._dirty_widgets
        )
        if self.wanted is not None and not waiting and self.wanted():
            self.wanted = None
            self.done.set()


@dataclass
class Times:
    """Milliseconds of each kind of key press, and how much training went on meanwhile."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    loop: dict[str, list[float]] = field(default_factory=dict)
    process: dict[str, list[float]] = field(default_factory=dict)
    trainings: int = 0
    training_seconds: float = 0.0
    seconds: float = 0.0

    def add(self, kind: str, milliseconds: float) -> None:
        """One key press."""
        self.taken.setdefault(kind, []).append(milliseconds)

    def slowest(self) -> list[str]:
        """What the slowest percent was, and whether the app worked or waited meanwhile."""
        presses = [
            (taken, kind, self.loop[kind][place], self.process[kind][place])
            for kind, each in self.taken.items()
            if kind in self.loop
            for place, taken in enumerate(each)
        ]
        presses.sort(reverse=True)
        return [
            f"{kind}: {taken:.0f} ({loop:.0f} and {process:.0f})"
            for taken, kind, loop, process in presses[: max(1, len(presses) // 100)]
        ]


def measure(project: Path, presses: int, searches: int) -> Times:
    """Press keys in the app on this project while it trains without a pause."""
    return asyncio.run(_measured(project, presses, searches))


async def _measured(project: Path, presses: int, searches: int) -> Times:
    from coder.bootstrap import open_for_coding
    from coder.tui.app import CoderApp

    watch, times = Stopwatch(), Times()
    _watch_repaints(watch)
    _train_without_pause(times)
    workbench = open_for_coding(project, CODER)
    app = CoderApp(workbench, coder_name=CODER)
    app.driver_class = NoTerminal
    fingers = threading.Thread(
        target=_press_all, args=(app, watch, times, presses, searches), daemon=True
    )
    app.call_later(fingers.start)
    await app.run_async(size=(160, 48))
    return times


def _watch_repaints(watch: Stopwatch) -> None:
    draw, look = Screen._compositor_refresh, Screen._on_timer_update

    def drawn(self: Screen[Any]) -> None:
        draw(self)
        watch.drawn = time.perf_counter()
        watch.loop, watch.process = time.thread_time(), time.process_time()

    def looked(self: Screen[Any]) -> None:
        look(self)
        watch.look(self)

    Screen._compositor_refresh = drawn  # type: ignore[method-assign]
    Screen._on_timer_update = looked  # type: ignore[method-assign]


def _train_without_pause(times: Times) -> None:
    """Each training is soon followed by the next: the worst case for a key."""
    from coder.tui.ranker import Ranker

    heard, train = Ranker.trained, Ranker._train

    def again(self: Ranker, message: Any) -> bool:
        found = heard(self, message)
        self._screen.set_timer(BETWEEN, self.train)
        return found

    def timed(self: Ranker) -> None:
        started = time.perf_counter()
        train(self)
        times.trainings += 1
        times.training_seconds += time.perf_counter() - started

    Ranker.trained, Ranker._train = again, timed  # type: ignore[method-assign]


def _press_all(app: Any, watch: Stopwatch, times: Times, presses: int, searches: int) -> None:
    """What a person would do, from a thread."""
    try:
        hand = Hand(app, watch, times)
        hand.wait(lambda: hand.coding and hand.screen.suggestions is not None)
        times.seconds = -time.perf_counter()
        trained = times.training_seconds
        for _turn in range(presses):
            hand.accept("accept and next")
        for _turn in range(presses // 2):
            hand.choose_and_confirm()
        for turn in range(searches):
            hand.search(turn)
        hand.read_balanced()
        for _turn in range(presses // 2):
            hand.accept("accept and next, in the order that teaches most")
        for _turn in range(min(20, presses)):
            hand.undo()
        times.seconds += time.perf_counter()
        times.training_seconds -= trained
    finally:
        app.call_from_thread(app.exit)


class Hand:
    """Presses keys and waits for the pictures."""

    def __init__(self, app: Any, watch: Stopwatch, times: Times) -> None:
        self.app, self.watch, self.times = app, watch, times
        self.chance = random.Random(1)

    @property
    def screen(self) -> Any:
        """The screen in front."""
        return self.app.screen

    @property
    def coding(self) -> bool:
        """Is it the coding screen?"""
        from coder.tui.screens.coding import CodingScreen

        return isinstance(self.app.screen, CodingScreen)

    def wait(self, until: Callable[[], bool]) -> None:
        """For what comes by itself."""
        end = time.perf_counter() + 20 * LONGEST
        while not until():
            if time.perf_counter() > end:
                raise TimeoutError("the app never got there")
            time.sleep(0.02)

    def press(self, kind: str, key: str, wanted: Callable[[], bool], letter: str = "") -> None:
        """A key, and the time until what is wanted is drawn; kind "" is not counted."""
        self.watch.expect(wanted)
        event = events.Key(key, letter or None)
        clock = time.pthread_getcpuclockid(self.app._thread_id)
        loop, process = time.clock_gettime(clock), time.process_time()
        started = time.perf_counter()
        self.app._driver.process_message(event)
        end = started + LONGEST
        while not self.watch.done.wait(0.5) and time.perf_counter() < end:
            self.app.call_from_thread(self.watch.look, self.screen)  # drawn by another way
        if not self.watch.done.is_set():
            state = f"{self.screen} {self.watch.wanted}"
            raise TimeoutError(f"{kind or key}: nothing came in {LONGEST:.0f} s: {state}")
        if kind:
            self.times.add(kind, 1000 * (self.watch.drawn - started))
            self.times.loop.setdefault(kind, []).append(1000 * (self.watch.loop - loop))
            self.times.process.setdefault(kind, []).append(1000 * (self.watch.process - process))

    def think(self) -> None:
        """Until the suggestions are there, and a moment more; past answers without any."""
        self.wait(lambda: self.coding and self.screen.suggestions is not None)
        time.sleep(self.chance.uniform(*THINKING))
        if not self.screen.choices:
            self.press("", "n", self._next_stands(), "n")
            self.think()

    def accept(self, kind: str) -> None:
        """Take the first suggestion: the next answer stands there with its suggestions."""
        self.think()
        self.press(kind, "space", self._next_stands(), " ")

    def choose_and_confirm(self) -> None:
        """A code by its number, then the next answer."""
        self.think()
        row = self.screen.desk.row
        self.press("a code by its number", "1", lambda: self.screen.desk.row is not row, "1")
        time.sleep(self.chance.uniform(*TYPING))
        self.press("confirm and next", "enter", self._next_stands())

    def search(self, turn: int) -> None:
        """A word typed as a filter, what it finds counted, shown; then all answers again."""
        self.think()
        self.press("", "f", lambda: not self.coding, "f")
        word = THEMES[turn * 7 % len(THEMES)][:6]
        if turn % 3 == 1:
            word = f"code:{THEMES[turn * 7 % len(THEMES)]} {word[:3]}"
        for letter in word:
            time.sleep(self.chance.uniform(*TYPING))
            line = self.screen.query_one("Input")
            typed = line.value + letter
            self.press("filter: a letter", _key_of(letter), partial(_says, line, typed), letter)
        self._count_told()
        self.press("filter: the list shows", "enter", lambda: self._filtered(asked=True))
        self.think()
        self.press("filter: all again", "F", lambda: self._filtered(asked=False), "F")

    def read_balanced(self) -> None:
        """Choose the default order of reading, which is renewed after each training."""
        from coder.domain.queues import Queue

        while self.screen.order_wanted is not Queue.BALANCED:
            self.press("", "o", partial(self._other_order, self.screen.order_wanted), "o")
            time.sleep(0.1)
        self.wait(lambda: self.screen.desk.order is Queue.BALANCED)

    def undo(self) -> None:
        """The last step back."""
        time.sleep(self.chance.uniform(*THINKING))
        open_before = self.screen.desk.left()
        self.press("undo", "u", lambda: self.screen.desk.left() > open_before, "u")

    def _count_told(self) -> None:
        """How long after the last letter the number of answers found is told."""
        import contextlib

        last = time.perf_counter()
        found = self.screen.query_one("#found")
        with contextlib.suppress(TimeoutError):
            self.wait(lambda: any(sign.isdigit() for sign in str(found.render())))
        taken = 1000 * (time.perf_counter() - last)
        self.times.add("filter: number found, after the last letter", taken)

    def _other_order(self, before: object) -> bool:
        return self.screen.order_wanted is not before

    def _next_stands(self) -> Callable[[], bool]:
        desk = self.screen.desk
        before = desk.index
        return lambda: desk.index != before and self.screen.suggestions is not None

    def _filtered(self, *, asked: bool) -> bool:
        return self.coding and bool(self.screen.desk.filter.written) == asked


def _says(line: Any, typed: str) -> bool:
    return bool(line.value == typed)


def _key_of(letter: str) -> str:
    return {":": "colon", " ": "space"}.get(letter, letter)


__all__ = ["QUESTION", "Times", "measure"]
