/* <passphrase-field> around a field: adds a box to show what is typed, with the words of `data-label`.
   It is hidden again before it is sent. */
customElements.define(
  "passphrase-field",
  class extends HTMLElement {
    connectedCallback() {
      this.input = this.querySelector('input[type="password"]');
      if (!this.input || this.toggle) return;
      this.append(this.build());
      this.input.form?.addEventListener("submit", () => this.show(false));
    }

    build() {
      this.toggle = Object.assign(document.createElement("input"), { type: "checkbox" });
      this.toggle.addEventListener("change", () => this.show(this.toggle.checked));
      const label = Object.assign(document.createElement("label"), { className: "pick" });
      const words = document.createElement("span");
      words.textContent = this.dataset.label;
      label.append(this.toggle, words);
      return label;
    }

    show(shown) {
      this.toggle.checked = shown;
      this.input.type = shown ? "text" : "password";
    }
  },
);
