"""A whole life with the app in which every field gets words that are found nowhere else."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect

from outandback.rules.cares import Care
from tests.vault.phone import ReadingPhone

from .giving import choose_way, give, write
from .going import go
from .meanwhile import Meanwhile, agree, in_hours, the_next_evening
from .partners import Partner
from .pocketing import until
from .taking import CAMERA_MARK, camera_photo, take_photo
from .visitor import KEEPING
from .wording import open_own_telling, put_answer_otherwise, put_telling_otherwise


class Canaries(list[str]):
    heard = ""  # where the one at home reads what they answered
    check_in = ""  # and where they say how the leave was for them
    trip = ""  # the trip of the two

    def sing(self, words: str = "canary") -> str:
        song = f"{words} {uuid4().hex[:20]}"
        self.append(song.rpartition(" ")[2])
        return song

    def dial(self) -> str:
        digits = f"{uuid4().int % 10**18:018d}"
        self.append(digits)
        return f"+{digits}"


def let_it_come_round(robin: Partner) -> None:
    robin.page.goto(f"/leaves/{robin.leave}/rhythm/")
    robin.press("Keep it")


def begin(one: Partner, canaries: Canaries) -> None:
    name, one.name = one.name, canaries.sing("name")
    one.start()
    one.name = name
    sheet = one.make_sheet()
    canaries.extend([sheet, sheet.replace("-", "")])
    one.page.goto("/start/you/")
    one.page.fill("input[name=name]", name)
    one.page.fill("input[name=by_children]", canaries.sing("child"))
    one.press("Keep")
    one.answer_at("p", then="/start/ease/")
    one.page.check("input[name=longest] >> nth=1")
    one.press("Keep")


def pair(one: Partner, other: Partner, canaries: Canaries) -> None:
    code = one.invite().partition("#")[2]
    canaries.extend([code, code.replace("-", "")])
    other.page.goto("/join/")
    other.page.fill("input[name=code]", canaries.sing("code"))
    other.press("Open the invitation")
    other.join(code)
    assert one.four_words() == other.four_words()
    one.compare()
    other.compare()


def live_as_two(robin: Partner, ellis: Partner, canaries: Canaries) -> None:
    robin.say_comfort(Care.TIME, "own", canaries.sing("easy"), hours="easy")
    ellis.say_comfort(Care.TIME, "theirs", canaries.sing("talk"), hours="talk")
    robin.write_rituals(canaries.sing("parting"), canaries.sing("coming back"))
    robin.live("two homes")
    ellis.offer_window(canaries.sing("window"))
    ellis.hold_an_evening(canaries.sing("evening"))
    robin.note_an_evening(canaries.sing("had"))
    ellis.think_of("witness", canaries.sing("idea"))
    keep_a_tradition(robin, ellis, canaries)
    mark_some_days(robin, canaries, shared=True)
    mark_some_days(ellis, canaries, shared=False)
    go_on_a_trip(robin, canaries)
    show_a_picture(ellis)


def show_a_picture(one: Partner) -> None:
    """Ten leaves first, since a picture is another one at every tenth alone."""
    for turn in range(12):
        one.has_been_out(guilt=turn % 10, felt=7)
    one.page.goto("/loop/")
    one.open_room_if_closed()
    leads = "a[href='/loop/showing/1/']"
    one.page.locator(f"main details:has({leads}) > summary").first.click()
    go(one.page.locator(f"main {leads}").first)
    one.open_room_if_closed()
    go(one.page.locator("main form:has([name=seen]) button").first)


def mark_some_days(one: Partner, canaries: Canaries, *, shared: bool) -> None:
    one.page.goto("/loop/spans/new/")
    one.open_room_if_closed()
    one.page.fill("[name=called]", canaries.sing("days"))
    one.page.fill("[name=first_on]", "2026-05-01")
    one.page.set_checked("[name=shared]", shared)
    one.press("Keep")


def go_on_a_trip(one: Partner, canaries: Canaries) -> None:
    """Its place is none that the program knows; hours of one's own in it, and a time to tell."""
    page = one.page
    page.goto("/trips/new/")
    page.fill("[name=name]", canaries.sing("trip"))
    page.fill("[name=first_on]", "2090-07-03")
    page.fill("[name=last_on]", "2090-07-06")
    page.fill("[name=p0-place]", canaries.sing("place"))
    one.press("Keep this trip")
    page.fill("[name=p0-zone]", "Lisbon")
    one.press("Keep this trip")
    canaries.trip = page.url.partition("?")[0]
    page.goto(f"{canaries.trip}hours/?day=1")
    page.fill("[name=out_time]", "14:00")
    page.fill("[name=back_time]", "17:00")
    page.fill("[name=what]", canaries.sing("hours"))
    page.fill("[name=meet]", canaries.sing("meet"))
    page.fill("[name=meet_time]", "19:00")
    one.press("Keep and tell Ellis")
    page.goto(f"{canaries.trip}telling/?day=1")
    page.fill("[name=words]", canaries.sing("supper"))
    one.press("Keep it")


