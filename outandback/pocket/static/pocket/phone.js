/* <pocket-key>: shown where this phone has stopped keeping, because the key for words has changed. */
import { carry, ready } from "./pocket.js";

customElements.define("pocket-key", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.trust());
    if (ready) this.look();
  }

  async look() {
    const papers = await carry();
    this.hidden = !papers?.stopped;
  }

  /* Forget the key that was trusted; the next look takes the one that is there. */
  async trust() {
    const { person } = await self.pocketStore.current();
    await self.pocketStore.changePapers(person, (papers) => ({ ...papers, keys: null }));
    await this.look();
  }
});
