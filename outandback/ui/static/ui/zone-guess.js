/* <zone-guess> around time zone fields: offers every zone by its city, and with data-hide fills in
   this device's own and needs no asking. Without script the field is asked. */
customElements.define(
  "zone-guess",
  class extends HTMLElement {
    connectedCallback() {
      for (const control of this.querySelectorAll("input")) {
        control.addEventListener("focus", () => offer(control), { once: true });
        const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const guessed =
          !control.value || (control.value === zone && control.getAttribute("aria-invalid") !== "true");
        if (!this.hasAttribute("data-hide") || !guessed || !zone) continue;
        control.defaultValue = control.value = zone;
        this.hidden = true;
      }
    }
  },
);

function offer(control) {
  const list = document.getElementById("zones") ?? document.createElement("datalist");
  list.id = "zones";
  list.replaceChildren(...Intl.supportedValuesOf("timeZone").map(option));
  if (!list.isConnected) control.after(list);
}

function option(zone) {
  const one = document.createElement("option");
  one.value = zone;
  one.label = zone.split("/").at(-1).replaceAll("_", " ");
  return one;
}
