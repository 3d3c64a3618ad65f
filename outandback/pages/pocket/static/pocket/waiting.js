/* <pocket-waiting>: how much of whoever is signed in waits on this phone, and what the server will never
   take in. The phone can not read any of it; it knows whether it is a moment, and what was answered. */
import { carried } from "./phone.js";
import { carry, ready } from "./pocket.js";

const store = self.pocketStore;

customElements.define(
  "pocket-waiting",
  class extends HTMLElement {
    connectedCallback() {
      const act = {
        again: () => this.again(),
        delete: () => this.ask(true),
        "sure-delete": () => this.remove(),
      };
      for (const [name, done] of Object.entries(act)) this.part(name).addEventListener("click", done);
      if (ready) this.look(carried);
    }

    part(name) {
      return this.querySelector(`[data-${name}]`);
    }

    async look(told = carry()) {
      this.person = (await told)?.person;
      const own = await this.own();
      this.refused = own.filter((item) => item.refused);
      this.show(own.length - this.refused.length);
    }

    async own() {
      const pieces = (await store.refusedPieces()).map((piece) => ({ ...piece, what: "piece" }));
      return [...(await store.outbox()), ...pieces].filter(
        (item) => item.person === this.person && !item.draft,
      );
    }

    show(waiting) {
      this.hidden = false;
      this.ask(false);
      this.part("nothing").hidden = waiting > 0;
      this.part("waiting").hidden = !waiting;
      this.part("waiting").querySelector("[data-count]").textContent = waiting;
      this.part("refused").hidden = !this.refused.length;
      for (const row of this.querySelectorAll("[data-why]")) this.count(row);
    }

    count(row) {
      const many = this.refused.filter((item) => this.why(item) === row.dataset.why).length;
      row.hidden = !many;
      row.querySelector("[data-count]").textContent = many > 1 ? ` (${many})` : "";
    }

    why({ what, refused }) {
      const exactly = `${what} ${refused}`;
      return this.querySelector(`[data-why="${exactly}"]`) ? exactly : what;
    }

    ask(shown) {
      this.part("sure").hidden = !shown;
      if (shown) this.part("sure-delete").focus();
    }

    async again() {
      for (const item of await this.own())
        await (item.what === "piece" ? store.putPiece : store.put)({ ...item, refused: false });
      await this.look();
      const told = this.part("told");
      told.textContent = this.refused.length ? told.dataset.same : "";
    }

    async remove() {
      for (const item of this.refused)
        await (item.what === "piece" ? store.dropPieces([item.id]) : store.dropAlong(item));
      await this.look();
    }
  },
);
