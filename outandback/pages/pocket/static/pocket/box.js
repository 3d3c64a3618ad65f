/* The box of a moment, on either page of being away. What is in it is sealed at each pause, so that a
   reload or a crash loses nothing; it comes back into the box where it could not be kept. */
import { Extras } from "./extras.js";
import { Draft } from "./draft.js";
import { wordsOf } from "../ui/words.js";

const PAUSE = 300;
const sentence = wordsOf("box-words");

export class Box {
  /* `papers` answers what this phone carries, or null while nothing is to be kept; `line` says where
     what is in the box rests meanwhile. */
  constructor(area, extras, papers, line) {
    Object.assign(this, { area, papers, line, draft: new Draft() });
    this.extras = new Extras(extras, {
      lay: (what, raw) => this.held(this.draft.lay(papers(), what, raw, area.value)),
      leaveOut: (what) => this.held(this.draft.leaveOut(papers(), what, area.value)),
    });
    area.addEventListener("input", () => this.rest());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.put());
    if (area.value) this.rest(); // typed before this script was there
  }

  get text() {
    return this.area.value;
  }

  get laden() {
    return this.draft.laden || this.extras.busy;
  }

  get tooLong() {
    return this.draft.tooLong(this.text);
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.put(), PAUSE);
  }

  put() {
    clearTimeout(this.timer);
    const { draft, text } = this;
    if (!this.papers()) return;
    if (!text && !draft.laden) {
      if (draft.known) draft.forget();
      return this.say("");
    }
    if (this.tooLong) return this.say(sentence("unheld"));
    this.held(draft.put(this.papers(), text)).catch(() => {});
  }

  /* Says, once it is so, whether this phone holds it; of what was kept meanwhile it says nothing. */
  async held(putting) {
    const { one } = this.draft;
    const now = () => one === this.draft.one && (this.text || this.draft.laden);
    await putting.then(
      () => this.say(now() ? sentence("held") : ""),
      (failed) => {
        this.say(now() ? sentence("unheld") : "");
        throw failed;
      },
    );
  }

  say(words) {
    if (this.line.textContent !== words) this.line.textContent = words;
  }

  async keep(kind) {
    await this.extras.finish();
    clearTimeout(this.timer);
    const { text } = this;
    this.area.value = "";
    this.say("");
    try {
      const id = await this.draft.keep(this.papers(), text, kind);
      this.extras.clear();
      return id;
    } catch (failed) {
      this.area.value = text + this.area.value;
      throw failed;
    }
  }

  forget() {
    clearTimeout(this.timer);
    this.say("");
    return this.draft.forget();
  }
}
