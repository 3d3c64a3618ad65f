"""What may stand where it stands although a reading looks for it: by place and phrase, with why.

Only the phrase is excused, not the rest of its page. A phrase that is gone, or that no reading
looks for any more, fails `test_what_is_excused.py`.
"""

from __future__ import annotations

Place = tuple[str, str]

NO_RECEIPT = "says that there is no receipt"
ONES_OWN = "of what this person did, to this person"
A_DEVICE = "of a phone, a browser or a file, not of a person"
A_CALENDAR = "of a file or an address, not of a person"
A_KEY = "of sealed writing and the keys to it"
NOT_SAID = "of comfort that was not said, which is a full answer"
A_SHELF = "an empty shelf of one's own, or of both"
A_CLOCK = "of the clock going back"
A_PICTURE = "a picture in a text to choose from"
THE_AGREEMENT = "of “I need you”, which takes the yes of both"

EXCUSED: dict[str, dict[Place, str]] = {
    "where somebody is, or when they last looked": {
        ("pairing/consent.html", "Read this first."): "to its reader, about this page",
        ("kids/_link.html", "Nobody opened it for 90 days."): "why a link has closed itself",
        ("telling/_said_back.html", "You heard it"): ONES_OWN,
        ("loop/loop.html", "How to read this"): "to its reader, about this page",
        ("loop/ours.html", "How to read this"): "to its reader, about this page",
        ("settings/_who_reads.html", "When you were last here"): "under “Nobody, ever”",
        ("settings/export.html", "Whoever can open it can read it."): "warns of the file",
        ("today/ended.html", "I have read this"): "a button: its reader says so",
        ("today/partner_out.html", "no “last seen”"): NO_RECEIPT,
        ("today/partner_out.html", "has looked at a phone"): NO_RECEIPT,
        ("rooms/pocket/content/sentences.py", "can’t read that picture"): A_DEVICE,
    },
    "whether somebody was late, early or on time": {
        (
            "kids/_board_fields.html",
            "Nothing is drawn for a time you were late",
        ): "says it is not shown",
    },
    "leave, asked for or given": {
        ("pairing/_for_us.html", "Nobody gives permission"): "says that there is none",
        ("notifications/_phone.html", "The browser said no."): A_DEVICE,
        (
            "rooms/calendars/content/sentences.py",
            "to allow it",
        ): "of an address, by whoever runs the server",
        ("plan/_held.html", "It does not give or refuse permission."): "says that it is none",
        ("today/front.html", "nobody asks for permission"): "says that there is none",
        ("start/leave.html", "nobody gives permission"): "says that there is none",
        ("start/leave.html", "no request"): "says that there is none",
        ("plan/check.html", "A heads-up, not a request."): "says that it is none",
        ("plan/heads_up.html", "A heads-up, not a request."): "says that it is none",
        ("need/call.html", "says no more than that"): "how little a push says",
        (
            "rooms/board/content/guidance.en.toml",
            "Crying at the door is allowed.",
        ): "of a child's tears",
        ("rooms/giving/content/together.en.toml", "long silences allowed"): A_PICTURE,
        ("rooms/giving/content/together.en.toml", "Falling asleep halfway is allowed"): A_PICTURE,
        ("rooms/ladder/content/steps.en.toml", "your own pillow is allowed"): A_PICTURE,
    },
    "how much somebody keeps": {
        ("ui/zones.py", "There is more than one time zone there."): "of a country's clocks",
        (
            "rooms/notify/content/sentences.py",
            "There is something for you.",
        ): "the fixed sentence of a push",
    },
    "what was not taken in": {
        ("hello/hello.html", "Nobody is reminded"): "says that nothing does",
        ("giving/ten.html", "Nothing reminds you"): "says that nothing does",
        (
            "rooms/notify/content/sentences.py",
            "Reminder: 30 minutes.",
        ): "the fixed sentence, disguised",
        ("rooms/notify/content/sentences.py", "Reminder: 1 hour."): "the fixed sentence, disguised",
        (
            "rooms/comeback/content/listening.en.toml",
            "Does it remind you of anything?",
        ): "asks the teller",
    },
    "who has not looked, heard or answered": {
        ("rooms/calendars/content/sentences.py", "could not be read"): A_CALENDAR,
        ("rooms/calendars/content/sentences.py", "Nothing answered"): A_CALENDAR,
        ("ui/parts/_comfort.html", "not said"): NOT_SAID,
        ("ui/parts/_comfort.html", "Not said"): NOT_SAID,
        ("parts/key.html", "Not said"): NOT_SAID,
        ("rooms/comfort/content/sentences.py", "not said"): NOT_SAID,
        ("rooms/leave/content/sentences.py", "Not said."): NOT_SAID,
        ("rooms/leave/content/sentences.py", "The rest was not said."): NOT_SAID,
        ("pages/plan/context.py", "Not said."): NOT_SAID,
        ("plan/_checks.html", "Not said"): NOT_SAID,
        ("account/account_inactive.html", "Nothing can be opened with it"): A_KEY,
        ("account/email/unknown_account_message.txt", "nothing to open with it"): A_KEY,
        ("account/login.html", "That passkey didn’t open it."): A_KEY,
        ("mfa/recovery_codes/index.html", "they don’t open sealed writing"): A_KEY,
        ("parts/claim.html", "does not open your writing"): "the host's claim",
        ("settings/settings.html", "does not open your writing"): "the host's claim",
        ("settings/recovery.html", "This browser hasn’t opened your writing before"): A_DEVICE,
        ("rooms/account/content/sentences.py", "That didn’t open it."): A_KEY,
        ("rooms/account/export_rows.py", "This could not be opened."): A_KEY,
        ("rooms/account/content/export.py", "Not said"): NOT_SAID,
        ("sign_up/letting_in.html", "they are not told what you answer"): A_KEY,
        ("pages/sign_up/forms.py", "These don’t go together. Look for letters"): A_KEY,
        ("pages/sign_in/adapters.py", "That didn’t open it."): A_KEY,
        ("pages/sign_in/adapters.py", "That code didn’t open it."): A_KEY,
        ("rooms/pocket/content/sentences.py", "Nobody can open it here."): A_KEY,
        ("pocket/phone.html", "can’t be read back from"): A_DEVICE,
        ("pocket/_waiting.html", "can’t be read back from"): A_DEVICE,
        ("rooms/pocket/content/sentences.py", "can’t read that picture"): A_DEVICE,
        ("help/help.html", "can’t be read, so its numbers don’t show"): A_DEVICE,
        ("today/_not_taken.html", "could not be taken in. Look"): A_DEVICE,
        ("leave/_three.html", "what you weren’t looking for"): "the kind of an idea",
        ("need/need.html", "has not said yes to these words"): THE_AGREEMENT,
        ("kids/_link.html", "Nobody opened it for 90 days."): "why a link has closed itself",
        ("search/search.html", "What was kept is not looked through."): "of the search itself",
    },
    "that something waits for the other": {
        ("pairing/pair.html", "Your invitation is waiting."): "to its maker, about a code",
        (
            "pairing/pair.html",
            "replaces the one that waits",
        ): "to its maker, about a code",
        ("parts/note_form.html", "it waits for the return"): "of a note until the return",
        ("notes/notes.html", "waits for the return"): "of a note until the return",
        ("notes/notes.html", "There is nothing to hold yet."): "before the leave has begun",
        ("notes/notes.html", "notes can wait here"): "of a note until the return",
        ("notes/notes.html", "Held so far"): ONES_OWN,
        ("today/partner_out.html", "Held so far"): ONES_OWN,
        ("today/partner_out.html", "no “last seen”"): NO_RECEIPT,
        ("hello/hello.html", "So far"): "the picks of both, side by side",
        ("need/call.html", "A phone may stay silent."): THE_AGREEMENT,
        ("notes/note.html", "This note changed meanwhile."): "two versions of one's own note",
        ("homecoming/_carry.html", "No words yet."): ONES_OWN,
        ("mine/_leaf.html", "No words yet."): ONES_OWN,
        ("homecoming/_bring.html", "or let it wait"): ONES_OWN,
        ("mine/mine.html", "Nothing kept here yet."): A_SHELF,
        ("mine/mine.html", "will wait for you here"): ONES_OWN,
        ("traditions/choose.html", "The two of you have no traditions here yet."): A_SHELF,
        ("settings/recovery.html", "This browser hasn’t"): A_DEVICE,
        ("settings/recovery.html", "day of waiting"): "of a recovery sheet",
    },
    "that somebody should stay": {
        ("today/ended.html", "give it a new link"): "of a child's page",
        ("rooms/account/content/sentences.py", "or open it first"): "of closed words",
        ("settings/erasure.html", "Take everything with you first"): "a link to the export",
        ("rooms/account/content/export.py", "first"): "the name of a column in an export",
        ("settings/parting.html", "give it a new link"): "of a child's page",
        (
            "settings/parting.html",
            "talk it through with someone first",
        ): "where leaving is not safe",
        (
            "pages/settings/forms.py",
            "for when you need to be elsewhere first",
        ): "in the leaver's favour",
    },
    "praise": {
        ("rooms/comeback/content/phrases.en.toml", "Lovely, and a bit sad."): "said by a listener",
        ("rooms/comeback/content/telling.en.toml", "Leave out whether it was lovely."): A_PICTURE,
        ("rooms/comfort/content/questions.en.toml", "lovely from the other"): A_PICTURE,
    },
    "a game": {
        ("loop/loop.html", "there is no target"): "says that there is none",
        ("hello/hello.html", "nothing here records whether it happened"): "says that nothing does",
        ("vault/seal.py", "not a point of P-256"): "of a curve",
        ("rooms/account/content/export.py", "levels"): "the name of a column in an export",
        ("rooms/board/content/guidance.en.toml", "neither half needs to win"): A_PICTURE,
        ("rooms/comfort/content/questions.en.toml", "at what point in it"): A_PICTURE,
        ("rooms/leave/content/reframings.en.toml", "Guilt now and then has a point"): A_PICTURE,
        ("rooms/quiet/content/evenings.en.toml", "listen to one record"): A_PICTURE,
    },
    "how often, how long since, more or less than before": {
        ("pairing/words.html", "since you compared these words"): "of keys",
        ("web/key_checks.py", "since you compared the four words"): "of keys",
        ("comfort/comfort.html", "How it usually is"): "asked of its reader at the start",
        (
            "pages/start/forms.py",
            "How strong is guilt, usually?",
        ): "asked of its reader at the start",
        ("rooms/comfort/content/sentences.py", "Something we usually share"): "the sort of a leave",
        ("rooms/leave/content/sentences.py", "something we usually share"): "the sort of a leave",
        ("plan/_check.html", "How easy it is so far"): "of a plan while it is written",
        ("ladder/ladder.html", "So far"): "one's own small leaves, on the page that holds them",
        ("hello/hello.html", "So far"): "the picks of both, side by side",
        ("notes/notes.html", "Held so far"): "the notes themselves follow",
        ("today/partner_out.html", "Held so far"): "the notes themselves follow",
        ("notes/_state.html", "since the return"): "of a note that was handed over then",
        ("need/need.html", "up to three times a day"): THE_AGREEMENT,
        ("need/_silence.html", "None is so far."): "of one's own phones",
        ("need/call.html", "three times a day"): THE_AGREEMENT,
        ("403_csrf.html", "is usually still there"): "of what was typed",
        ("door/_evidence.html", "all in all, once home"): "the question “all in all”",
        ("parts/answers.html", "All in all"): "the question “all in all”",
        ("rooms/account/content/export.py", "All in all"): "the question “all in all”",
        ("rooms/comeback/content/sentences.py", "All in all"): "the question “all in all”",
        ("kids/boards.html", "It counts to a set return time."): "sleeps ahead, for a child",
        ("parts/what_may_come.html", "lonelier than yours usually are"): (
            "one's own evenings beside one's own, in the open room"
        ),
        ("rooms/away/content/sentences.py", "for a while"): "not of how long it has been",
        ("rooms/ladder/content/sentences.py", "for a while"): "not of how long it has been",
        (
            "rooms/leave/content/sentences.py",
            "for a while",
        ): "the words that a heads-up starts from",
        ("rooms/away/content/sentences.py", "Rest counts as time of your own."): "of rest",
        (
            "rooms/ladder/content/sentences.py",
            "A little longer than the last one",
        ): "the size of the next step",
        ("giving/closed.html", "What you wrote so far is kept."): "of a draft",
        ("loop/loop.html", "Your leaves so far"): "one stitch each, and no number",
        ("loop/loop.html", "a week without one leaves no gap"): "says that nothing is counted",
        ("loop/ours.html", "after every tenth leave"): "how seldom the page changes",
        ("settings/recovery.html", "or it has been used"): "of a recovery sheet",
        ("ui/wall_times.py", "First time round"): A_CLOCK,
        ("ui/wall_times.py", "Second time round"): A_CLOCK,
    },
    "a cause": {
        ("rooms/loop/content/measured.py", "effect"): "the name of a figure in a file",
        ("mfa/recovery_codes/index.html", "Keep them on paper."): "of spare codes",
        ("comfort/comfort.html", "to keep you in"): "warns of pressure",
        ("homecoming/_bring.html", "good because they are kept"): "gives leave to keep things",
        ("settings/erasure.html", "nobody can bring them back"): "of keys",
        ("settings/parting.html", "It takes effect at once."): "when it holds",
        ("sign_up/shut.html", "It shows that the server is yours"): "of a link",
        ("pages/sign_up/forms.py", "No waiting phone or browser shows that word"): "of a word",
        (
            "rooms/giving/content/sentences.py",
            "what it made you",
        ): "a blank in the teller's own sentence",
        (
            "rooms/giving/content/sentences.py",
            "What it made you",
        ): "a blank in the teller's own sentence",
    },
    "what follows from figures": {
        ("ui/parts/_notes.html", "if it helps"): "of a thought on guilt",
        ("ui/parts/_states.html", "Fairly clear"): "how sure an answer is, on the page of parts",
        ("ui/parts/_states.html", "Clear"): "how sure an answer is, on the page of parts",
        ("door/door.html", "Towards whom, and why?"): "asks, and concludes nothing",
        ("parts/hello.html", "you both said so"): "of a hello",
        ("parts/what_may_come.html", "lonelier than yours usually are"): (
            "one's own evenings beside one's own, in the open room"
        ),
        ("settings/opening.html", "so keep your recovery sheet"): "of a passphrase",
        ("today/_keys.html", "so here are the times and not the words"): "of closed keys",
        (
            "rooms/away/content/sentences.py",
            "A smaller step than this one.",
        ): "a step, where it is too much",
    },
    "a child who is to do something for the grown-ups": {
        ("kids/_board_fields.html", "the wave from the gate"): "a ritual of both",
        ("kids/boards.html", "Children are not asked anything and can send nothing."): (
            "says that they are not"
        ),
        ("kids/_shown.html", "what you will bring to tell"): "asked of the parent",
        ("pages/kids/forms.py", "What you call the child"): "asked of the parent",
        (
            "rooms/board/content/guidance.en.toml",
            "Tell small children in the morning",
        ): "to the parent",
        ("rooms/board/content/guidance.en.toml", "the wave from the gate"): "a ritual of both",
        ("rooms/board/content/guidance.en.toml", "If you ring"): "to the parent",
        ("rooms/board/content/guidance.en.toml", "Leave something to look after"): (
            "a plant or slippers, not a grown-up"
        ),
        (
            "rooms/board/content/guidance.en.toml",
            "Ask the one at home",
        ): "to the parent who is late",
        ("rooms/board/content/guidance.en.toml", "Then ask what you have to see."): "to the parent",
    },
    "what a server can’t do, or who alone can read": {
        ("help/help.html", "help.toml can’t be read"): A_DEVICE,
        ("kids/_link.html", "Nobody opened it for 90 days."): "why a link has closed itself",
        ("pocket/phone.html", "can’t be read back from the phone, not even by you"): A_DEVICE,
        ("pocket/_waiting.html", "and can’t be read back from it"): A_DEVICE,
        (
            "rooms/pocket/content/sentences.py",
            "Nobody can open it here.",
        ): "the key is another server's",
        ("rooms/pocket/content/sentences.py", "This browser can’t read that picture."): A_DEVICE,
        ("rooms/together/content/ideas.en.toml", "whose label you can’t read"): A_PICTURE,
        ("docs/HOUSE.md", "never read the clock"): "of code",
        ("docs/HOUSE.md", "It imports neither Django nor a room"): "of code",
        ("docs/running.md", "It never opens their private writing"): "of a command",
    },
}

