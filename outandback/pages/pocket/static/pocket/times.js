/* Times of a leave, by the clock of the place where its return was promised, in the words of
   ui/spoken.py: the two say the same. */
const QUARTER = 15 * 60000;
const DAY = 24 * 60 * 60000;
const WEEK = 7;
/* By how many minutes clocks go back anywhere. */
const CHANGES = [30, 60, 120, 180, 1440];
const NEXT_TO_TODAY = { 0: "today", 1: "tomorrow", "-1": "yesterday" };
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/* "16:40", or "Saturday 5 December, 16:40" on another day: for a button. */
export function clock(at, zone) {
  const day = nearDay(at, zone) === "today" ? "" : `${dated(at, zone)}, `;
  return day + hour(at, zone);
}

export function headline({ state, back, zone }) {
  if (state === "back") return "You are back.";
  const until = back ? `Back ${when(back, zone)}.` : "No set time.";
  return `${state === "out" ? "You are out." : "The door is open."} ${until}`;
}

/* "at 16:40", "tomorrow at 16:40", "on Saturday at 16:40", "on Saturday 5 December at 16:40" */
function when(at, zone) {
  const day = nearDay(at, zone);
  return `${day === "today" ? "" : `${day} `}at ${hour(at, zone)}`;
}

function nearDay(at, zone) {
  const today = wall(Date.now(), HERE).day;
  const away = (Date.parse(wall(at, zone).day) - Date.parse(today)) / DAY;
  if (wall(Date.now(), zone).day !== today || Math.abs(away) >= WEEK) return `on ${dated(at, zone)}`;
  return NEXT_TO_TODAY[away] ?? `on ${say(at, zone, { weekday: "long" })}`;
}

function dated(at, zone) {
  const other = wall(at, zone).day.slice(0, 4) !== wall(Date.now(), HERE).day.slice(0, 4);
  const year = other ? ` ${say(at, zone, { year: "numeric" })}` : "";
  const [weekday, month] = [
    say(at, zone, { weekday: "long" }),
    say(at, zone, { day: "numeric", month: "long" }),
  ];
  return `${weekday} ${month}${year}`;
}

/* The hour, which of two where clocks show it twice, and the place where it is not the hour here. */
function hour(at, zone) {
  const there = wall(at, zone);
  const elsewhere = there.all !== wall(at, HERE).all;
  const again = (minutes) => wall(+new Date(at) + minutes * 60000, elsewhere ? zone : HERE).all === there.all;
  const first = CHANGES.some((minutes) => again(minutes));
  const second = CHANGES.some((minutes) => again(-minutes));
  const which = first ? " (the first of two)" : second ? " (the second of two)" : "";
  return `${there.hour}${which}${elsewhere ? named(zone) : ""}`;
}

function named(zone) {
  const [area, city] = [zone.includes("/"), zone.split("/").at(-1).replaceAll("_", " ")];
  return area && !zone.startsWith("Etc/")
    ? ` in ${city}`
    : ` ${city.includes("+") ? city.replace("+", "−") : city.replace("-", "+")}`;
}

function wall(at, zone) {
  const day = new Date(at).toLocaleDateString("sv-SE", { timeZone: zone });
  const time = say(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return { day, hour: time, all: `${day} ${time}` };
}

function say(at, zone, shape) {
  return new Date(at).toLocaleString("en-GB", { timeZone: zone, ...shape });
}

/* Some minutes after the promised time, or after now, counted from a quarter of an hour. */
export function later(back, minutes) {
  const from = Math.max(back ? Date.parse(back) : 0, Date.now());
  return Math.ceil(from / QUARTER) * QUARTER + minutes * 60000;
}
