"""What is looked for in everything that the app says, promise by promise.

A reading is a pattern and where it is looked for. What belongs where it stands is in `excused.py`,
page by page, with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.promises import reading
from tests.promises.excused import EXCUSED
from tests.promises.reading import Said

Texts = tuple[Said, ...]


@dataclass(frozen=True)
class Reading:
    """`name` says what must not be said, and is the key to what is excused."""

    promise: int
    name: str
    pattern: str
    where: Callable[[], Texts]

    def __str__(self) -> str:
        return self.name

    def stands_in(self, words: str) -> bool:
        return re.search(self.pattern, words, re.IGNORECASE) is not None

    @property
    def excused(self) -> dict[tuple[str, str], str]:
        return EXCUSED.get(self.name, {})

    def found(self) -> list[str]:
        texts = self.where()
        return [f"{one.place}: {one.words}" for one in texts if self.stands_in(self.rest_of(one))]

    def rest_of(self, said: Said) -> str:
        """Without the phrases that are excused there."""
        words = said.words
        for place, phrase in self.excused:
            words = words.replace(phrase, "") if place == said.place else words
        return words

    def needless(self) -> list[tuple[str, str]]:
        """Excused, and not there any more, or nothing that needs it."""
        there = [(one.place, one.words) for one in self.where() if self.stands_in(one.words)]
        return [
            (place, phrase)
            for place, phrase in self.excused
            if not any(place == at and phrase in words for at, words in there)
        ]


def of(promise: int) -> list[Reading]:
    return [one for one in READINGS if one.promise == promise]


# Where ---------------------------------------------------------------------------------------


def anywhere() -> Texts:
    return reading.everything()


def on_pages() -> Texts:
    """All but the texts to choose from, which speak as one of the two would."""
    return tuple(one for one in reading.everything() if not one.place.endswith(".toml"))


def about_a_telling() -> Texts:
    """Where something that was brought home is named, on either side."""
    return within(on_pages(), reading.naming(TELLING), ABOUT_A_TELLING)


def about_figures() -> Texts:
    """Where a figure that somebody gave stands, or what is made of several."""
    return within(on_pages(), reading.naming(FIGURES), ABOUT_FIGURES)


def for_a_child() -> Texts:
    """What a child is shown, and what their people are told about it."""
    return tuple(one for one in anywhere() if room_or_page(one.place) in {"board", "kids"})


def at_the_end() -> Texts:
    """Where somebody leaves the pair, or the app."""
    ends = {one.place for one in on_pages() if re.search(r"parting|eras|ended", one.place)}
    return within(on_pages(), ends, {"account", "settings"})


def but_findings(texts: Callable[[], Texts]) -> Callable[[], Texts]:
    """What is found in many leaves speaks of sizes and of ways: `test_findings.py` reads it."""
    return lambda: tuple(one for one in texts() if one.place not in FINDINGS)


def findings() -> Texts:
    return tuple(one for one in anywhere() if one.place in FINDINGS)


def in_writing() -> Texts:
    return (*anywhere(), *reading.in_docs())


def within(texts: Texts, pages: set[str], rooms: set[str]) -> Texts:
    """Those pages, and the code of those rooms."""
    return tuple(
        one
        for one in texts
        if one.place in pages or (room_or_page(one.place) in rooms and one.place.endswith(".py"))
    )


def room_or_page(place: str) -> str:
    """The folder that a template, or a file below the package, belongs to."""
    parts = place.split("/")
    return next(part for part in parts if part not in {"rooms", "pages", "parts"})


FINDINGS = {
    "loop/_balance.html",
    "loop/_figure.html",
    "loop/_for_both.html",
    "loop/_open.html",
    "loop/_step.html",
    "loop/_unsaid.html",
    "loop/limits.html",
    "pages/loop/balance.py",
    "pages/loop/context.py",
    "pages/loop/drawn.py",
    "pages/loop/figures.py",
    "pages/loop/grey.py",
    "pages/loop/lived.py",
    "pages/loop/ours.py",
    "pages/loop/shown_pictures.py",
    "rooms/comfort/content/proposals.py",
    "rooms/loop/content/brought.py",
    "rooms/loop/content/findings.py",
    "rooms/loop/content/lengths.py",
    "rooms/loop/content/measured.py",
    "rooms/loop/content/own_time.py",
    "rooms/loop/content/shared_findings.py",
    "rooms/loop/content/shown_sentences.py",
    "rooms/loop/content/tells.py",
}
# Rooms, pages and parts.
ABOUT_A_TELLING = {
    "comeback",
    "telling",
    "tellings",
    "hearing_day",
    "homecoming",
    "mine",
    "giving",
    "lesson",
    "loop",
    "story",
    "today",
}
ABOUT_FIGURES = {
    "away",
    "away_screen",
    "door",
    "door_answers",
    "loop",
    "story",
    "comeback",
    "check_in",
    "homecoming",
    "telling",
    "mine",
    "afterwards",
    "evening",
    "what_may_come",
    "hearing_day",
    "tellings",
}
TELLING = {"telling", "tellings", "reception", "told", "received", "brought", "waiting", "lesson"}
FIGURES = {
    "answers",
    "shared",
    "felt",
    "guilt",
    "closeness",
    "energy",
    "loneliness",
    "pairs",
    "stitches",
    "door",
    "near",
}

# What ----------------------------------------------------------------------------------------

NOT = r"(n’t|n't|\b(not|never|nobody|no one|nothing|without|yet to))\W+(\w+\W+){0,3}?"
TAKEN_IN = (
    "read|hear|heard|open|opened|seen|look|looked|looking|answer|answered|reply|replied|respond|"
    "responded|react|reacted|listen|listened|said|notice|noticed|received|got|come back to|"
    "picked up|taken up|fetched|collected|welcomed|wanted|found|reached|thanked"
)
WHOSE = "you|us|them|two people|the two of you|couples?|people|love|partners"
NUMBER = rf"{reading.SLOT}|\d+|one|two|three|four|five|six|seven|eight|nine|ten|many|several|most"

READINGS = (
    Reading(
        1,
        "where somebody is, or when they last looked",
        r"\b(last|first) (seen|opened|read|active|here|online|visit|looked)\b"
        r"|\b(online|typing|is active|was here|location|GPS|whereabouts|battery|nearby)\b"
        r"|\b(seen|read|heard|opened|looked|listened)\W+(at|on|by|it|this|that|yours|to)\b"
        r"|\bon (a|the) map\b|\b(miles|kilometres|km) (away|from)\b|\bIP address\b",
        on_pages,
    ),
    Reading(
        1,
        "whether somebody was late, early or on time",
        r"\b(minutes?|hours?|days?) (late|later|early|earlier|over|past)\b"
        r"|\b(late|early) by\b|\b(was|were|is|are|been|came|come|got|ran) (\w+ )?(late|early)\b"
        r"|\b(too|so) (late|early)\b|\b(earlier|later) than\b|\bon time\b|\bin time\b|\bpunctual"
        r"|\bactual(ly)?\b|\boverdue\b|\bkept (you|them) waiting\b"
        r"|\b(really|in fact) (set|came|left)"
        r"|\b(set (out|off)|left|went out|returned|came (back|home)|got (in|back|home)) "
        r"(at|(a (little|bit)|somewhat|well|long|shortly|just|soon)\b)"
        r"|\b(behind|ahead of) (the |your )?(plan|time|schedule|promise)\b",
        on_pages,
    ),
    Reading(
        2,
        "leave, asked for or given",
        r"\b(permission|permits?|permitted|allow\w*|approv\w+|refus\w+|deny|denie[ds]|reject\w*"
        r"|veto\w*|may (I|you) go|lets? (you|them|her|him) go|grant\w*|request\w*|accept\w*"
        r"|declin\w+|forbid\w*|says? no\b|said no\b|consents?\b|agrees? to (this|the|your) leave"
        r"|object(s|ed)? to|stop (you|them) (from )?going|can’t go|cannot go|rather you"
        r"|perhaps (wait|stay)"
        r"|(all right|okay|fine) (by|with) (you|them|me)|whether (it|this|that) is (all|ok)"
        r"|please (stay|don’t)|wait until (you|they|…)|not this time, please"
        r"|asks? (you )?to (stay|wait))\b",
        anywhere,
    ),
    Reading(
        3,
        "how much somebody keeps",
        rf"\b({NUMBER}|some|a few|new|unread) (private |sealed |held |kept )?"
        r"(notes?|moments?|drafts?|secrets?|entries|messages?)\b"
        r"|\b(left|kept|held|wrote|written|writes|left behind) (you )?"
        r"(a|an|another|some|something) (note|moment|word|few)\b"
        r"|\b(left|written|put) (something|some words)\b"
        r"|\bsomething (is|was|has been) (kept|left|held|written|waiting|here|there|new)\b"
        r"|\b(badge|inbox|unread|secretly?)\b|\byou have (something|new|some|a few)\b"
        r"|\bthere (is|are) (something|some|more)\b",
        but_findings(on_pages),
    ),
    Reading(
        4,
        "what was not taken in",
        r"\b(un(read|heard|opened|answered|seen|received|noticed|delivered)|delivered|pending"
        r"|awaiting|ignor\w+|nudg\w+|remind\w*|overdue|missed)\b",
        anywhere,
    ),
    Reading(4, "who has not looked, heard or answered", rf"{NOT}({TAKEN_IN})\b", on_pages),
    Reading(
        4,
        "that something waits for the other",
        r"\b(yet|so far|waits?|waiting|silence|silent|seen|soon|meanwhile|days ago)\b"
        r"|\bstill (to|no|not|un\w+|there)\b|\bno (answer|reply|response|reaction|word|sign)\b"
        r"|\b(has|have|had|did)(n’t|n't| not)\b|\bwithout (an? )?(answer|reply|response|word)\b",
        but_findings(about_a_telling),
    ),
    Reading(
        6,
        "that somebody should stay",
        r"\b(are you sure|sleep on it|once more|talk it (over|through)"
        r"|really|reconsider|think (it|twice|about)|miss(ed|es)?|sorry|regret\w*"
        r"|last chance|stay together|cool\w* off|another (try|chance)|instead|a pity|sad|goodbye"
        r"|give it|hurt|work it out|wait|must|first)\b",
        at_the_end,
    ),
    Reading(
        7,
        "praise",
        r"!|\b(well done|good (job|work|for you)|great|congrat\w*|proud|bravo|amazing|awesome"
        r"|fantastic|brilliant|wonderful|excellent|perfect|nice (work|one)|keep (it up|going)"
        r"|hoo?ray|hurray|yay|brave\w*|champion|super|lovely|impressive|you did it|good at this"
        r"|doing well|keep at it)\b",
        anywhere,
    ),
    Reading(
        7,
        "a game",
        r"\b(streaks?|in a row|weeks? running|records?|personal best|milestones?|levels?|points?"
        r"|scores?|badges?|trophy|achiev\w*|goals?|targets?|rank\w*|on track|unlock\w*|reward\w*"
        r"|wins?|won|winner|leaderboard|challenge\w*|progress|journey|completed|finish line"
        r"|beat)\b",
        but_findings(anywhere),
    ),
    Reading(
        7,
        "how often, how long since, more or less than before",
        r"\bsince (your|the|their|you) (last|first)?\b|\bdays? since\b|\b(a|quite a) (long |good )?"
        r"while\b|\blong time\b|\bit(’s| has) been\b|\b(days|weeks|months) ago\b|\bso far\b"
        rf"|\b({NUMBER}) (times|leaves|returns|tellings|evenings|weeks|days) "
        r"(this|last|so|in|now|a)\b"
        rf"|\b({NUMBER}) (leaves|returns|tellings)\b|\b(more|fewer|less|longer|oftener|further)"
        r"( often)? than (last|before|usual|ever|in|most|any|they|you|yours|the)\b"
        r"|\bagain this (week|month)\b|\b(first|second|third|fourth|fifth|tenth"
        r"|hundredth|nth|\d+(st|nd|rd|th)) (leave|return|time)\b|\b(usual(ly)?|average|total)\b"
        r"|\b(counts?|counted) (to|as|up)\b|\bin all\b",
        but_findings(on_pages),
    ),
    Reading(
        8,
        "that one answer is welcomer than another",
        r"\b(sorry|sad|unfortunately|hooray|glad|happy|fail\w*|disappoint\w*|oh no|shame|bad"
        r"|poor|worse|worst|wrong|great|better|best|improv\w*|a pity|worrying|healthy|normal"
        r"|should|must|have to|required|mandatory)\b|\bplease (answer|fill|choose|rate)\b",
        but_findings(about_figures),
    ),
    Reading(
        9,
        "a cause",
        r"\b(because|therefore|thanks to|due to|as a result|that’s why|which is why|leads? to"
        r"|results? in|means that|shows? that|prove[sdn]?|boost\w*|increase\w*|strengthen\w*"
        r"|heal(s|ing)|closer together|grow(s|n)? closer|research|studies|science|scientific"
        rf"|effects?|affects?)\b|\b(makes?|made|keeps?|brings?|bring) ({WHOSE})\b"
        rf"|\b(does|do|doing) ({WHOSE}|each of you) good\b|\bgood for ({WHOSE}|both|the)\b"
        rf"|\b(works|helps|helped|helping) ({WHOSE}|both|for|wonders|better|best)\b"
        r"|\bthe more\b.*\bthe\b",
        on_pages,
    ),
    Reading(
        9,
        "what follows from figures",
        r"\b(so(?! far)|thus|hence|than|makes|helps|why|tends?|usual(ly)?|often|mostly"
        r"|average|typical(ly)?|predict\w*|expect\w*|likely|probably|trend|clear(ly)?|better"
        r"|worse|risen|fallen|rises|falls|go(es)? (up|down)|went (up|down))\b",
        but_findings(about_figures),
    ),
    Reading(
        10,
        "a child who is to do something for the grown-ups",
        r"\b(tell|ask|remind|say to|promise|call|ring|write to|send|help|look after|comfort"
        r"|cheer|report|find out|let \w+ know|keep an eye|watch|wave|message|be (good|brave)"
        r"|don’t (cry|worry|be)|big (boy|girl))\b",
        for_a_child,
    ),
    Reading(
        11,
        "what a server can’t do, or who alone can read",
        r"\b(cannot|can’t|can't|can not|unable to|impossible to|never|nobody( else)?( \w+)?"
        r"|no one( else)?( \w+)?|not even [^.]*|neither [^.]*|no other \w+|is not able to) "
        r"(ever )?(be )?(read|reads|see|sees|decrypt\w*|open|opens|opened|access|look into)\b"
        r"|\bonly (you|the two of you|the pair|your partner|both of you)\b"
        r"|\b(you|the two of you) (alone|only) (can|may)\b|\bno(body| one)( else)? but (you|the)\b"
        r"|\b(end.to.end|e2ee?|zero.knowledge|military|bank.grade|unbreakable|bullet.?proof"
        r"|hack.?proof|anonymous(ly)?|guarantee[ds]?|100\s?(%|per cent)|tamper.?proof)\b"
        r"|\b(absolutely|perfectly|completely|fully|totally) (private|safe|secure|sealed)\b",
        in_writing,
    ),
)
