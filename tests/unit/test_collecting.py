"""The collector of cycles is paused while much is made, and on again afterwards."""

from __future__ import annotations

import gc

import pytest

from coder.services.collecting import collector_paused


def test_it_is_on_again_after_an_error_and_inside_another() -> None:
    @collector_paused()
    def inner() -> bool:
        return gc.isenabled()

    @collector_paused()
    def outer() -> None:
        assert not inner()
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        outer()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
