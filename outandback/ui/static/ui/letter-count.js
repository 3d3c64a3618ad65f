/* <letter-count> after a box with data-most: how many letters still fit, once few do; how many are too
   many after that. Made as somebody comes to the box, or where words stand in it. Counted as rules/text_length.py
   counts: as whoever reads it would. */
import { wordsOf } from "./words.js";

const sentence = wordsOf("words");
const FLAG = /[\u{1f1e6}-\u{1f1ff}]{2}/gu;
const BELONGS = /\u200d.?|[\p{M}\p{Cf}\u{1f3fb}-\u{1f3ff}\u1160-\u11ff\u0e33\u0eb3]/gsu;
const FEW = 0.1,
  ENOUGH = 20;

export function letters(text) {
  return [...text.trim().replace(/\r\n?/g, "\n").replace(FLAG, "x").replace(BELONGS, "")].length;
}

customElements.define(
  "letter-count",
  class extends HTMLElement {
    connectedCallback() {
      Object.assign(this, { className: "hint", ariaLive: "polite", box: this.previousElementSibling });
      this.box.addEventListener("input", () => this.count());
      this.count();
    }

    count() {
      const most = Number(this.box.dataset.most);
      const left = most - letters(this.box.value);
      this.hidden = left > Math.max(Math.min(ENOUGH, most / 4), most * FEW);
      if (!this.hidden)
        this.textContent =
          left < 0
            ? `${sentence("over", { count: -left })} ${sentence("stays")}`
            : sentence("left", { count: left });
    }
  },
);

function counted(box) {
  if (box.dataset?.most && box.nextElementSibling?.localName !== "letter-count")
    box.after(document.createElement("letter-count"));
}

for (const event of ["focusin", "input"]) document.addEventListener(event, ({ target }) => counted(target));
for (const box of document.querySelectorAll("[data-most]"))
  if (box.value || box === document.activeElement) counted(box);
