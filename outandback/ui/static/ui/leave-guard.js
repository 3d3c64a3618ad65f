/* <leave-guard> around a form: asks before what was written and not sent is lost.
   Never in the way of the quick exit or the lock. With `keep`, an address, it asks only where a
   draft was refused there: what was not sent is handed in, also when the private room is sealed. */
import { typedIn } from "./typed-in.js";

customElements.define(
  "leave-guard",
  class extends HTMLElement {
    connectedCallback() {
      this.edited = typedIn(this);
      this.edits = 0;
      this.ask = (event) => {
        if (this.edited && (!this.keep || this.refused)) event.preventDefault();
      };
      this.calm = () => {
        this.edited = false;
      };
      this.left = () => {
        if (this.edited && this.keep) this.handIn();
        this.calm();
      };
      this.addEventListener("input", () => {
        this.edited = true;
        this.edits += 1;
      });
      this.addEventListener("submit", this.calm);
      this.addEventListener("htmx:before:request", () => {
        this.sent = this.edits;
      });
      this.addEventListener("htmx:after:request", (event) => this.answered(event.detail.ctx.response));
      window.addEventListener("beforeunload", this.ask);
      window.addEventListener("leaving", this.left);
      window.addEventListener("pagehide", this.left);
    }

    disconnectedCallback() {
      window.removeEventListener("beforeunload", this.ask);
      window.removeEventListener("leaving", this.left);
      window.removeEventListener("pagehide", this.left);
    }

    get keep() {
      return this.getAttribute("keep");
    }

    handIn() {
      navigator.sendBeacon(this.keep, new FormData(this.querySelector("form")));
    }

    answered(response) {
      if (!this.keep || !response) return;
      this.refused = response.status >= 400;
      if (!this.refused && this.sent === this.edits) this.calm();
    }
  },
);
