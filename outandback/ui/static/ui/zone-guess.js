/* <zone-guess> around a time zone's field: fills in this device's own zone where none is chosen. */
customElements.define("zone-guess", class extends HTMLElement {
  connectedCallback() {
    const control = this.querySelector("select, input");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!control || !zone || (control.value && !this.hasAttribute("data-always"))) return;
    const known = control.tagName !== "SELECT" || [...control.options].some((one) => one.value === zone);
    if (known) control.value = zone;
  }
});
