/* The box on the ordinary page of being away. What is written there is sealed at each pause, so that a
   reload or a crash loses nothing; what gets nowhere is kept on this phone, under the name that the
   server would have given it, so that it is one moment also where it had got there after all. */
import { Draft, sealedMoment, tooLong } from "./keeping.js";
import { join, sha256, uuidBytes } from "./seal.js";

const store = self.pocketStore;
const utf8 = new TextEncoder();
const PAUSE = 300;
const LEAVE = /\/leaves\/([0-9a-f-]{36})\//;

export function watch(form, known) {
  const papers = { ...known, leave: { ...known.leave, id: LEAVE.exec(form.action)?.[1] } };
  const box = form.elements.text;
  const draft = new Draft();
  let pause;
  let sent = null;

  function putDraft() {
    const fits = box.value && !tooLong({ kind: "question", text: box.value, caught_at: new Date().toISOString() });
    if (fits) draft.put(papers, box.value).catch(() => {});
    else if (!box.value && draft.known) draft.forget();
  }

  function answered({ target, detail }) {
    if (target.closest("form") === form && detail.ctx.response.status < 400) forget();
  }

  function forget() {
    clearTimeout(pause);
    draft.forget();
  }

  async function keepHere({ target }) {
    if (target.closest("form") !== form || !sent) return;
    const { kind, text, name } = sent;
    const caught = { kind, text: text.trim(), caught_at: new Date().toISOString() };
    if (tooLong(caught)) return;
    const id = await arrivalName(name, caught);
    try {
      await store.putDraft(await sealedMoment(papers, id, caught, false), false);
    } catch {
      return say("This phone could not keep that. It is still in the box.");
    }
    if (box.value === text) form.reset();
    forget();
    form.elements.client_id.value = crypto.randomUUID();
    say("Kept on this phone.");
  }

  form.addEventListener("submit", ({ submitter }) => {
    sent = { kind: submitter?.value, text: box.value, name: form.elements.client_id.value };
  }, true);
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(putDraft, PAUSE);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && putDraft());
  document.addEventListener("htmx:after:request", answered);
  document.addEventListener("htmx:error", (event) => keepHere(event).catch(() => {}));
}

/* As away.actions.arrival_name makes it. */
async function arrivalName(name, { kind, text }) {
  const bar = utf8.encode("|");
  const mixed = (await sha256(join(uuidBytes(name), bar, utf8.encode(kind), bar, utf8.encode(text)))).slice(0, 16);
  mixed[6] = (mixed[6] & 0x0f) | 0x40;
  mixed[8] = (mixed[8] & 0x3f) | 0x80;
  const hex = Array.from(mixed, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function say(words) {
  const line = document.createElement("p");
  line.className = "kept";
  line.textContent = words;
  document.querySelector("[data-kept]")?.replaceChildren(line);
  document.getElementById("trouble")?.setAttribute("hidden", "");
}
