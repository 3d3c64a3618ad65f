/* The page that works without a network. It reads plain times and shows the same for nothing waiting
   and for fifty things waiting; what is written leaves the page sealed. */
import { Ahead } from "./ahead.js";
import { Box } from "./box.js";
import { Door } from "./door.js";
import { Going } from "./going.js";
import { sealedCommand } from "./keeping.js";
import { arranged } from "./leaves.js";
import { carry, ready } from "./pocket.js";
import { onTap } from "./taps.js";
import { clock, headline, later } from "./times.js";
import { wordsOf } from "../ui/words.js";

const store = self.pocketStore;
const [sentence, inBox] = [wordsOf("shell-words"), wordsOf("box-words")];
const FROM_ICON = "/pocket/now/";
const all = (selector) => document.querySelectorAll(selector);
const kept = document.getElementById("kept");
const unsaid = document.getElementById("unsaid");
const box = new Box(
  document.getElementById("text"),
  document.querySelector("[data-extras]"),
  () => (state() === "out" ? papers : null),
  document.querySelector("[data-held]"),
);
const door = new Door();
const going = new Going();
const ahead = new Ahead(choose);
let known = null;
let papers = null;
let chosen = null;
let opens = ready;

function state() {
  if (!opens) return "unable";
  if (papers?.stopped) return "stopped";
  return papers?.leave?.state ?? "none";
}

function show() {
  const now = state();
  for (const part of all("[data-part]")) part.hidden = !part.dataset.part.split(" ").includes(now);
  const told = ["ahead", "out", "back"].includes(now);
  document.querySelector("[data-hint]").textContent = door.hint;
  document.querySelector("h1").textContent = told ? headline(papers.leave) : sentence("no_leave");
  document.querySelector("[data-at-once]").hidden = !going.fits(papers, now);
  ahead.show(papers, now, Boolean(door.posted));
  for (const button of all("[data-later]")) button.textContent = clock(laterBy(button), papers?.leave?.zone);
}

function choose(id) {
  chosen = id;
  hold(known);
}

/* As the page shows what this phone holds. */
function hold(stored) {
  known = stored;
  papers = door.with(arranged(known, chosen));
  show();
}

function laterBy(button) {
  return later(papers?.leave?.back, Number(button.dataset.later));
}

/* Another page of this phone may have gone out meanwhile, or somebody else use it: then nothing is said. */
async function isOvertaken({ person, leave }) {
  const stored = await store.current();
  const elsewhere = stored?.leave?.state === "out" && stored.leave.id !== leave.id;
  if (stored?.person === person && !elsewhere) return false;
  hold(stored);
  return true;
}

async function say(kind, after, back = null, of = papers) {
  if (kind === "back" && (box.text || box.laden)) await keep("insight");
  if (kind === "back" && box.text) return;
  unsaid.hidden = true;
  try {
    if (await isOvertaken(of)) return;
    const along = kind === "out" ? await door.along(of) : {};
    const moment = kind === "now" ? await going.moment(of) : null;
    const said = { kind, at: new Date().toISOString(), back, ...along };
    await store.say(await sealedCommand(of, said), of.leave, after);
    if (moment) await store.putDraft(moment, false);
  } catch {
    unsaid.hidden = false;
    if (kind === "out") door.stays();
    return;
  }
  chosen = null;
  kept.textContent = { out: () => door.kept(), now: () => going.kept() }[kind]?.() ?? "";
  hold(await store.current());
  sendSoon();
}

async function keep(kind) {
  if (long()) return;
  kept.textContent = "";
  try {
    await box.keep(kind);
    kept.textContent = inBox("kept_here");
  } catch {
    kept.textContent = inBox("unkept");
  }
  sendSoon();
}

function long() {
  document.getElementById("too-long").hidden = !box.tooLong;
  return box.tooLong;
}

async function sendSoon() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  worker?.sync?.register("pocket").catch(() => {});
  await renew();
}

async function renew() {
  const before = papers?.leave;
  const stored = (await carry().catch(() => null)) ?? known;
  if (before?.state === "back" && stored?.leave?.id !== before.id) return home(before.id);
  hold(stored);
}

/* The return has arrived, and the server is there: what is left to do stands on its own page. */
function home(leave) {
  location.replace(`/leaves/${leave}/homecoming/`);
}

/* Somebody who is out, or back, stays so; what they answered at the door goes along all the same. */
function setOut() {
  const leave = door.posted ? papers.leave : papers.coming;
  const answered = Boolean(door.posted) || leave.answered;
  const state = leave.state === "ahead" ? "out" : leave.state;
  return say("out", { ...door.leave, answered, state }, null, { ...papers, leave });
}

function goNow() {
  const { leave } = going;
  return say("now", leave, null, { ...papers, leave });
}

function comeBack() {
  return say("back", { state: "back", came: new Date().toISOString() });
}

async function begin() {
  if (ready) {
    await store.settleDrafts().catch(() => {});
    known = await store.current().catch(() => {
      opens = false;
    });
  }
  hold(known);
  if (door.goes) await setOut();
  if (going.posted && going.fits(papers, state())) await goNow();
  if (state() === "out" && location.pathname === FROM_ICON) document.getElementById("text").focus();
  if (ready) renew();
}

onTap("[data-out]", setOut);
onTap("[data-now]", goNow);
onTap("[data-back]", comeBack);
onTap("[data-kind]", (button) => keep(button.dataset.kind));
onTap("[data-later]", (button) => {
  const back = new Date(laterBy(button)).toISOString();
  return say("late", { back }, back);
});
box.area.addEventListener("input", long);
addEventListener("online", () => ready && renew());
begin();
