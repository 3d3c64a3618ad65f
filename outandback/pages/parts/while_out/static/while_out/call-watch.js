/* <call-watch> around the place of a call: an open page asks for itself now and then, so that a call
   shows within a minute. It does not count as use: what locks after idle minutes still locks. */
const EVERY = 30_000;

customElements.define(
  "call-watch",
  class extends HTMLElement {
    connectedCallback() {
      this.look = () => this.ask();
      this.timer = setInterval(this.look, EVERY);
      document.addEventListener("visibilitychange", this.look);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
      document.removeEventListener("visibilitychange", this.look);
    }

    async ask() {
      if (document.hidden) return;
      try {
        const answer = await fetch(location.pathname, { headers: { "X-Background": "1" } });
        if (answer.ok && !answer.redirected) this.show(await answer.text());
      } catch {
        /* without a network the page stays as it is */
      }
    }

    show(text) {
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("call-watch");
      if (fresh && fresh.innerHTML !== this.innerHTML) this.replaceChildren(...fresh.childNodes);
    }
  },
);
