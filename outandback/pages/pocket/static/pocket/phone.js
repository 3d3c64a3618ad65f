/* <pocket-key>: shown where this phone has stopped keeping, because the key for words has changed. */
import { carry, ready } from "./pocket.js";

/* What this phone carries once what waited has been sent; the page asks once. */
export const carried = ready ? carry().catch(() => null) : null;

customElements.define(
  "pocket-key",
  class extends HTMLElement {
    connectedCallback() {
      this.querySelector("button").addEventListener("click", () => this.trust());
      if (ready) this.look(carried);
    }

    async look(told = carry()) {
      const papers = await told;
      this.hidden = !papers?.stopped;
    }

    /* Forget the key that was trusted; the next look takes the one that is there. */
    async trust() {
      const { person } = await self.pocketStore.current();
      await self.pocketStore.changePapers(person, (papers) => ({ ...papers, keys: null }));
      await this.look();
    }
  },
);
