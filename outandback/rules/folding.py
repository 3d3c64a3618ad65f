"""Typed and pasted text as people mean it, for everything that is compared, matched or found.

Values in, values out. What somebody wrote is kept as they wrote it; only the comparison folds.
"""

from __future__ import annotations

from unicodedata import category, combining, normalize

QUOTES = {**dict.fromkeys("‘’‚‛ʻʼ′´`", "'"), **dict.fromkeys("“”„‟″«»", '"')}
MINUS = "−⁃˗"
# Nothing to see, though their categories do not say so: fillers, joiners, variation selectors.
UNSEEN = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
UNSEEN |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
FORMATS, DASHES = "Cf", "Pd"


class _Letters(dict[int, str]):
    """What each letter is compared as, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = self.of(chr(code))
        return self[code]

    def of(self, letter: str) -> str:
        raise NotImplementedError


class _Tidy(_Letters):
    def of(self, letter: str) -> str:
        if letter.isspace():
            return " "
        if ord(letter) in UNSEEN or category(letter) == FORMATS:
            return ""
        if category(letter) == DASHES or letter in MINUS:
            return "-"
        return "" if category(letter) == "Cc" else QUOTES.get(letter, letter)


class _Bare(_Letters):
    def of(self, letter: str) -> str:
        apart = normalize("NFKD", letter)
        return "".join(part for part in apart if not combining(part))


_TIDY, _BARE = _Tidy(), _Bare()


def tidied(text: str) -> str:
    """The same text in plain letters: no invisible ones, none of full width, one kind of dash, of
    quote and of space. Capitals stay, for what is kept and not only compared."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return " ".join(text.split())
    while (again := " ".join(normalize("NFKC", text.translate(_TIDY)).split())) != text:
        text = again
    return text


def folded(text: str) -> str:
    """As it is compared: tidied, and without capitals."""
    text = tidied(text)
    if text.isascii():
        return text.casefold()
    while (again := tidied(text.casefold())) != text:
        text = again
    return text


def bare(text: str) -> str:
    """As it is found: folded, and without accents, so that “Cafe” finds “Café”."""
    text = folded(text)
    return text if text.isascii() else folded(text.translate(_BARE))


def same(one: str, other: str) -> bool:
    """Whether two people would say that these are the same words."""
    return folded(one) == folded(other)
