"""Reading orders: what holds for each of them, and what each is for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.queues import Queue
from coder.suggest.queue import Pool, by_lot, order_answers, random_sample


def make_pool(n: int, seed: int, share: float = 0.0, *, model: bool = True) -> Pool:
    chance = np.random.default_rng(seed)
    places = chance.normal(size=(n, 5)).astype(np.float32)
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    return Pool(
        chance.random(n) < 0.3,
        chance.dirichlet(np.ones(4), n) if model else None,
        places,
        random_share=share,
        sizes=chance.integers(1, 4, n),
    )


@settings(deadline=None)
@given(
    st.sampled_from(list(Queue)),
    st.integers(1, 150),
    st.integers(0, 99),
    st.floats(0, 1),
    st.booleans(),
)
def test_every_answer_is_offered_once_and_what_is_coded_last(
    queue: Queue, n: int, seed: int, share: float, model: bool
) -> None:
    pool = make_pool(n, seed, share, model=model)
    order = order_answers(queue, pool, seed)
    assert sorted(order.tolist()) == list(range(n))
    n_open = int((~pool.coded).sum())
    assert not pool.coded[order[:n_open]].any()
    assert order.tolist() == order_answers(queue, pool, seed).tolist()


def test_sure_and_uncertain_look_at_the_likeliest_codes() -> None:
    chances = np.array([[0.5, 0.5], [0.9, 0.1], [0.7, 0.3]])
    pool = Pool(np.zeros(3, dtype=bool), chances)
    assert order_answers(Queue.SURE, pool).tolist() == [1, 2, 0]
    assert order_answers(Queue.UNCERTAIN, pool).tolist() == [0, 2, 1]


def test_rare_codes_come_before_frequent_ones() -> None:
    chances = np.array([[0.9, 0.1], [0.2, 0.8]])
    pool = Pool(np.zeros(2, dtype=bool), chances, seen=np.array([50.0, 1.0]))
    assert order_answers(Queue.RARE, pool)[0] == 1


def test_balanced_does_not_read_the_same_thing_twice_in_a_row() -> None:
    places = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], dtype=np.float32)
    pool = Pool(np.zeros(6, dtype=bool), np.tile([0.6, 0.4], (6, 1)), places)
    first, second = order_answers(Queue.BALANCED, pool)[:2]
    assert (first < 3) != (second < 3)


def test_an_odd_answer_waits_until_the_typical_ones_were_read() -> None:
    places = np.vstack([np.tile([1.0, 0.0], (30, 1)), [[0.0, 1.0]]]).astype(np.float32)
    pool = Pool(np.zeros(31, dtype=bool), None, places)
    assert order_answers(Queue.VARIED, pool)[0] != 30


def test_alike_puts_identical_answers_side_by_side() -> None:
    chance = np.random.default_rng(0)
    kinds = np.repeat(np.eye(6, dtype=np.float32), 40, axis=0)
    mixed = chance.permutation(240)
    pool = Pool(np.zeros(240, dtype=bool), features=kinds[mixed])
    kind = kinds[mixed].argmax(axis=1)[order_answers(Queue.ALIKE, pool)]
    assert int((np.diff(kind) != 0).sum()) == 5


def test_a_random_share_brings_the_lot_forward() -> None:
    pool = make_pool(100, 3, 0.5)
    order = order_answers(Queue.SURE, pool, 1)
    lot = [row for row in by_lot(pool.sizes, 1) if not pool.coded[row]]  # type: ignore[arg-type]
    assert set(lot[:10]) <= set(order[:22].tolist())


def test_the_front_of_the_lot_is_a_random_sample_however_the_rest_was_chosen() -> None:
    """Inclusion in the sample does not depend on the code, though coding favours it strongly."""
    wanted = np.arange(200) < 40
    shares = []
    for seed in range(200):
        lot = by_lot(np.ones(200, dtype=np.intp), seed)
        coded = wanted.copy()  # somebody read all answers with the code first
        coded[lot[:60]] = True  # and those that the lot brought
        sample = random_sample(coded, np.ones(200, dtype=np.intp), seed)[:60]
        assert len(sample) == 60
        shares.append(wanted[sample].mean())
    assert float(np.mean(shares)) == pytest.approx(0.2, abs=0.01)
