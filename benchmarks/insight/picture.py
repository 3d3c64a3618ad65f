"""Pictures of results: plain SVG, drawn the same at every run."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

INK, FAINT, PAPER = "#22303c", "#c9cfd4", "#ffffff"
COLOURS = "#1f5f8b", "#c2571a", "#3f7d4e", "#7a4f9a", "#8c6d1f"
LEFT, RIGHT, TOP, BOTTOM = 175, 20, 56, 44
LINE = 18


@dataclass
class Picture:
    """`across` and `down`: what the left and right, and the bottom and top of the frame stand
    for."""

    title: str
    across: tuple[float, float]
    down: tuple[float, float]
    width: int = 720
    height: int = 420
    left: int = LEFT
    parts: list[str] = field(default_factory=list)

    def x(self, value: float) -> float:
        low, high = self.across
        return self.left + (value - low) / (high - low) * (self.width - self.left - RIGHT)

    def y(self, value: float) -> float:
        low, high = self.down
        return self.height - BOTTOM - (value - low) / (high - low) * (self.height - TOP - BOTTOM)

    def line(self, points: list[tuple[float, float]], colour: str, dashed: bool = False) -> None:
        at = " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)
        dash = ' stroke-dasharray="4 4"' if dashed else ""
        self.parts.append(
            f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'
        )

    def dot(self, x: float, y: float, colour: str) -> None:
        at = f'cx="{self.x(x):.1f}" cy="{self.y(y):.1f}"'
        self.parts.append(f'<circle {at} r="4" fill="{colour}"/>')

    def bar(self, x: float, y: float, thick: float, colour: str) -> None:
        """From the left edge to x, `thick` in units of y around it."""
        top, bottom = sorted((self.y(y + thick / 2), self.y(y - thick / 2)))
        wide = self.x(x) - self.x(self.across[0])
        self.parts.append(
            f'<rect x="{self.x(self.across[0]):.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{bottom - top:.1f}" fill="{colour}"/>'
        )

    def column(self, x: float, y: float, thick: float, colour: str) -> None:
        """From the bottom up to y."""
        wide = self.x(x + thick / 2) - self.x(x - thick / 2)
        high = self.y(self.down[0]) - self.y(y)
        self.parts.append(
            f'<rect x="{self.x(x - thick / 2):.1f}" y="{self.y(y):.1f}" width="{wide:.1f}" '
            f'height="{high:.1f}" fill="{colour}"/>'
        )

    def band(self, low: float, high: float) -> None:
        """Between two values across, from top to bottom."""
        wide = self.x(high) - self.x(low)
        top, bottom = self.y(self.down[1]), self.y(self.down[0])
        self.parts.append(
            f'<rect x="{self.x(low):.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{bottom - top:.1f}" fill="{FAINT}" opacity="0.4"/>'
        )

    def say(self, x: float, y: float, text: str, where: str = "start", colour: str = INK) -> None:
        """At a place in pixels."""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{where}" fill="{colour}">'
            f"{escape(text)}</text>"
        )

    def name_row(self, y: float, text: str) -> None:
        self.say(self.left - 8, self.y(y) + 4, text, "end")

    def ticks_across(self, values: list[float], texts: list[str]) -> None:
        for value, text in zip(values, texts, strict=True):
            self.line([(value, self.down[0]), (value, self.down[1])], FAINT)
            self.say(self.x(value), self.height - BOTTOM + LINE, text, "middle")

    def ticks_down(self, values: list[float], texts: list[str]) -> None:
        for value, text in zip(values, texts, strict=True):
            self.line([(self.across[0], value), (self.across[1], value)], FAINT)
            self.name_row(value, text)

    def legend(self, texts: list[str]) -> None:
        at = float(self.left)
        for text, colour in zip(texts, COLOURS, strict=False):
            self.parts.append(f'<circle cx="{at:.1f}" cy="40" r="4" fill="{colour}"/>')
            self.say(at + 10, 44, text)
            at += 26 + 7 * len(text)

    def svg(self) -> str:
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-size="12"'
        paper = f'<rect width="{self.width}" height="{self.height}" fill="{PAPER}"/>'
        title = f'<text x="16" y="22" font-size="15" fill="{INK}">{escape(self.title)}</text>'
        inner = "\n".join([f"<title>{escape(self.title)}</title>", paper, title, *self.parts])
        return f'{head} font-family="sans-serif">\n{inner}\n</svg>\n'
