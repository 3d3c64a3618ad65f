/* What can go along with a moment: one photo, one voice note. It is shown out of memory and rests
   nowhere but sealed. [data-extras] holds a button and a place for each, and two lines for words. */
import { wordsOf } from "../ui/words.js";

const sentence = wordsOf("box-words");

export class Extras {
  constructor(root, { lay, leaveOut }) {
    Object.assign(this, { root, lay, leaveOut, working: 0, voice: null });
    if (!root) return;
    this.button("photo").addEventListener("click", () => this.choose());
    this.button("voice").addEventListener("click", () => this.listen());
    this.button("voice").hidden = !(navigator.mediaDevices?.getUserMedia && self.MediaRecorder);
    this.label = this.button("voice").querySelector("span");
    this.offers = this.label.textContent;
    for (const what of ["photo", "voice"])
      this.place(what)
        .querySelector("button")
        .addEventListener("click", () => this.drop(what));
    root.hidden = false;
  }

  get busy() {
    return this.working > 0 || Boolean(this.voice);
  }

  button(what) {
    return this.root.querySelector(`[data-take="${what}"]`);
  }

  place(what) {
    return this.root.querySelector(`[data-along="${what}"]`);
  }

  say(words = "", wrong = "") {
    this.root.querySelector("[data-told]").textContent = words;
    const alert = this.root.querySelector("[data-wrong]");
    alert.lastElementChild.textContent = wrong;
    alert.hidden = !wrong;
  }

  laid(kept) {
    this.say(kept ? sentence("goes_along") : "", kept ? "" : sentence("along_unkept"));
  }

  choose() {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
    input.addEventListener("change", () => input.files[0] && this.work(this.take(input.files[0])));
    input.click();
  }

  /* Keeping waits for what is being done here. */
  work(doing) {
    this.working += 1;
    this.doing = doing.finally(() => {
      this.working -= 1;
    });
    return this.doing;
  }

  async take(file) {
    this.say(sentence("making_small"));
    const raw = await import("./photo.js").then(({ bare }) => bare(file)).catch(() => null);
    if (!raw) return this.say("", sentence("no_picture"));
    const kept = await this.lay("photo", raw).then(
      () => true,
      () => false,
    );
    this.laid(kept);
    if (kept) this.show("photo", new Blob([raw], { type: "image/jpeg" }));
  }

  async listen() {
    if (this.voice) return this.finish();
    const { Voice } = await import("./voice.js");
    this.voice = new Voice(
      (raw) => this.lay("voice", raw),
      (told) => this.say(told),
      () => this.finish(),
    );
    try {
      await this.voice.begin();
      this.label.textContent = sentence("stop");
    } catch {
      this.voice = null;
      this.say("", sentence("no_microphone"));
    }
  }

  async finish() {
    const { voice } = this;
    await this.doing;
    if (!voice) return;
    this.voice = null;
    this.label.textContent = this.offers;
    const { blob, kept } = await this.work(voice.end());
    if (kept && !blob.size) this.say("", sentence("silent"));
    else this.laid(kept);
    if (blob.size) this.show("voice", blob);
  }

  show(what, blob) {
    const shown = document.createElement(what === "photo" ? "img" : "audio");
    Object.assign(
      shown,
      what === "photo"
        ? { alt: sentence("photo") }
        : { controls: true, ariaLabel: sentence("voice") },
    );
    shown.src = URL.createObjectURL(blob);
    this.place(what).prepend(shown);
    this.place(what).hidden = false;
    this.button(what).hidden = true;
  }

  async drop(what) {
    await this.leaveOut(what).catch(() => {});
    this.hide(what);
    this.say();
    this.button(what).focus();
  }

  hide(what) {
    const shown = this.place(what).querySelector("img, audio");
    if (!shown) return;
    URL.revokeObjectURL(shown.src);
    shown.remove();
    this.place(what).hidden = true;
    this.button(what).hidden = false;
  }

  clear() {
    if (!this.root) return;
    this.hide("photo");
    this.hide("voice");
    this.say();
  }
}