# Where a template prints the time at which somebody did something.
PRINTED_TIMES: dict[Place, str] = {
    ("answer/answer.html", "given_at"): "when the heads-up was told, to whom it was told",
    ("homecoming/homecoming.html", "came_back_at"): ONES_OWN,
    ("ladder/_done.html", "begun_at"): ONES_OWN,
    ("parts/call.html", "called_at"): "when “I need you” was called, to the one called",
    ("need/call.html", "called_at"): "when “I need you” was called, to the one called",
    ("parts/kept_for_you.html", "held_at"): "when a note was written, once it is handed over",
    ("parts/note_rows.html", "held_at"): ONES_OWN,
    ("story/shelf.html", "joined_at"): "from when a past pair was one, to each of the two",
    ("story/shelf.html", "ended_at"): "until when a past pair was one, to each of the two",
    ("mine/mine.html", "joined_at"): "from when a past pair was one, to each of the two",
    ("mine/mine.html", "ended_at"): "until when a past pair was one, to each of the two",
    ("today/partner_out.html", "told_at"): "the day on which something was told, in the story",
}

# What the pages that others are built on print: who asks, and where.
PRINTED_AROUND: dict[Place, str] = {
    ("ui/_quick_exit.html", "quick_exit"): "where the quick exit leads",
    ("ui/base.html", "html_lang"): "the language of whoever reads",
    ("ui/base.html", "ink"): "the reader's own colour",
    ("ui/base.html", "room_open"): "whether the reader's room is open",
    ("ui/base.html", "words_open"): "whether the reader's words are open",
    ("ui/base.html", "pair_key_missing"): "whether a key is gone, of which a sentence tells",
    ("ui/base.html", "catches"): "whether this phone hands in what is left in the box",
    ("ui/base.html", "signed_in"): "whether somebody is signed in",
    ("ui/base.html", "sign_in_address"): "where to sign in again",
    ("ui/base.html", "lock_minutes"): "after how long the room closes",
    ("ui/base.html", "words_for_scripts"): "what scripts say, the same for everybody",
    ("ui/page.html", "tab_bar"): "the five tabs, the same for everybody",
}

