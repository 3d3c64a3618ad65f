"""The inks on the paper, measured as an eye would: contrast computed from the tokens themselves."""

from __future__ import annotations

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

import outandback.ui

TOKENS = (Path(outandback.ui.__file__).parent / "static/ui/tokens.css").read_text()
COLOUR = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"
LINE = re.compile(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\);")

Rgb = tuple[float, ...]


def curved(value: float) -> float:
    part = min(max(value, 0.0), 1.0)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def straightened(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def srgb(light: float, chroma: float, hue: float) -> Rgb:
    """OKLCH to sRGB, each part 0 to 1 (Björn Ottosson's published matrices)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    el = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    em = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    es = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        curved(4.0767416621 * el - 3.3077115913 * em + 0.2309699292 * es),
        curved(-1.2684380046 * el + 2.6097574011 * em - 0.3413193965 * es),
        curved(-0.0041960863 * el - 0.7034186147 * em + 1.7076147010 * es),
    )


def luminance(colour: Rgb) -> float:
    return sum(w * straightened(c) for w, c in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def contrast(one: Rgb, two: Rgb) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def scheme(dark: bool) -> dict[str, Rgb]:
    first = 4 if dark else 1
    found = (line.groups() for line in LINE.finditer(TOKENS))
    return {parts[0]: srgb(*map(float, parts[first : first + 3])) for parts in found}


def overprint(one: Rgb, two: Rgb, dark: bool) -> Rgb:
    if dark:
        return tuple(1 - (1 - a) * (1 - b) for a, b in zip(one, two, strict=True))
    return tuple(a * b for a, b in zip(one, two, strict=True))


SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@SCHEMES
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink-2", "paper", 7),
        ("a-text", "paper", 7),
        ("b-text", "paper", 7),
        ("ink", "sheet", 7),
        ("ink-2", "sheet", 7),
        ("ink-2", "well", 4.5),
        ("ink", "a-wash", 7),
        ("ink", "b-wash", 7),
        ("ink", "alert-wash", 7),
        ("on-ink", "ink", 7),
        ("alert", "paper", 4.5),
        ("alert", "sheet", 4.5),
        ("alert", "alert-wash", 4.5),
        ("a", "paper", 3),
        ("b", "paper", 3),
        ("edge", "paper", 3),
        ("edge", "sheet", 3),
    ],
)
def test_what_is_read_stands_out_from_what_it_is_on(
    dark: bool, ink: str, ground: str, least: float
) -> None:
    colours = scheme(dark)
    assert contrast(colours[ink], colours[ground]) >= least


@SCHEMES
def test_the_two_inks_together_print_an_ink_to_read_by(dark: bool) -> None:
    colours = scheme(dark)
    assert contrast(overprint(colours["a"], colours["b"], dark), colours["paper"]) >= 7


def test_every_colour_has_a_light_and_a_dark_form() -> None:
    assert len(scheme(False)) == TOKENS.count("oklch(") / 2 == 16


def test_the_measure_itself_is_right_for_black_on_white() -> None:
    assert contrast(srgb(0, 0, 0), srgb(1, 0, 0)) == pytest.approx(21, abs=0.01)
