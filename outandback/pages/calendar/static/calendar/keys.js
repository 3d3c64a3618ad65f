/* Keys in the list of days: from day to day, from week to week, to the pages before and after, to today. What has
   focus is the date itself or the link of a week, so that it is heard once; Tab goes on from there to the links. */
const list = document.querySelector(".days-list");
const days = [...list.querySelectorAll(".days-on")];
const weeks = [...list.querySelectorAll("h3:not(.days-again) > a")];
const today = list.querySelector("[aria-current] > .days-on");
const ENTRY = "#days";

const isAfter = (one, other) => Boolean(other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
const last = (stops, here) => stops.findLast((one) => one === here || isAfter(here, one));

/* Where a page is read from right to left, the day before stands on the right. */
const TURNED = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };
const isTurned = () => getComputedStyle(list).direction === "rtl";

function dayBefore(here) {
  const own = here.closest(".days-rows > li")?.querySelector(".days-on");
  return days.findLast((one) => one !== own && isAfter(here, one));
}

const weekBy = (here, step) => weeks[weeks.indexOf(last(weeks, here)) + step];

/* Where a key leads: to a stop in the list, or to the address of another page. */
const ways = {
  ArrowLeft: dayBefore,
  ArrowRight: (here) => days.find((one) => isAfter(one, here)),
  ArrowUp: (here) => weekBy(here, -1) || list.dataset.weekBefore,
  ArrowDown: (here) => weekBy(here, 1) || list.dataset.weekAfter,
  PageUp: () => list.dataset.before,
  PageDown: () => list.dataset.after,
  Home: () => today || list.dataset.now,
};

function stand(stop) {
  const fold = stop.closest("details");
  if (fold) fold.open = true;
  if (stop.tabIndex < 0) {
    for (const one of days) one.tabIndex = -1;
    stop.tabIndex = 0;
  }
  stop.focus();
}

/* By a link, as anybody goes to another page. */
function turnTo(address) {
  const link = document.createElement("a");
  link.href = address + ENTRY;
  list.append(link);
  link.click();
  link.remove();
}

function follow(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const key = (isTurned() && TURNED[event.key]) || event.key;
  const way = ways[key]?.(event.target);
  if (!way) return;
  event.preventDefault();
  if (typeof way === "string") turnTo(way);
  else stand(way);
}

const entry = today || days[0] || list.querySelector("h2");
for (const one of days) one.tabIndex = -1;
entry.tabIndex = 0;
list.querySelector("[data-keys]").hidden = false;
list.addEventListener("keydown", follow);
if (location.hash === ENTRY) stand(entry);
