/* <push-switch> around the form of this phone: shown where the browser can be pushed to. It asks for
   permission when its button is pressed, never before, and posts what the browser answers.
   data-key: the server's identity; data-worker: the script that shows a push; data-off: where to say no;
   data-known: what the server knows of this browser; data-beside: the form whose words come along. */
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

customElements.define(
  "push-switch",
  class extends HTMLElement {
    connectedCallback() {
      if (!able) return;
      this.form = this.querySelector("form");
      this.on = this.querySelector("[data-on]");
      this.off = this.querySelector("[data-off-button]");
      this.on.addEventListener("click", (event) => this.press(event, () => this.switchOn()));
      this.off.addEventListener("click", (event) => this.press(event, () => this.switchOff()));
      this.look();
    }

    async look() {
      const state = await this.known();
      this.querySelector("[data-needs]").hidden = true;
      for (const said of this.querySelectorAll("[data-state]")) said.hidden = said.dataset.state !== state;
      this.on.hidden = state === "on" || state === "refused";
      this.off.hidden = !this.on.hidden;
    }

    /* The browser believes that it is switched on; what holds is what the server knows. */
    async known() {
      const subscription = await this.standing();
      if (!subscription) return "off";
      const body = new FormData(this.form);
      body.set("endpoint", subscription.endpoint);
      try {
        const answer = await fetch(this.dataset.known, { method: "POST", body });
        return (await answer.json()).state;
      } catch {
        return "";
      }
    }

    async standing() {
      const registration = await navigator.serviceWorker.getRegistration("/");
      return (await registration?.pushManager.getSubscription()) ?? null;
    }

    async press(event, act) {
      event.preventDefault();
      this.querySelector("[data-refused]").hidden = true;
      try {
        await act();
        this.bringAlong();
        this.form.requestSubmit();
      } catch {
        this.querySelector("[data-refused]").hidden = false;
      }
    }

    async switchOn() {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
      await navigator.serviceWorker.register(this.dataset.worker, { scope: "/" });
      const registration = await navigator.serviceWorker.ready;
      await (await this.standing())?.unsubscribe();
      const options = { userVisibleOnly: true, applicationServerKey: bytes(this.dataset.key) };
      const subscription = await registration.pushManager.subscribe(options);
      const { endpoint, keys } = subscription.toJSON();
      this.fill({ endpoint, ...keys });
    }

    async switchOff() {
      const subscription = await this.standing();
      this.form.action = this.dataset.off;
      this.fill({ endpoint: subscription?.endpoint ?? "" });
      await subscription?.unsubscribe();
    }

    /* What is typed in the form beside it, and not kept yet, stands there again afterwards. */
    bringAlong() {
      const beside = document.getElementById(this.dataset.beside);
      for (const [name, value] of new FormData(beside)) {
        if (this.form.elements[name]) continue;
        const along = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        this.form.append(along);
      }
    }

    fill(values) {
      for (const [name, value] of Object.entries(values)) this.form.elements[name].value = value;
    }
  },
);
