/* <share-link for="…"> around two hidden buttons and a line: the first hands a field's address to the
   phone's own way of sharing, where the browser has one; the second copies it. No word goes along. */
customElements.define(
  "share-link",
  class extends HTMLElement {
    connectedCallback() {
      const [share, copy] = this.querySelectorAll("button");
      this.field = document.getElementById(this.getAttribute("for"));
      if (!this.field || !copy) return;
      share.hidden = !navigator.share;
      copy.hidden = false;
      share.addEventListener("click", () => navigator.share({ url: this.field.value }).catch(() => {}));
      copy.addEventListener("click", () => this.copy());
    }

    async copy() {
      const done = (await this.handOver()) || this.copySelected();
      this.querySelector("[role=status]").textContent = done ? this.dataset.copied : this.dataset.selected;
    }

    /* Browsers have it under https and on their own machine alone. */
    handOver() {
      return navigator.clipboard?.writeText(this.field.value).then(
        () => true,
        () => false,
      );
    }

    copySelected() {
      this.field.select();
      return document.execCommand("copy");
    }
  },
);