def keep_a_tradition(robin: Partner, ellis: Partner, canaries: Canaries) -> None:
    """Changed by the other, and turned a little."""
    name = canaries.sing("tradition")
    robin.put_on_shelf(name, canaries.sing("old"), "2026-05-03")
    ellis.change_tradition(name, canaries.sing("old"))
    ellis.spin(name, canaries.sing("spin"))


def plan_and_tell(robin: Partner, ellis: Partner, canaries: Canaries) -> None:
    page = robin.page
    robin.plan(canaries.sing("intention"), meaning=canaries.sing("meaning"))
    page.goto(f"/leaves/{robin.leave}/plan/")
    robin.unfold_plan()
    for field in ("names", "where", "cover", "not_about"):
        page.fill(f"[name={field}]", canaries.sing(field))
    robin.pick(needs_children="open")
    robin.press("Keep the change")
    page.goto(f"/leaves/{robin.leave}/heads-up/")
    for field in ("title", "words", "reassurance"):
        page.fill(f"[name={field}]", canaries.sing(field))
    robin.press("Give the heads-up")
    said = {field: canaries.sing(field) for field in ("blessing", "worry", "part_children")}
    ellis.answer_heads_up(robin.leave, {"children": "part"}, **said)


def agree_on_what_passes(robin: Meanwhile, ellis: Meanwhile, canaries: Canaries) -> None:
    agree(ellis, robin, canaries.sing("need"))
    robin.share_number(canaries.dial())
    ellis.pick_hello(robin.leave, "message", in_hours(1))


def hang_a_board(robin: Meanwhile, child: Page, canaries: Canaries) -> None:
    """A link is a secret too, also one that was changed."""
    said = (canaries.sing(field) for field in ("called", "child", "ritual"))
    links = [robin.make_board(*said)]
    robin.press("Make a new link")
    links.append(robin.page.input_value("#link"))
    robin.page.check("[name=shared]")
    robin.press("Keep")
    robin.show_on_board(robin.leave, canaries.sing("sentence"))
    canaries.extend(link.partition("/kids/")[2].strip("/") for link in links)
    child.goto(links[1])
    assert canaries[-3] in child.content(), "the sentence is not on the page"


def give_out_a_calendar(robin: Meanwhile, reader: Page, canaries: Canaries) -> None:
    """With the words of leaves in it, which its secret address alone opens."""
    robin.page.goto("/calendars/out/")
    robin.page.fill("[name=name]", canaries.sing("reader"))
    robin.page.check("[name=says][value=title]")
    robin.press("Make the address")
    robin.press("Make it with my words")
    link = robin.page.input_value("#link")
    canaries.append(link.rpartition("/")[2].removesuffix(".ics"))
    answer = reader.request.get(link)
    assert answer.ok and "SUMMARY:" in answer.text()


def stay_at_home(ellis: Meanwhile, leave: str, canaries: Canaries) -> None:
    first = canaries.sing("note")
    ellis.hold(leave, first)
    ellis.change_note(leave, first, canaries.sing("other words"))
    ellis.call(leave, "Robin")
    ellis.say_how_the_evening_is(loneliness="6")


def switch_a_phone_on(one: Partner, canaries: Canaries) -> None:
    keys = ReadingPhone.new().typed
    canaries.extend(keys.values())
    endpoint = f"https://updates.push.services.mozilla.com/wpush/v2/{canaries.sing().split()[1]}"
    one.send("/settings/notifications/phone/", endpoint=endpoint, **keys)


def leave_and_come_back(robin: Meanwhile, ellis: Meanwhile, canaries: Canaries) -> None:
    page = robin.page
    robin.set_out(guilt=7, says=canaries.sing("guilt"))
    stay_at_home(ellis, robin.leave, canaries)
    brought = canaries.sing("aha")
    lesson, gift = canaries.sing("lesson"), canaries.sing("gift")
    for kind, text in (("Aha", brought), ("Sense", ""), ("Insight", lesson), ("Insight", gift)):
        robin.catch(kind, text)
    seen = take_along(robin, canaries)
    robin.come_home()
    robin.unfold_return()
    for field in ("joy", "reassurance"):
        page.fill(f"[name={field}]", canaries.sing(field))
    robin.pick(share="joy")
    robin.answer(felt=9, closeness=8)
    page.goto(f"/leaves/{robin.leave}/homecoming/")
    robin.open_room_if_closed()
    page.locator(".carry", has=page.locator("textarea")).locator("textarea").fill(
        canaries.sing("late words")
    )
    robin.bring(brought)
    canaries.check_in = f"/leaves/{robin.leave}/check-in/"
    share_how_it_was(ellis, canaries)
    hear_and_answer(robin, ellis, canaries)
    page.goto(f"/leaves/{robin.leave}/homecoming/")
    robin.open_room_if_closed()
    robin.bring(seen)
    expect(page.locator(".carry", has_text=seen)).to_have_count(0)
    teach_and_begin_to_give(robin, lesson, gift, canaries)


