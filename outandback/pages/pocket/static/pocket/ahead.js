/* The leave to set out on, and the others that this phone carries, folded below it. */
import { hours } from "./times.js";
import { wordsOf } from "../ui/words.js";

const sentence = wordsOf("shell-words");

export class Ahead {
  /* `choose` is told the name of another one that its person goes on instead. */
  constructor(choose) {
    this.choose = choose;
    this.block = document.querySelector("[data-ahead]");
    this.out = this.block.querySelector("[data-out]");
    this.fold = document.querySelector("[data-others]");
  }

  /* After coming back it is quieter than what is said of that. `alone`: no other one is offered. */
  show(papers, state, alone) {
    const { coming, others = [] } = papers ?? {};
    const isBack = state === "back";
    this.block.hidden = !(state === "ahead" || (isBack && coming));
    this.block.querySelector("h2").hidden = !isBack;
    this.out.classList.toggle("btn--line", isBack);
    const when = coming ? hours(coming) : "";
    this.block.querySelector("[data-planned]").textContent = when && sentence("planned", { when });
    this.offer(["ahead", "back"].includes(state) && !alone ? others : []);
  }

  /* A list that is the same stays, for whoever is about to tap. */
  offer(others) {
    const shown = JSON.stringify(others.map((leave) => [leave.id, hours(leave)]));
    if (shown === this.shown) return;
    this.shown = shown;
    this.fold.hidden = !others.length;
    this.fold.querySelector("[data-list]").replaceChildren(...others.map((leave) => this.button(leave)));
  }

  button(leave) {
    const { content } = this.fold.querySelector("template");
    const button = content.querySelector("button").cloneNode(true);
    const words = hours(leave);
    button.textContent = words.charAt(0).toLocaleUpperCase(document.documentElement.lang) + words.slice(1);
    button.addEventListener("click", () => this.instead(leave));
    return button;
  }

  instead({ id }) {
    this.fold.open = false;
    this.choose(id);
    this.out.focus();
  }
}
