"""How long a text is, as whoever reads it would count: a letter with its accents, a flag, and a
face of several signs are one each, and so is the end of a line."""

from __future__ import annotations

from unicodedata import category

JOINER = "\u200d"
FLAGS = range(0x1F1E6, 0x1F200)
TONES = range(0x1F3FB, 0x1F400)
# Of Korean the vowels and finals that are typed one by one; of Thai and Lao a vowel like a mark.
PARTS = {*range(0x1160, 0x1200), 0x0E33, 0x0EB3}
# Accents, and what nobody sees: marks of direction, soft hyphens.
MARKS = {"Mn", "Me", "Mc", "Cf"}


def one_line_end(text: str) -> str:
    """Browsers send the end of a line as two signs; everybody sees one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def count_of_letters(text: str) -> int:
    text = one_line_end(text)
    if text.isascii():
        return len(text)
    count, before, flag = 0, "", False
    for sign in text:
        second = flag and ord(sign) in FLAGS
        if not (second or before == JOINER or _belongs_to_the_one_before(sign)):
            count += 1
        flag, before = ord(sign) in FLAGS and not second, sign
    return count


def _belongs_to_the_one_before(sign: str) -> bool:
    code = ord(sign)
    return code in TONES or code in PARTS or category(sign) in MARKS