def share_how_it_was(ellis: Partner, canaries: Canaries) -> None:
    ellis.page.goto(canaries.check_in)
    ellis.unfold_return()
    ellis.page.fill("[name=joy]", canaries.sing("joy"))
    ellis.pick(share="joy")
    ellis.answer(felt=7)


def teach_and_begin_to_give(robin: Partner, lesson: str, gift: str, canaries: Canaries) -> None:
    """What is only begun rests as a draft."""
    choose_way(robin, lesson, "teach")
    parts = ("verb", "adverb", "adjective", "how", "ten")
    write(robin, **{part: canaries.sing(part) for part in parts})
    give(robin, "Ellis")
    robin.page.goto("/story/")
    go(robin.page.get_by_role("link", name="What you taught").first)
    put_telling_otherwise(robin, **{part: canaries.sing(part) for part in (*parts, "text")})
    choose_way(robin, gift, "give")
    write(robin, gift=canaries.sing("words of a gift"))
    robin.hears("Kept as a draft.")
    robin.page.goto("/story/")
    robin.follow("A day for it")
    robin.page.check("input[name=on] >> nth=0")
    robin.press("Choose this day")


def take_along(robin: Partner, canaries: Canaries) -> str:
    """A photo that knows where it was taken. Returns the words of its moment."""
    canaries.append(CAMERA_MARK.decode())
    seen = canaries.sing("seen")
    take_photo(robin.page, camera_photo(robin.page, 80, 60))
    robin.page.fill("[name=text]", seen)
    # an earlier one may still say that it is kept
    with robin.page.expect_response(KEEPING):
        robin.press("Insight")
    until(robin.page, "async () => !(await self.pocketStore.pieceNames()).length")
    return seen


def take_a_small_step(robin: Partner) -> None:
    robin.take_out_ladder()
    robin.press("Restless")
    robin.open_room_if_closed()
    robin.take_step()
    robin.go()
    robin.press("I’m back")


def have_an_evening_after(robin: Meanwhile, data_folder: Path) -> None:
    with the_next_evening(data_folder, robin):
        robin.say_the_evening_after(energy="3")


def name_a_listener(robin: Partner, canaries: Canaries) -> None:
    robin.name_listener(canaries.sing("listener"), canaries.sing("reach"))


def tell_and_answer_again(robin: Partner, ellis: Partner, canaries: Canaries) -> None:
    """Something told and something answered lie ahead when one of the two leaves."""
    for one in (robin, ellis):
        one.plan(canaries.sing("ahead"))
        one.give_heads_up(canaries.sing("told"))
    ellis.answer_heads_up(robin.leave, {}, blessing=canaries.sing("blessing"))


def give_a_gift(ellis: Partner, canaries: Canaries) -> None:
    """Of a leave of the one who is left in the end."""
    brought = canaries.sing("brought")
    ellis.plan(canaries.sing("intention"))
    ellis.set_out()
    ellis.page.goto(f"/leaves/{ellis.leave}/what/")
    ellis.page.fill("[name=intention]", canaries.sing("what it is"))
    ellis.press("Keep it")
    ellis.catch("Aha", brought)
    ellis.come_home()
    choose_way(ellis, brought, "give")
    write(ellis, gift=canaries.sing("words of a gift"))
    ellis.press("Give it to Robin")
    open_own_telling(ellis)
    put_telling_otherwise(ellis, gift=canaries.sing("other gift"))


def ask_about_it(robin: Partner, ellis: Partner, canaries: Canaries) -> None:
    robin.hear()
    robin.say_back(canaries.sing("own"), canaries.sing("question"))
    open_own_telling(ellis)
    reply(ellis, canaries)


def reply(one: Partner, canaries: Canaries) -> None:
    one.follow("Answer the question")
    one.page.fill("[name=text]", canaries.sing("reply"))
    one.press("Say it")


