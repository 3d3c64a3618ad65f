"""The answers that a plan offers, in British English: what is stored, and how it reads."""

from __future__ import annotations

Offered = tuple[tuple[str, str], ...]

SETTLED: Offered = (
    ("settled", "Settled"),
    ("rough", "A rough idea"),
    ("open", "See what happens"),
)
SORTS: Offered = (
    ("fun", "For the fun of it"),
    ("self", "Part of who I am"),
    ("shared", "Something we usually share"),
    ("think", "Time to think"),
)
COMPANY: Offered = (
    ("nobody", "Nobody"),
    ("both", "Friends of us both"),
    ("own", "My own friends"),
    ("new", "People I have yet to meet"),
    ("family", "Family"),
    ("group", "A group"),
)
DISTANCE: Offered = (
    ("corner", "Round the corner"),
    ("town", "Across town"),
    ("hour", "An hour or more"),
    ("country", "Another country"),
)
CARES = {"company": "Company", "distance": "Distance", "meaning": "Meaning"}
WHICH: Offered = (("0", "First time round"), ("1", "Second time round"))
READS = dict((*SETTLED, *SORTS, *COMPANY, *DISTANCE))

UNNAMED = "A leave"
NO_RETURN = "Say when you will be back. A guess is fine; you can move it."
BACK_BEFORE_OUT = "Back is before out. Is it the next day?"
TWICE = "Clocks go back then, so {} comes twice. First or second time round?"
SKIPPED = "Clocks go forward then and skip {}, so this becomes {}."
NO_ZONE = "That is not a time zone known here. Try one such as Europe/Lisbon."
NO_YEAR = "Choose a day between 2000 and 2100."
SEALED_MEANWHILE = "This was sealed while you were writing. Open it again, then send this."
ZONES = (
    *("Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Paris", "Europe/Berlin"),
    *("Europe/Rome", "Europe/Madrid", "Europe/Athens", "Europe/Helsinki", "Europe/Istanbul"),
    *("Africa/Cairo", "Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg", "Asia/Dubai"),
    *("Asia/Kolkata", "Asia/Bangkok", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo"),
    *("Australia/Perth", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
)