# What the teller reads of something unanswered, and not of the same once it is answered.
ONLY_UNANSWERED = {
    "What you told": "the link to it in the story; answered, it asks “Did you feel heard?”",
}

# Who has something said to somebody, by phone or mail.
TELLERS = {
    "rooms/comeback/actions.py:bring": "something was brought home for them",
    "rooms/account/actions.py:join_pair": "somebody accepted their invitation",
    "rooms/comeback/actions.py:say_day": "a day was named to hear what they brought",
    "rooms/comeback/actions.py:_say_back": "something was said to what they brought",
    "rooms/shown/actions.py:show": "a picture of the other’s leaves is shown to them",
    "rooms/replies/actions.py:_say": "the question that they asked was answered",
    "rooms/cover/actions.py:answer_heads_up": "their heads-up was answered",
    "rooms/cover/actions.py:offer_window": "hours were offered to them",
    "rooms/leave/actions.py:_first_heads_up": "a heads-up was given to them",
    "rooms/leave/actions.py:_tell_pair": "a time that they were told has changed",
    "rooms/leave/door_notice.py:say_when_the_door_opens": "their own door opens soon",
    "rooms/together/actions.py:put_in": "time together was put in, which they can count in for",
    "rooms/together/actions.py:count_in": "the other counts in for what they put in",
    "rooms/together/actions.py:move": "time together was moved",
    "rooms/together/actions.py:_tell_of_taking_out": "what both held was taken out",
    "rooms/together/actions.py:_say_soon": "what both hold begins in an hour",
    "rooms/trips/actions.py:make_trip": "a trip of the two was planned",
    "rooms/trips/actions.py:change_trip": "a trip of the two was changed",
    "rooms/trips/actions.py:_tell_each_other": "a time to tell each other was named or removed",
    "rooms/quiet/actions.py:write_agreement": "words for “I need you” wait for their yes",
    "rooms/quiet/actions.py:_pass_the_quiet": "“I need you”",
}

