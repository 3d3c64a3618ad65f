"""What couples of the second world are like, over all of them.

Sizes are in points from 0 to 10 unless said. Those without a source are the author's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class World:
    null: bool = False
    """Nothing comes of leaving, telling, guilt or length, and nothing but mood has a trend."""
    effects: float = 1.0
    """Times the spread of all effects over couples."""
    selection: float = 0.0
    """Log-odds of leaving per SD of the leaver's day."""
    skipping: float = 0.0
    """Log-odds of not answering per SD that the answer would be lower."""
    ceiling: bool = False
    """Couples at the top: in Campbell et al. 2005 two answers of five were the highest."""
    drift: bool = False
    """Couples who drift apart or together over the months."""

    # How ratings vary: the sizes of Campbell, Simpson, Boldry & Kashy 2005, of 103 couples.
    level: float = 7.2
    level_spread: float = 1.1
    levels_alike: float = 0.85
    """Correlation of the two levels."""
    within: float = 1.0
    """SD of one person's ratings around their own level."""
    inertia: tuple[float, float] = (0.3, 0.65)
    """From one day to the next: ratings of neighbouring evenings correlate by about .35."""
    of_the_day: float = 0.7
    """Share of the variance that a day's ratings have in common; de Haan-Rietdijk et al. 2016."""
    together: float = 0.72
    """Share of a day that is both people's: with `of_the_day`, ratings correlate by about .4."""
    weekend: float = 0.25
    """SD of what the weekend does; Ryan, Bernstein & Brown 2010 find moods a little better."""
    wander: float = 0.3
    """SD of slow waves of two to seven months."""
    drifting: tuple[float, float] = (0.08, 0.3)
    """Points a month, either way: faster than the years' decline of Kurdek 1999, to be seen."""

    # Response styles: Baumgartner & Steenkamp 2001; stable in a person: Weijters et al. 2010.
    extreme: float = 0.18
    """SD of the log of how far apart the thresholds are: near is extreme, far is middle."""
    agreeing: float = 0.4
    """SD of the shift of all thresholds."""
    uneven: float = 0.3
    """SD of the log of single steps."""

    # After a return. Time shared brings people closer (Girme, Overall & Faingataa 2014), time apart
    # has both signs (Carswell et al. 2021), and of leaving no size is known: mean 0.
    reunion: float = 0.45
    """SD of what is gone within a day."""
    glow: float = 0.45
    """SD of what is gone within days."""
    leave_to_leave: float = 0.35
    """SD over leaves of one couple."""
    parting: float = 0.15
    """SD of what being about to go, or gone, does while it lasts."""
    fast_hours: float = 7.0
    slow_hours: float = 40.0

    # Telling: Gable, Reis, Impett & Asher 2004; Otto et al. 2015: more when received warmly.
    telling_mean: float = 0.1
    """At the moment of telling; it fades as the glow does."""
    telling: float = 0.25
    ways: float = 0.35
    reception_mean: float = 0.08
    reception: float = 0.28

    # How a leave was, all in all.
    felt_level: float = 7.4
    felt_spread: float = 0.9
    length: float = 0.6
    """SD of a fourfold longer leave, or of one past the couple's edge."""
    company: float = 0.25
    used_to: float = 0.5
    """SD of where getting used to leaves ends."""
    foretells: float = 0.35
    """SD, per SD of guilt, in the half of people whose guilt foretells something."""

    # Guilt: forecasts of feeling are worse than what comes, Wilson & Gilbert 2003.
    guilt_level: float = 3.4
    guilt_spread: float = 1.4
    guilt_of_length: float = 0.4
    bias_mean: float = 0.5
    bias: float = 0.9
    easier_mean: float = -0.15
    easier: float = 0.35
    """SD of the first ten leaves' change; later ones change less, as in Foa & Kozak 1986."""
    guilt_of_mood: float = 0.35
    """Mean guilt per SD of a worse day; the SD over people is half of it."""

    # Time apart beyond what was wished, in hours a week; inertia as of moods.
    gap: float = 4.0
    gap_trend: float = 0.8
    """SD of hours a month."""
    gap_within: float = 4.0
