/* <quick-catch> around the form that keeps a moment, and a [data-kept] place for the answer.
   Kept: the box is emptied, and the answer ("Kept." with its undo) stays for a few seconds.
   A button of the form that leads elsewhere ("I’m back") does so, and takes what is in the box along.
   What is written while the answer is on its way stays. Not kept: the words stay in the box. The last
    words are held in memory only, for an undo. */
const STAYS = 10000;

customElements.define(
  "quick-catch",
  class extends HTMLElement {
    connectedCallback() {
      this.last = "";
      this.addEventListener("htmx:after:request", (event) => this.answered(event));
      this.addEventListener("htmx:after:swap", () => this.linger());
      this.addEventListener(
        "submit",
        (event) => event.submitter?.hasAttribute("formaction") && event.stopPropagation(),
        true,
      );
    }

    get box() {
      return this.querySelector("textarea, input[type=text]");
    }

    answered({ target, detail }) {
      if (detail.ctx.response.status >= 400) return;
      if (target.closest("[data-undo]")) this.giveBack();
      else if (this.box?.form === target.closest("form"))
        this.empty(String(detail.ctx.request.body.get(this.box.name)));
    }

    empty(kept) {
      const { value } = this.box;
      this.last = kept;
      this.box.form.reset();
      this.box.value = value.startsWith(kept) ? value.slice(kept.length) : value;
    }

    giveBack() {
      if (this.box && !this.box.value) this.box.value = this.last;
      this.last = "";
      this.box?.focus();
    }

    linger() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.tidy(), STAYS);
    }

    tidy() {
      const kept = this.querySelector("[data-kept]");
      if (!kept || kept.querySelector(".error")) return;
      if (kept.contains(document.activeElement)) return this.linger();
      kept.replaceChildren();
      this.last = "";
    }
  },
);