# What a template counts.
COUNTED: dict[Place, str] = {
    ("homecoming/_carry.html", "counter"): "the name of an element, which nobody reads",
    ("ui/parts/_kids.html", "divisibleby"): "every other picture on the page of parts",
    ("ui/parts/_kids.html", "counter0"): "every other picture on the page of parts",
    ("ui/parts/_kids.html", "total"): "how many sleeps, for a child",
    ("kids/kids.html", "total"): "how many sleeps, for a child",
    ("start/sheet.html", "counter"): "the groups of a recovery sheet",
    ("help/help.html", "length"): "whether there is a country to choose",
    ("keepsake/year.html", "length"): "whether one went or both",
    ("ladder/_step.html", "length"): "the size of a step, in words",
    ("together/_part.html", "add"): "puts an address together",
    ("traditions/new.html", "add"): "puts an address together",
    ("settings/recovery.html", "add"): "puts an address together",
    ("giving/_three_others.html", "add"): "puts an address together",
}

# What a row counts.
KEPT_COUNTS = {"Tries.count": "wrong tries at a door, which nobody is shown"}

# What has to be filled in. Nothing here asks how somebody is; each stands on the way to a thing
# that is not there without it.
A_SECRET = "opens or closes something"
A_NAME = "the thing needs a name"
A_TIME = "a plan has a day and a time to begin"
WORDS_OF_IT = "the thing is its words; without them nothing is kept"
WHICH_OF = "one of a few, chosen to begin with"
REQUIRED = {
    "ShowingForm.show": "which of its two buttons was pressed",
    **dict.fromkeys(
        (
            "AgainForm.password",
            "ChangeForm.new",
            "ChangeForm.passphrase",
            "JoinForm.code",
            "ErasureForm.passphrase",
            "ErasureForm.word",
            "OpeningForm.passphrase",
            "NewPassphraseForm.password1",
            "NewPassphraseForm.password2",
            "RecoveryForm.code",
            "PartingForm.passphrase",
            "RecoveryForm.passphrase",
            "SignInForm.password",
            "SecondStepForm.code",
            "SecondStepAgainForm.code",
            "AuthenticatorForm.code",
            "SheetSignInForm.code",
            "SheetSignInForm.password",
            "WordForm.word",
        ),
        A_SECRET,
    ),
    **dict.fromkeys(
        (
            "ResetForm.email",
            "AddressForm.email",
            "KnockForm.email",
            "SignUpForm.email",
            "SignUpForm.username",
            "SignUpForm.zone",
            "InvitedForm.email",
            "InvitedForm.username",
            "InvitedForm.zone",
        ),
        "signing in, and whose clock holds",
    ),
    **dict.fromkeys(
        (
            "BoardForm.called",
            "BringInForm.name",
            "FileForm.name",
            "SubscriptionForm.name",
            "AccountForm.name",
            "SourceForm.name",
            "CalledForm.name",
            "FeedForm.name",
            "FeedForm.says",
            "WriteChoiceForm.says",
            "InvitedForm.name",
            "HostForm.name",
            "NewForm.name",
            "TraditionForm.name",
            "TripForm.name",
        ),
        A_NAME,
    ),
    **dict.fromkeys(
        (
            "FileForm.file",
            "SubscriptionForm.address",
            "AccountForm.address",
            "AccountForm.user",
            "AccountForm.password",
            "WriteAccountForm.address",
            "WriteAccountForm.user",
            "WriteAccountForm.password",
            "WriteSignInForm.user",
            "WriteSignInForm.password",
            "WriteChoiceForm.calendar",
        ),
        "where the calendar is",
    ),
    **dict.fromkeys(
        (
            "PlanForm.day",
            "PlanForm.out_time",
            "ReturnForm.day",
            "TripHoursForm.on",
            "TripHoursForm.out_time",
            "TripHoursForm.back_time",
            "TellingForm.on",
            "TellingForm.at_time",
            "MarkedSpanForm.first_on",
            "TripForm.first_on",
            "TripForm.last_on",
            "WindowForm.day",
            "WindowForm.out_time",
            "WindowForm.back_time",
        ),
        A_TIME,
    ),
    **dict.fromkeys(
        ("IdeaForm.words", "NoteForm.text", "ReplyForm.text", "SpinForm.words"), WORDS_OF_IT
    ),
    **dict.fromkeys(
        (
            "CatchForm.kind",
            "IdeaForm.kind",
            "PartingForm.seen",
            "TellingAnewForm.weight",
            "NotificationsForm.wording",
            "SettingsForm.lock_after",
            "SettingsForm.zone",
        ),
        WHICH_OF,
    ),
    **dict.fromkeys(
        ("PartsForm.back", "PartsForm.company", "PartsForm.place"), "the page of parts"
    ),
}

