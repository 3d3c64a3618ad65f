/* <join-code> around the field for an invitation's code: takes it from the address after the #,
   which no server sees, and clears it from there. */
customElements.define(
  "join-code",
  class extends HTMLElement {
    connectedCallback() {
      this.take = () => this.fill();
      addEventListener("hashchange", this.take);
      this.fill();
    }

    disconnectedCallback() {
      removeEventListener("hashchange", this.take);
    }

    fill() {
      const code = location.hash.slice(1);
      const input = this.querySelector("input");
      if (!code || !input) return;
      input.value = decodeURIComponent(code);
      history.replaceState(history.state, "", location.pathname + location.search);
    }
  },
);
