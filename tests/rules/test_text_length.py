"""A text is as long as whoever reads it would say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.text_length import count_of_letters


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("", 0),
        ("heron", 5),
        ("a\r\nb", 3),
        ("a\rb", 3),
        ("o\u0308l", 2),
        ("öl", 2),
        ("👨‍👩‍👧‍👦", 1),
        ("👍🏽👍", 2),
        ("❤️‍🔥", 1),
        ("🇬🇧🇩🇪", 2),
        ("שָׁלוֹם", 4),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 1),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", 2),
        ("กำ", 1),
        ("a\u200bb\u00ad\u202a", 2),
    ],
)
def test_what_is_seen_as_one_counts_once(text: str, many: int) -> None:
    assert count_of_letters(text) == many


@given(st.text(alphabet="ab \n"))
def test_the_end_of_a_line_counts_once_however_it_was_sent(text: str) -> None:
    assert count_of_letters(text.replace("\n", "\r\n")) == count_of_letters(text) == len(text)
