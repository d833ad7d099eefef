"""Long computing waits for what is urgent, and never for long."""

from __future__ import annotations

import threading

import numpy as np

from coder import urgency
from coder.suggest.products import inverse
from coder.urgency import KEYS, Urgency


def test_a_thread_goes_on_when_nothing_is_urgent_any_more() -> None:
    one, went_on = Urgency(), threading.Event()
    urgency.LONGEST, before = 20.0, urgency.LONGEST

    def work() -> None:
        one.give_way()
        went_on.set()

    try:
        one.begin()
        thread = threading.Thread(target=work)
        thread.start()
        assert not went_on.wait(0.05)
        one.end()
        assert went_on.wait(10)
        thread.join()
    finally:
        urgency.LONGEST = before


def test_an_urgency_that_nobody_ends_stops_nothing() -> None:
    one = Urgency()
    one.begin()
    one.give_way()  # after LONGEST


def test_learning_ends_though_keys_never_do() -> None:
    KEYS.begin()
    try:
        found = inverse(np.eye(600, dtype=np.float32) * 2)
    finally:
        KEYS.end()
    assert np.allclose(found, np.eye(600) / 2)


def test_what_is_urgent_does_not_wait_for_itself() -> None:
    one, seen = Urgency(), list[int]()
    urgency.LONGEST, before = 20.0, urgency.LONGEST

    def begin_and_go_on() -> None:
        one.begin()
        seen.extend(one.patiently(range(200)))

    try:
        thread = threading.Thread(target=begin_and_go_on)
        thread.start()
        thread.join(10)
        assert seen == list(range(200))
    finally:
        one.end()
        urgency.LONGEST = before


def test_items_wait_between_them_while_a_key_is_under_way() -> None:
    one, seen = Urgency(), list[int]()
    urgency.LONGEST, before = 20.0, urgency.LONGEST
    items = one.patiently(range(4), each=2)
    thread = threading.Thread(target=lambda: seen.extend(items))
    try:
        seen += [next(items), next(items)]
        one.begin()
        thread.start()
        thread.join(0.05)
        assert seen == [0, 1]
        one.end()
        thread.join(10)
        assert seen == [0, 1, 2, 3]
    finally:
        urgency.LONGEST = before
