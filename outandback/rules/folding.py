"""Typed and pasted text as people mean it, for everything that is compared, matched or found.

Values in, values out. What somebody wrote is kept as they wrote it; only the comparison folds.
"""

from __future__ import annotations

from unicodedata import category, combining, digit, normalize

# Before letters are taken apart, which would leave an accent or two of them.
FIRST = str.maketrans({"´": "'", "″": '"', "‶": '"', "‹": "'", "›": "'"})
# Letters that are one with their stroke or dot; somebody without that key types the plain one.
STROKES = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"}
)
QUOTES = {**dict.fromkeys("‘’‚‛ʻʼ′´`", "'"), **dict.fromkeys("“”„‟″«»", '"')}
MINUS = "−⁃˗"
# Nothing to see, though their categories do not say so: fillers, joiners, variation selectors.
UNSEEN = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
UNSEEN |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
CONTROL, FORMAT, DASH, FIGURE = "Cc", "Cf", "Pd", "Nd"
# A Turkish keyboard has an i of its own, with and without a dot.
DOTTED, DOTLESS = "İ", "ı"


def tidied(text: str) -> str:
    """The same text in plain letters: no invisible ones, none of full width, one kind of dash, of
    quote and of space. Capitals stay, for what is kept and not only compared."""
    return _settled(text, _TIDY)


def folded(text: str) -> str:
    """As it is compared: tidied, and without capitals."""
    return _settled(text, _FOLDED)


def bare(text: str) -> str:
    """As it is found: folded letter by letter and without accents, so that “Cafe” finds “Café”."""
    return text.translate(_BARE)


def _settled(text: str, letters: _Letters) -> str:
    """Until nothing changes: letters that stand together now may be one letter."""
    while (again := " ".join(_apart(text).translate(letters).split())) != text:
        text = again
    return text


def _apart(text: str) -> str:
    return normalize("NFKC", text.translate(FIRST))


class _Letters(dict[int, str]):
    """What each letter is compared as, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = self.of(chr(code))
        return self[code]

    def of(self, letter: str) -> str:
        if letter.isspace() or category(letter) == CONTROL:
            return " "
        if ord(letter) in UNSEEN or category(letter) == FORMAT:
            return ""
        if category(letter) == FIGURE:
            return str(digit(letter))
        if letter == DOTTED:
            return "I"
        dash = category(letter) == DASH or letter in MINUS
        return "-" if dash else QUOTES.get(letter, letter)


class _FoldedLetters(_Letters):
    def of(self, letter: str) -> str:
        return "i" if letter == DOTLESS else super().of(letter).casefold()


class _BareLetters(_Letters):
    """Settled letter by letter: without accents none of them depends on its neighbours."""

    def of(self, letter: str) -> str:
        while (again := self._step(letter)) != letter:
            letter = again
        return letter

    def _step(self, letters: str) -> str:
        apart = normalize("NFKD", _apart(letters).casefold().translate(STROKES))
        plain = (super(_BareLetters, self).of(part) for part in apart if not combining(part))
        return "".join(plain).casefold()


_TIDY, _FOLDED, _BARE = _Letters(), _FoldedLetters(), _BareLetters()
