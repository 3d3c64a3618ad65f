/* Times of a leave, by the clock of the place where its return was promised. */
const QUARTER = 15 * 60000;
const DAY = 24 * 60 * 60000;
const WEEK = 7;

/* "16:40", or "Saturday 16:40" on another day: short, for a button. */
export function clock(at, zone) {
  const day = dayOf(at, zone);
  return day ? `${day} ${hour(at, zone)}` : hour(at, zone);
}

export function headline({ state, back, zone }) {
  if (state === "back") return "You are back.";
  const until = back ? `Back ${when(back, zone)}.` : "No set time.";
  return `${state === "out" ? "You are out." : "The door is open."} ${until}`;
}

/* "at 16:40", "on Saturday at 16:40", "on 5 December at 16:40": as ui/spoken.py says it. */
function when(at, zone) {
  const day = dayOf(at, zone);
  return day ? `on ${day} at ${hour(at, zone)}` : `at ${hour(at, zone)}`;
}

/* Nothing for today, the day's name within a week, its date beyond. */
function dayOf(at, zone) {
  const away = Math.abs(midnight(at, zone) - midnight(Date.now(), zone)) / DAY;
  if (!away) return "";
  const shape = away < WEEK ? { weekday: "long" } : { day: "numeric", month: "long" };
  return new Date(at).toLocaleDateString("en-GB", { timeZone: zone, ...shape });
}

function midnight(at, zone) {
  return Date.parse(new Date(at).toLocaleDateString("sv-SE", { timeZone: zone }));
}

function hour(at, zone) {
  return new Date(at).toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

/* Some minutes after the promised time, or after now, counted from a quarter of an hour. */
export function later(back, minutes) {
  const from = Math.max(back ? Date.parse(back) : 0, Date.now());
  return Math.ceil(from / QUARTER) * QUARTER + minutes * 60000;
}
