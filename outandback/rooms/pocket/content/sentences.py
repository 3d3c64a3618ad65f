"""In the pocket."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from outandback.rules.phones import PhoneBrowser

# Names under which the app can stand on a home screen; none says what it is for.
NAMES = {"loop": _("Loop"), "notes": _("Notes"), "out": _("Out")}
USUAL = "loop"
TODAY = _("Today")
_ADD = _("Tap “Add”.")
# What to tap so that the app stands on a home screen, by the phone and its browser.
TO_HOME_SCREEN = {
    PhoneBrowser.IPHONE: (
        _("Tap the sign for sharing: a square with an arrow out of it."),
        _("Further down in the list: “Add to Home Screen”."),
        _ADD,
    ),
    PhoneBrowser.SAMSUNG: (
        _("Tap the menu, the three lines at the bottom."),
        _("“Add page to”, and then “Home screen”."),
        _ADD,
    ),
    PhoneBrowser.FIREFOX: (
        _("Tap the menu, the three dots."),
        _("“Add app to Home screen”, or “Install”."),
        _ADD,
    ),
    PhoneBrowser.ANDROID: (
        _("Tap the menu, the three dots at the top."),
        _("“Add to Home screen”, and there “Install”."),
    ),
}
KINDS = (
    ("insight", _("Insight")),
    ("question", _("Question")),
    ("aha", _("Aha")),
    ("sense", _("Sense")),
    ("surprise", _("Surprise")),
)
LATER = (15, 30, 60)
# Why something that waited on a phone is never taken in, by what it is and what was answered.
REFUSALS = (
    (
        "moment 412",
        _("A moment, sealed for a key that this account does not have"),
        _(
            "Nobody can open it here. If this server has gone back to an older copy of itself, try "
            "again once the newer one is in place."
        ),
    ),
    (
        "moment",
        _("A moment, in a shape that this server does not take"),
        _("It was kept by another version of this program. Try again after the next update."),
    ),
    (
        "piece",
        _("A part of a photo or of a voice note"),
        _(
            "Its moment has arrived, with its words. The photo or the voice note is whole only "
            "with every part. Try again after the next update."
        ),
    ),
    (
        "command 412",
        _("Something that you did, sealed for another server’s key"),
        _(
            "Setting out with your answers, a new time or coming back. If this server has "
            "gone back to an older copy of itself, or lost its file “transit_key”, try "
            "again once that is put right. You can also do the same once more on the "
            "leave’s own page."
        ),
    ),
    (
        "command",
        _("Something that you did, whose time can’t be, or whose leave is not there any more"),
        _(
            "Setting out, a new time or coming back. What is still true you can do once more on "
            "the leave’s own page."
        ),
    ),
)
# What the box of a moment says on either page of being away.
BOX = {
    "held": _("On this phone, sealed. It is kept once you tap what it is."),
    "unheld": _("On this page alone: this phone can’t keep it. Tap what it is before you go on."),
    "kept": _("Kept."),
    "kept_here": _("Kept on this phone."),
    "unkept": _("This phone could not keep that. It is still on this page: try again."),
    "too_long": _(
        "This holds about 8,000 letters, and that is more. Nothing is lost: make it two."
    ),
    "along_later": _("Kept. What goes along is still on this phone, and is sent by itself."),
    "not_taken": _(
        "Kept on this phone alone: the server did not take it in. Settings, This phone, says why."
    ),
    "goes_along": _("It goes along with the moment."),
    "photo": _("The photo that goes along"),
    "voice": _("The voice note that goes along"),
    "along_unkept": _(
        "This phone could not keep that. The words are still on this page: try again."
    ),
    "making_small": _("Making the photo small, and taking off where and when it was taken …"),
    "no_picture": _("This browser can’t read that picture. Choose another one, or take one here."),
    "listening": _("Recording: {time} of three minutes."),
    "stop": _("Stop"),
    "no_microphone": _(
        "The microphone can’t be used here. Switch it on in the browser’s settings for this page."
    ),
    "silent": _("Nothing was recorded. Try again, a little longer."),
}
# What the page says that works without a network.
SHELL = {
    "no_leave": _("Out."),
    "back": _("You are back."),
    "out_until": _("You are out. Back {when}."),
    "out": _("You are out. No set time."),
    "ahead_until": _("You can set out. Back {when}."),
    "ahead": _("You can set out. No set time."),
    "planned": _("Planned for {when}."),
    "answers_on_page": _("Your answers are on this page. They are kept once you tap “Out I go”."),
    "answers_kept": _("Your answers are kept on this phone."),
    "answers_as_moment": _(
        "You had given these answers already. What you wrote now is kept on this phone as a moment."
    ),
    "plan_as_moment": _("What you had written of it is kept on this phone as a moment."),
}
