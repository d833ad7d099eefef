"""A percentage reads the same on the screen, on the command line, in a chart and in the report."""

import pytest

from coder.cli import output, tables
from coder.domain.number_text import percent_text


@pytest.mark.parametrize(
    ("value", "text"), [(12.5, "13"), (13.5, "14"), (0.5, "1"), (0.4, "<1"), (0.0, "0")]
)
def test_a_half_goes_up_and_what_is_there_is_never_zero(value: float, text: str) -> None:
    assert percent_text(value) == f"{text}\xa0%"
    assert output.percent(value) == f"{text} %"
    assert tables.share(value) == f"{text} %"
