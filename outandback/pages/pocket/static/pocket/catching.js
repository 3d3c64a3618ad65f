/* The box on the ordinary page of being away. What gets nowhere is kept on this phone, under the name
   that the server would have given it, so that it is one moment also where it had got there after all.
   What more than words goes along with is always sealed here, and sent at once. */
import { Box } from "./box.js";
import { wordsOf } from "../ui/words.js";
import { sealedMoment, tooLong } from "./keeping.js";
import { join, sha256, uuidBytes } from "./seal.js";

const store = self.pocketStore;
const utf8 = new TextEncoder();
const LEAVE = /\/leaves\/([0-9a-f-]{36})\//;
const SIGNED_OUT = [401, 403];
const NOBODY_THERE = 500; // or a proxy with nobody behind it
const sentence = wordsOf("box-words");

/* `carry` sends what waits. */
export function watch(form, known, carry) {
  const papers = { ...known, leave: { ...known.leave, id: LEAVE.exec(form.action)?.[1] } };
  const box = new Box(
    form.elements.text,
    form.querySelector("[data-extras]"),
    () => papers,
    form.querySelector("[data-held]"),
  );
  let sent = null;

  function submitted(event) {
    sent = { kind: event.submitter?.value, text: box.text, name: form.elements.client_id.value };
    if (!box.laden) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keepLaden(sent.kind);
  }

  async function keepLaden(kind) {
    if (box.tooLong) return say("too_long");
    let id;
    try {
      id = await box.keep(kind);
    } catch {
      return say("unkept");
    }
    say("kept_here");
    await carry();
    say(await whereIs(id));
  }

  function answered(event) {
    const { status } = event.detail.ctx.response;
    if (SIGNED_OUT.includes(status) || status >= NOBODY_THERE)
      keepHere(event)
        .then(carry)
        .catch(() => {});
    if (event.target.closest("form") !== form || status >= 400) return;
    box.forget();
    box.rest();
  }

  /* “I’m back” and the like: what is in the box, or goes along, is kept before the page is left. */
  async function left(event) {
    const { target, submitter } = event;
    const onwards = target !== form || submitter?.hasAttribute("formaction");
    if (!onwards || target.matches("[data-undo]") || !(box.text.trim() || box.laden) || box.tooLong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await box.keep("insight").catch(() => say("unkept"));
    if (box.text || box.laden) return;
    carry().catch(() => {});
    target.requestSubmit(submitter);
  }

  async function keepHere({ target }) {
    if (target.closest("form") !== form || !sent) return;
    const { kind, text, name } = sent;
    const caught = { kind, text: text.trim(), caught_at: new Date().toISOString() };
    if (tooLong(caught)) return say("too_long");
    const id = await arrivalName(name, caught);
    try {
      await store.putDraft(await sealedMoment(papers, id, caught, false), false);
    } catch {
      return say("unkept");
    }
    if (box.text === text) form.reset();
    box.forget();
    form.elements.client_id.value = crypto.randomUUID();
    say("kept_here");
  }

  form.addEventListener("submit", submitted, true);
  document.addEventListener("submit", left, true);
  document.addEventListener("htmx:after:request", answered);
  document.addEventListener("htmx:error", (event) => keepHere(event).catch(() => {}));
}

/* As away.actions.arrival_name makes it. */
async function arrivalName(name, { kind, text }) {
  const bar = utf8.encode("|");
  const mixed = (await sha256(join(uuidBytes(name), bar, utf8.encode(kind), bar, utf8.encode(text)))).slice(
    0,
    16,
  );
  mixed[6] = (mixed[6] & 0x0f) | 0x40;
  mixed[8] = (mixed[8] & 0x3f) | 0x80;
  const hex = Array.from(mixed, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/* Which sentence is true of a moment that was kept here, after sending was tried. */
async function whereIs(id) {
  const waiting = (await store.outbox()).find((one) => one.id === id);
  if (waiting) return waiting.refused ? "not_taken" : "kept_here";
  return (await store.piecesOf(id)).length ? "along_later" : "kept";
}

function say(name) {
  const line = document.createElement("p");
  line.className = "kept";
  line.textContent = sentence(name);
  document.querySelector("[data-kept]")?.replaceChildren(line);
  for (const notice of document.querySelectorAll("#trouble, #signed-out")) notice.hidden = true;
}
