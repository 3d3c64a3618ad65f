/* <print-button> around a hidden button: shown where there is script, and prints the page. */
customElements.define(
  "print-button",
  class extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("button");
      if (!button) return;
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  },
);