def go_on_writing(ellis: Partner, robin: Partner, canaries: Canaries) -> None:
    """Robin has left: what Ellis makes of these words from now on rests apart."""
    ellis.page.goto(f"/leaves/{ellis.leave}/heads-up/")
    ellis.page.fill("[name=words]", canaries.sing("later"))
    ellis.press("Keep the change")
    ellis.answer_heads_up(robin.leave, {}, blessing=canaries.sing("later"))
    ellis.change_idea(canaries.sing("later"))
    evening = ellis.hold_an_evening(canaries.sing("later"))
    ellis.page.goto(f"{evening}title/")
    ellis.page.fill("[name=what]", canaries.sing("later"))
    ellis.press("Keep it")
    ellis.note_an_evening(canaries.sing("later"))
    open_own_telling(ellis)
    put_telling_otherwise(ellis, gift=canaries.sing("later"))
    put_answer_otherwise(ellis, text=canaries.sing("later"))
    ellis.page.goto(canaries.heard)
    put_answer_otherwise(ellis, thing_back=canaries.sing("later"))
    ellis.page.goto(f"{canaries.trip}change/")
    ellis.page.fill("[name=name]", canaries.sing("later"))
    ellis.press("Keep it")
    ellis.change_tradition("tradition", canaries.sing("later"))
    ellis.open_tradition("tradition")
    go(ellis.page.locator("main a[href^='/spins/']").first)
    ellis.page.fill("[name=words]", canaries.sing("later"))
    ellis.press("Keep it")
    mark_some_days(ellis, canaries, shared=True)
    show_a_picture(ellis)
    ellis.live("one home")
    ellis.page.goto("/need/")
    ellis.page.fill("[name=words]", canaries.sing("later"))
    ellis.press("Keep these words")
    share_how_it_was(ellis, canaries)


def leave_things_half_said(one: Partner, canaries: Canaries) -> None:
    """A form that is sent after its session has ended, and two that are not sent at all."""
    one.page.goto("/need/")
    one.page.fill("[name=words]", canaries.sing("carried"))
    one.page.context.clear_cookies(name="ob_session")
    one.press("Keep these words")
    one.page.fill("input[name=login]", one.email)
    one.page.fill("input[name=password]", one.passphrase)
    one.press("Sign in")
    for address, name in (("/leaves/new/", "meaning"), (canaries.check_in, "joy")):
        one.page.goto(address)
        one.unfold_plan()
        one.unfold_return()
        with one.page.expect_response("**/unsent/") as kept:
            one.page.fill(f"[name={name}]", canaries.sing("unsent"))
        assert kept.value.ok


def hear_and_answer(robin: Partner, ellis: Partner, canaries: Canaries) -> None:
    ellis.open_what_was_brought()
    ellis.page.check("input[name=on] >> nth=0")
    ellis.press("Tell Robin")
    ellis.hear()
    ellis.say_back(canaries.sing("own"), canaries.sing("question"))
    canaries.heard = ellis.page.url
    said = {part: canaries.sing(part) for part in ("thing_back", "question")}
    put_answer_otherwise(ellis, **said)
    robin.page.goto("/story/")
    robin.follow("Did you feel heard?")
    reply(robin, canaries)
    put_answer_otherwise(robin, text=canaries.sing("reply, otherwise"))
    robin.page.check("input[name=how][value=yes]")
    robin.press("Keep")
    put_telling_otherwise(robin, text=canaries.sing("otherwise"))


def look_again(one: Partner, canaries: Canaries) -> None:
    """What somebody looks for is kept nowhere, and neither is the title of a keepsake."""
    one.page.goto("/story/search/")
    one.page.fill("input[name=words]", canaries.sing("sought"))
    one.press("Look")
    one.page.get_by_text("Nothing of that is in the story.").wait_for()
    one.page.goto("/story/keepsake/")
    one.page.fill("input[name=title]", canaries.sing("title"))
    one.press("Show the keepsake")
    one.page.get_by_text("This is what will be printed").wait_for()
    with one.page.expect_download():
        one.page.get_by_role("button", name="Keep as a PDF").click()


def try_and_fail(one: Partner, canaries: Canaries) -> None:
    """Wrong secrets are secrets too: they are often right ones for somewhere else."""
    for address in ("/opening/?door=p", "/settings/parting/"):
        one.page.goto(address)
        one.page.fill("input[name=passphrase]", canaries.sing("wrong"))
        go(one.page.locator("main form").last.locator("button").first)
    one.page.goto("/settings/erasure/")
    one.page.fill("input[name=word]", canaries.sing("word"))
    one.page.fill("input[name=passphrase]", canaries.sing("wrong"))
    go(one.page.locator("main form button").first)


def change_passphrase(one: Partner, canaries: Canaries) -> None:
    new = canaries.sing("four plain words and")
    one.page.goto("/settings/passphrase/")
    one.page.fill("input[name=passphrase]", one.passphrase)
    one.page.fill("input[name=new]", new)
    go(one.page.locator("main form button").first)
    one.passphrase = new


def part(one: Partner, canaries: Canaries) -> None:
    one.page.goto("/settings/parting/")
    one.page.check("input[name=seen] >> nth=1")
    one.page.fill("[name=words]", canaries.sing("goodbye"))
    one.page.fill("input[name=passphrase]", one.passphrase)
    go(one.page.get_by_role("button", name="Leave the pair"))
