/* The box of a moment, on either page of being away. What is in it is sealed at each pause, so that a
   reload or a crash loses nothing; it comes back into the box where it could not be kept. */
import { Extras } from "./extras.js";
import { Draft } from "./draft.js";

const PAUSE = 300;

export class Box {
  /* `papers` answers what this phone carries, or null while nothing is to be kept. */
  constructor(area, extras, papers) {
    Object.assign(this, { area, papers, draft: new Draft() });
    this.extras = new Extras(extras, {
      lay: (what, raw) => this.draft.lay(papers(), what, raw, area.value),
      leaveOut: (what) => this.draft.leaveOut(papers(), what, area.value),
    });
    area.addEventListener("input", () => this.rest());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.put());
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
    if (text || draft.laden) this.tooLong || draft.put(this.papers(), text).catch(() => {});
    else if (draft.known) draft.forget();
  }

  async keep(kind) {
    await this.extras.finish();
    clearTimeout(this.timer);
    const { text } = this;
    this.area.value = "";
    try {
      await this.draft.keep(this.papers(), text, kind);
    } catch (failed) {
      this.area.value = text + this.area.value;
      throw failed;
    }
    this.extras.clear();
  }

  forget() {
    clearTimeout(this.timer);
    return this.draft.forget();
  }
}
