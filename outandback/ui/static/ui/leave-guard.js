/* <leave-guard> around a form: asks before what was written and not sent is lost.
   Never in the way of the quick exit or the lock. */
customElements.define("leave-guard", class extends HTMLElement {
  connectedCallback() {
    this.edited = false;
    this.ask = (event) => { if (this.edited) event.preventDefault(); };
    this.calm = () => { this.edited = false; };
    this.addEventListener("input", () => { this.edited = true; });
    this.addEventListener("submit", this.calm);
    window.addEventListener("beforeunload", this.ask);
    window.addEventListener("leaving", this.calm);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.ask);
    window.removeEventListener("leaving", this.calm);
  }
});