# Where a template compares.
COMPARED: dict[Place, str] = {
    ("door/_evidence.html", 'if why == "cover"'): "why there is guilt, not how much",
    ("windows/_window.html", "if window.out_at > at"): "whether hours lie ahead",
    ("today/_after.html", "if next and after.0.starts_at >= next.starts_at"): "what comes first",
    ("help/help.html", "if countries|length > 1"): "whether there is a country to choose",
    ("keepsake/year.html", "if went|length > 1"): "whether one went or both",
}

# What sounds like the host's claim and is another thing.
LIKE_THE_CLAIM: dict[Place, str] = {
    (
        "rooms/pocket/content/sentences.py",
        "Nobody can open it here.",
    ): "the key is another server's",
    ("rooms/comfort/content/questions.en.toml", "Going with nobody can look lonely"): A_PICTURE,
}

# What only a script can press, and what there is without one.
PASSKEYS = "passkeys need script in every browser; the passphrase signs in without"
A_PUSH = "a push needs script in every browser; the page says so"
THE_POCKET = "without a network there is no server to answer a form; the page says so"
# What a script puts into the form of a page, whose buttons the form itself takes without one: each
# tap is tried so in tests/pages/plan/test_taps.py.
WITHIN_A_FORM = {
    "plan/_filled.html": "plan/plan.html",
    "plan/_timed.html": "plan/plan.html",
}
ONLY_WITH_SCRIPT: dict[Place, str] = {
    ("account/login.html", "/mfa_login_webauthn/"): PASSKEYS,
    ("mfa/authenticate.html", "/mfa_authenticate/"): PASSKEYS,
    ("mfa/webauthn/add_form.html", "/mfa_add_webauthn/"): PASSKEYS,
    ("mfa/webauthn/reauthenticate.html", "/mfa_reauthenticate_webauthn/"): PASSKEYS,
    ("notifications/notifications.html", "/notifications-phone/"): A_PUSH,
}
