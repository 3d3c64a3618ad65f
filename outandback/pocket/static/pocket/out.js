/* The page that works without a network. It reads plain times and shows the same for nothing waiting
   and for fifty things waiting; what is written leaves the page sealed. */
import { Draft, sealedCommand, tooLong } from "./keeping.js";
import { carry, ready } from "./pocket.js";
import { onTap } from "./taps.js";
import { clock, headline, later } from "./times.js";

const store = self.pocketStore;
const PAUSE = 300;
const FROM_ICON = "/pocket/now/";
const all = (selector) => document.querySelectorAll(selector);
const box = document.getElementById("text");
const kept = document.getElementById("kept");
const unsaid = document.getElementById("unsaid");
const draft = new Draft();
let papers = null;
let opens = ready;
let pause;

function state() {
  if (!opens) return "unable";
  if (papers?.stopped) return "stopped";
  return papers?.leave?.state ?? "none";
}

function show() {
  const now = state();
  for (const part of all("[data-part]")) part.hidden = !part.dataset.part.split(" ").includes(now);
  const told = ["ahead", "out", "back"].includes(now);
  document.querySelector("h1").textContent = told ? headline(papers.leave) : "Out.";
  for (const button of all("[data-later]")) button.textContent = clock(laterBy(button), papers?.leave?.zone);
}

function laterBy(button) {
  return later(papers?.leave?.back, Number(button.dataset.later));
}

async function say(kind, after, back = null) {
  if (kind === "back" && box.value) await keep("insight");
  if (kind === "back" && box.value) return;
  unsaid.hidden = true;
  try {
    await store.say(await sealedCommand(papers, { kind, at: new Date().toISOString(), back }), after);
  } catch {
    unsaid.hidden = false;
    return;
  }
  papers = await store.current();
  kept.textContent = "";
  show();
  sendSoon();
}

/* The box is emptied at once; what could not be kept comes back into it. */
async function keep(kind) {
  clearTimeout(pause);
  if (long()) return;
  const text = box.value;
  box.value = kept.textContent = "";
  try {
    await draft.keep(papers, text, kind);
    kept.textContent = "Kept on this phone.";
  } catch {
    box.value = text + box.value;
    kept.textContent = "This phone could not keep that. It is still in the box.";
  }
  sendSoon();
}

function long() {
  const over = tooLong({ kind: "question", text: box.value, caught_at: new Date().toISOString() });
  document.getElementById("too-long").hidden = !over;
  return over;
}

function putDraft() {
  clearTimeout(pause);
  if (state() !== "out") return;
  if (box.value && !long()) draft.put(papers, box.value).catch(() => {});
  else if (!box.value && draft.known) draft.forget();
}

async function sendSoon() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  worker?.sync?.register("pocket").catch(() => {});
  await renew();
}

async function renew() {
  papers = (await carry().catch(() => null)) ?? papers;
  show();
}

async function begin() {
  if (ready) {
    await store.settleDrafts().catch(() => {});
    papers = await store.current().catch(() => { opens = false; });
  }
  show();
  if (state() === "out" && location.pathname === FROM_ICON) document.getElementById("text").focus();
  if (ready) renew();
}

onTap("[data-out]", () => say("out", { state: "out" }));
onTap("[data-back]", () => say("back", { state: "back" }));
onTap("[data-kind]", (button) => keep(button.dataset.kind));
onTap("[data-later]", (button) => {
  const back = new Date(laterBy(button)).toISOString();
  return say("late", { back }, back);
});
box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(putDraft, PAUSE);
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && putDraft());
addEventListener("online", () => ready && renew());
begin();
