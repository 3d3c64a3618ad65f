"""What the signs of the line are drawn with: strokes, rings, and the shape of one leave."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape

from outandback.ui.curve import Path, Point, data, dip, lifted, loop, number, straight

Stroke = tuple[str, Path]
HIDDEN = ' aria-hidden="true"'


def other_ink(who: str) -> str:
    return "b" if who == "a" else "a"


def svg(wide: float, high: float, body: str, name: str = "", *, stretched: bool = False) -> str:
    """`stretched`: the drawing takes the shape of its place, so that rows of any height join."""
    names = f"line {name}".strip()
    size = f'viewBox="0 0 {number(wide)} {number(high)}"'
    fit = ' preserveAspectRatio="none"' if stretched else ""
    return f'<svg class="{names}" {size}{fit}{HIDDEN}>{body}</svg>'


def picture(wide: float, high: float, body: str, title: str) -> str:
    """One that says something by itself: `title` is what somebody hears who doesn't see it."""
    size = f'viewBox="0 0 {number(wide)} {number(high)}"'
    return f'<svg class="line" {size} role="img"><title>{escape(title)}</title>{body}</svg>'


def strokes(*drawn: Stroke) -> str:
    return "".join(_stroke(name, path) for name, path in drawn if path)


def _stroke(name: str, path: Path) -> str:
    return f'<path class="{name}" d="{data(path, afresh=name.startswith("pencil"))}"/>'


def dot(name: str, point: Point, r: float) -> str:
    x, y = point
    return f'<circle class="{name}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>'


def band(name: str, start: Point, end: Point) -> str:
    """A stretch behind the line, from one corner to the other."""
    (x, y), (right, low) = start, end
    size = f'width="{number(right - x)}" height="{number(low - y)}"'
    return f'<rect class="{name}" x="{number(x)}" y="{number(y)}" {size} rx="6"/>'


@dataclass(frozen=True)
class LoopShape:
    """One leave, drawn at x on the base line y: the loop of who is out, the dip of who is not."""

    x: float
    y: float
    wide: float
    high: float
    spread: float
    deep: float

    @property
    def left(self) -> float:
        return self.x - self.spread

    @property
    def right(self) -> float:
        return self.x + self.spread

    def of(self, person: str, out: str) -> Path:
        up = out == "a"
        if person == out:
            return loop(self.x, self.y, self.wide, self.high, self.spread, up)
        return dip(self.x, self.y, self.spread, self.deep, up)

    def within(self, person: str, out: str, start: float, end: float) -> Path:
        before, after = straight(start, self.left, self.y), straight(self.right, end, self.y)
        return before + self.of(person, out) + after


@dataclass(frozen=True)
class LiftShape(LoopShape):
    """One that has no loop: its line goes beside the base, `high` from it, and `deep` is how far it
    takes to get there. `ends`: whether it begins here, and ends here."""

    ends: tuple[bool, bool] = (True, True)

    def of(self, person: str, out: str) -> Path:
        if person != out:
            return straight(self.left, self.right, self.y)
        away = -self.high if out == "a" else self.high
        return lifted((self.left, self.right), self.y, away, self.deep, self.ends)


def both(
    shape: LoopShape, who: str, start: float, end: float, kind: str = "ink", *, one: bool = False
) -> str:
    """The lines of both, or with `one` the line of whoever is out."""
    return strokes(*((f"{kind} {p}", shape.within(p, who, start, end)) for p in inks(who, one)))


def inks(who: str, one: bool) -> tuple[str, ...]:
    return (who,) if one else (other_ink(who), who)
