/* On the page for signing out: this browser is told nothing more by push, whoever signs in next. */
const form = document.querySelector("form[data-signs-out]");

async function fallSilent() {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

form?.addEventListener(
  "submit",
  (event) => {
    event.preventDefault();
    fallSilent()
      .catch(() => {})
      .finally(() => form.submit());
  },
  { once: true },
);
