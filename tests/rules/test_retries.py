from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.retries import FIRST_WAIT, MOST_ATTEMPTS, wait_after

attempts = st.integers(1, MOST_ATTEMPTS)


@given(attempts, st.integers(min_value=0))
def test_it_waits_four_times_longer_each_time_give_or_take_a_half(tried: int, spread: int) -> None:
    usual = FIRST_WAIT * 4 ** (tried - 1)
    assert usual * 0.5 <= wait_after(tried, spread) <= usual * 1.5


@given(attempts, st.integers(min_value=0))
def test_what_failed_together_is_not_tried_again_together(tried: int, spread: int) -> None:
    assert wait_after(tried, spread) != wait_after(tried, spread + 1)
