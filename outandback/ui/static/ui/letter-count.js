/* <letter-count for="…">: how many letters still fit into a box, once few do; how many are too many
   after that. Counted as rules/text_length.py counts: as whoever reads it would. */
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
      this.box = document.getElementById(this.getAttribute("for"));
      this.box?.addEventListener("input", () => this.count());
      this.count();
    }

    count() {
      const most = Number(this.box?.dataset.most);
      const left = most - letters(this.box?.value ?? "");
      this.hidden = !most || left > Math.max(Math.min(ENOUGH, most / 4), most * FEW);
      if (!this.hidden)
        this.textContent =
          left < 0
            ? `${sentence("over", { count: -left })} ${sentence("stays")}`
            : sentence("left", { count: left });
    }
  },
);
