/* Times of a leave, by the clock of the place where its return was promised. */
const QUARTER = 15 * 60000;

export function clock(at, zone) {
  const day = { timeZone: zone, dateStyle: "short" };
  const another = new Date(at).toLocaleDateString("en-GB", day) !== new Date().toLocaleDateString("en-GB", day);
  const shape = { timeZone: zone, hour: "2-digit", minute: "2-digit", ...(another && { weekday: "long" }) };
  return new Date(at).toLocaleString("en-GB", shape);
}

export function headline({ state, back, zone }) {
  if (state === "back") return "You are back.";
  const until = back ? `Back at ${clock(back, zone)}.` : "No set time.";
  return `${state === "out" ? "You are out." : "The door is open."} ${until}`;
}

/* Some minutes after the promised time, or after now, counted from a quarter of an hour. */
export function later(back, minutes) {
  const from = Math.max(back ? Date.parse(back) : 0, Date.now());
  return Math.ceil(from / QUARTER) * QUARTER + minutes * 60000;
}
