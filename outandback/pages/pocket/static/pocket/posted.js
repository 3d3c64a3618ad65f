/* A form of this site that got nowhere. The worker lays it into the page that works without a network, in
   memory alone; here it is taken out of the page, and it rests nowhere but sealed. Another site may have
   posted any: that one is not looked at. */
const element = document.getElementById("posted");
const text = element?.textContent;
element?.remove();

const ours = document.referrer && new URL(document.referrer).origin === location.origin;
const fields = text && ours ? JSON.parse(text) : null;

/* Its fields, where its address is like this one. */
export function postedTo(address) {
  return fields && address.test(location.pathname) ? fields : null;
}

/* Loaded again, this page posts nothing a second time. */
export function forgetPosted() {
  history.replaceState(null, "", "/pocket/");
}
