/* <push-switch> around the form of this phone: shown where the browser can be pushed to. It asks for
   permission when its button is pressed, never before, and posts what the browser answers.
   data-key: the server's identity; data-worker: the script that shows a push; data-off: where to say no. */
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

customElements.define("push-switch", class extends HTMLElement {
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
    const subscription = await this.standing();
    this.querySelector("[data-needs]").hidden = true;
    this.on.hidden = Boolean(subscription);
    this.off.hidden = !subscription;
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
      this.form.requestSubmit();
    } catch {
      this.querySelector("[data-refused]").hidden = false;
    }
  }

  async switchOn() {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
    await navigator.serviceWorker.register(this.dataset.worker, { scope: "/" });
    const registration = await navigator.serviceWorker.ready;
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

  fill(values) {
    for (const [name, value] of Object.entries(values)) this.form.elements[name].value = value;
  }
});
