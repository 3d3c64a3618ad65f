/* Every form with a box of more than one line, or with a link that leads away and back: what is half-written
   is handed in, sealed, at each pause and when the page goes, and stands there again at the next visit until it
   is sent or put away. Nothing of it is stored in the browser. Forms that keep drafts of their own are left
   alone. */
import { typedIn } from "./typed-in.js";
import { wordsOf } from "./words.js";

const PAUSE = 1500;
const OWN_DRAFTS = "form.catch, leave-guard[keep] form";
const sentence = wordsOf("words");

class Unsent {
  constructor(form) {
    Object.assign(this, { form, name: newName(), edits: 0, kept: 0 });
    this.about = `${location.pathname} ${new URL(form.action, location.href).pathname}`;
    this.line = Object.assign(document.createElement("p"), {
      className: "seal",
      role: "status",
      hidden: true,
    });
    form.prepend(this.line);
    form.addEventListener("input", () => this.edited());
    form.addEventListener("submit", () => this.sent());
    addEventListener("online", () => this.pause());
    addEventListener("beforeunload", (event) => this.refused && this.waits && event.preventDefault());
    for (const going of ["leaving", "pagehide"]) addEventListener(going, () => this.leave());
    if (typedIn(form)) this.edited();
  }

  get waits() {
    return this.edits > this.kept;
  }

  edited() {
    this.edits += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pause(), PAUSE);
  }

  body() {
    const body = new FormData(this.form);
    body.set("unsent", this.name);
    body.set("unsent_form", this.about);
    if ("private" in this.form.dataset) body.set("unsent_private", "on");
    return body;
  }

  async pause() {
    await this.looked?.catch(() => {}); // an earlier draft may lend its name
    if (!this.waits) return;
    const { edits } = this;
    const answer = await fetch("/unsent/", { method: "POST", body: this.body(), redirect: "manual" }).catch(
      () => null,
    );
    this.refused = !answer?.ok;
    if (!this.refused) this.known(edits);
    this.say(sentence(this.refused ? "unkept" : "kept"));
  }

  known(edits) {
    this.kept = edits;
    if (!this.form.elements.unsent)
      this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "unsent" }));
    this.form.elements.unsent.value = this.name;
  }

  leave() {
    clearTimeout(this.timer);
    if (this.waits && navigator.sendBeacon("/unsent/", this.body())) this.kept = this.edits;
  }

  /* What is sent now is no draft any more; it is one again where its page comes back. */
  sent() {
    clearTimeout(this.timer);
    this.known(this.edits);
  }

  say(words, ...more) {
    this.line.replaceChildren(words, ...more);
    this.line.hidden = false;
  }

  async look() {
    const found = await fetch(`/unsent/?form=${encodeURIComponent(this.about)}`, {
      redirect: "manual",
    }).catch(() => null);
    if (found?.status !== 200) return;
    const { name, fields } = await found.json();
    if (!this.edits || (!this.kept && this.holds(fields))) this.name = name;
    if (this.edits) return;
    for (const [field, values] of fields) this.fill(field, values);
    this.known(this.edits);
    const afresh = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn btn--quiet",
      textContent: sentence("afresh"),
      onclick: () => this.afresh(),
    });
    this.say(`${sentence("begun")} `, afresh);
  }

  /* Where all of it stands here, as where the browser has put it back, this is that draft, and no second one. */
  holds(fields) {
    const now = new FormData(this.form),
      plain = (all) => all.join("\0").replace(/\r\n?/g, "\n");
    return fields.every(
      ([name, values]) =>
        !this.form.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`) ||
        plain(now.getAll(name)) === plain(values),
    );
  }

  /* A page that already shows what was typed just now gets only what is missing. */
  fill(name, values) {
    const boxes = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (
      "asTyped" in this.form.dataset &&
      boxes.some((box) => (["checkbox", "radio"].includes(box.type) ? box.checked : box.value))
    )
      return;
    for (const box of boxes) {
      if (["checkbox", "radio"].includes(box.type)) box.checked = values.includes(box.value);
      else if (box.type !== "hidden" && box.type !== "password") box.value = values[0];
      if (values.some(Boolean)) unfold(box);
    }
  }

  async afresh() {
    const answer = await fetch("/unsent/away/", { method: "POST", body: this.body() }).catch(() => null);
    if (!answer?.ok) return;
    this.form.reset();
    Object.assign(this, { name: newName(), edits: 0, kept: 0 });
    this.line.hidden = true;
  }
}

function unfold(box) {
  for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

/* As crypto.randomUUID, which a page over plain http, in a home without TLS, does not have. */
function newName() {
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const asksAgain = document.querySelector("[data-error-summary]");
const forms = [...document.querySelectorAll("form[method=post]")].filter(
  (form) => form.querySelector("textarea, [data-comes-back]") && !form.matches(OWN_DRAFTS),
);
const begun = forms.map((form) => new Unsent(form));
if (!asksAgain) for (const unsent of begun) unsent.looked = unsent.look();
