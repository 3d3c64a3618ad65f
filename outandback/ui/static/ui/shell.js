/* The one script of every page: the quick way out, the lock of the private room, errors in view. */
import "./page-change.js";
const body = document.body,
  main = document.getElementById("main");

/* Quick exit: the button, or Shift three times within a second. */
const exit = document.querySelector("[data-quick-exit]");
let shifts = [];

function leaveNow(event) {
  event?.preventDefault();
  window.dispatchEvent(new Event("leaving"));
  moving = true;
  fetch(exit.href, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  body.replaceChildren();
  location.replace(exit.dataset.to || exit.href);
}

function countShift(event) {
  if (event.key !== "Shift") shifts = [];
  else if (!event.repeat) shifts = [...shifts, event.timeStamp].filter((at) => event.timeStamp - at < 1000);
  if (shifts.length === 3) leaveNow();
}

if (exit) {
  exit.addEventListener("click", leaveNow);
  addEventListener("keydown", countShift);
}

/* The private room locks when its page is hidden or idle, and leaves nothing behind. Going from one of our
   pages to another, however slow, is no hiding: `moving` tells them apart, and then a hidden page is gone soon. */
const SLOWEST_PAGE = 10000,
  SOON = 500;
const isHidden = () => document.visibilityState === "hidden";
let idle, moving, warning;

function lock() {
  navigator.sendBeacon(body.dataset.lockUrl);
  cover();
}

async function lockHere() {
  cover();
  await fetch(body.dataset.lockUrl, { method: "POST", keepalive: true }).catch(() => {});
  location.reload();
}

function cover() {
  window.dispatchEvent(new Event("leaving"));
  main.replaceChildren();
}

function hidden() {
  if (!isHidden()) main.childElementCount || location.reload();
  else if (moving) setTimeout(() => isHidden() && lock(), SOON);
  else lock();
}

function awake() {
  const notice = document.getElementById("locking");
  const limit = Number(body.dataset.lockMinutes) * 60000;
  clearTimeout(idle);
  clearTimeout(warning);
  if (!notice) return;
  notice.hidden = true;
  warning = setTimeout(() => {
    notice.hidden = false;
  }, limit - 60000);
  idle = setTimeout(lockHere, limit);
}

function setMoving() {
  clearTimeout(moving);
  moving = setTimeout(() => {
    moving = null;
  }, SLOWEST_PAGE);
}

function follows(event) {
  const link = event.target.closest?.("a[href]:not([download])");
  if (link?.origin === location.origin && !link.target) setMoving();
}

if ("roomOpen" in body.dataset) {
  document.addEventListener("visibilitychange", hidden);
  document.addEventListener("click", follows);
  document.addEventListener("submit", (event) => event.defaultPrevented || setMoving());
  window.navigation?.addEventListener("navigate", ({ destination: to }) => {
    if (!to.sameDocument && new URL(to.url).origin === location.origin) setMoving();
  });
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, awake, { passive: true });
  addEventListener("pagehide", () => {
    if (moving) cover();
    else lock();
  });
  awake();
}
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
addEventListener("load", () => {
  if (body.dataset.pocket) setTimeout(() => import(body.dataset.pocket), 1500);
});

/* Custom elements come when a page holds one. */
const elements = {
  "passphrase-field": () => import("./passphrase-field.js"),
  "quick-catch": () => import("./quick-catch.js"),
  "join-code": () => import("./join-code.js"),
  "zone-guess": () => import("./zone-guess.js"),
  "print-button": () => import("./print-button.js"),
  "share-link": () => import("./share-link.js"),
  "leave-guard": () => import("./leave-guard.js"),
  "[data-most], form[method=post] :is(textarea, [data-comes-back])": () => import("./typing.js"),
};

function arrive() {
  const summary = document.querySelector("[data-error-summary]:not([data-seen])");
  summary?.focus();
  summary?.setAttribute("data-seen", "");
  for (const [name, load] of Object.entries(elements)) if (document.querySelector(name)) load();
}

const trouble = (shown) => document.getElementById("trouble")?.toggleAttribute("hidden", !shown);

document.addEventListener("htmx:after:swap", arrive);
document.addEventListener("htmx:before:request", () => trouble(false));
document.addEventListener("htmx:error", () => trouble(true));
document.addEventListener(
  "htmx:response:error",
  ({
    detail: {
      ctx: { response },
    },
  }) => {
    if ([401, 403].includes(response.status))
      import("./signed-out.js").then(({ refused }) => refused(response));
    trouble(![401, 409, 422].includes(response.status));
  },
);
arrive();
