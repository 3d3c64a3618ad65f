/* Times of a leave, by the clock of the place where its return was promised, in the words of
   ui/spoken.py: the two say the same. */
import { wordsOf } from "../ui/words.js";

const sentence = wordsOf("shell-words");
const QUARTER = 15 * 60000;
const DAY = 24 * 60 * 60000;
const WEEK = 7;
/* By how many minutes clocks go back anywhere. */
const CHANGES = [30, 60, 120, 180, 1440];
const NEXT_TO_TODAY = { 0: "today", 1: "tomorrow", "-1": "yesterday" };
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/* "16:40", or "Saturday 5 December, 16:40" on another day: for a button. */
export function clock(at, zone) {
  const time = hour(at, zone);
  return isToday(at, zone) ? time : sentence("day_and_time", { day: dated(at, zone), time });
}

export function headline({ state, back, zone }) {
  if (state === "back") return sentence("back");
  const now = state === "out" ? "out" : "ahead";
  return back ? sentence(`${now}_until`, { when: when(back, zone) }) : sentence(now);
}

/* "today, 18:30 to 21:00", "Saturday, 21:00 to Sunday, 02:00", "tomorrow, 18:30, no set time back"; nothing
   where it isn't known when it begins. An earlier version kept one zone for both. */
export function hours({ out, back, zone, out_zone = zone }) {
  if (!out) return "";
  const day = dayOf(out, out_zone, true);
  if (!back) return sentence("day_and_time", { day, time: sentence("hours_open", { out: hour(out, out_zone) }) });
  const once = place(out, out_zone) === place(back, zone);
  const from = hour(out, out_zone, !once);
  const same = wall(out, out_zone).day === wall(back, zone).day;
  const names = { out: from, back: hour(back, zone), day: same ? "" : dayOf(back, zone, false) };
  return sentence("day_and_time", { day, time: sentence(same ? "hours" : "hours_to_day", names) });
}

/* "today" where it is said of one that is `near`, "Saturday" within a week, "Saturday 5 December" beyond. */
function dayOf(at, zone, near) {
  const days = away(at, zone);
  if (!(Math.abs(days) < WEEK)) return dated(at, zone);
  return near && NEXT_TO_TODAY[days] ? sentence(NEXT_TO_TODAY[days]) : weekday(wall(at, zone).day);
}

/* "at 16:40", "tomorrow at 16:40", "on Saturday at 16:40", "on Saturday 5 December at 16:40" */
function when(at, zone) {
  const time = hour(at, zone);
  return isToday(at, zone) ? sentence("at", { time }) : sentence("day_at", { day: nearDay(at, zone), time });
}

/* How many days it is away; none where the place has another day than here. */
function away(at, zone) {
  const today = wall(Date.now(), HERE).day;
  if (wall(Date.now(), zone).day !== today) return NaN;
  return (Date.parse(wall(at, zone).day) - Date.parse(today)) / DAY;
}

function isToday(at, zone) {
  return away(at, zone) === 0;
}

function nearDay(at, zone) {
  const days = away(at, zone);
  if (!(Math.abs(days) < WEEK)) return sentence("on_date", { date: dated(at, zone) });
  const name = NEXT_TO_TODAY[days];
  return name ? sentence(name) : sentence("on_weekday", { weekday: weekday(wall(at, zone).day) });
}

function weekday(day) {
  return sentence(`day_${(new Date(day).getUTCDay() + 6) % WEEK}`); // a Monday is the first
}

function dated(at, zone) {
  const there = wall(at, zone).day;
  const [year, month, day] = there.split("-");
  const other = year !== wall(Date.now(), HERE).day.slice(0, 4);
  return sentence(other ? "date_with_year" : "date", {
    weekday: weekday(there),
    day: String(Number(day)),
    month: sentence(`month_${month - 1}`),
    year,
  });
}

/* The hour, which of two where clocks show it twice, and the place where it is not the hour here. */
function hour(at, zone, isNamed = true) {
  const there = wall(at, zone);
  const elsewhere = isElsewhere(at, zone);
  const again = (minutes) => wall(+new Date(at) + minutes * 60000, elsewhere ? zone : HERE).all === there.all;
  const first = CHANGES.some((minutes) => again(minutes));
  const second = CHANGES.some((minutes) => again(-minutes));
  const which = first ? "first_of_two" : second && "second_of_two";
  const time = which ? sentence(which, { time: there.hour }) : there.hour;
  return elsewhere && isNamed ? sentence("time_there", { time, place: named(zone) }) : time;
}

function isElsewhere(at, zone) {
  return wall(at, zone).all !== wall(at, HERE).all;
}

function place(at, zone) {
  return isElsewhere(at, zone) ? named(zone) : "";
}

function named(zone) {
  const [area, city] = [zone.includes("/"), zone.split("/").at(-1).replaceAll("_", " ")];
  return area && !zone.startsWith("Etc/")
    ? sentence("in_city", { city })
    : city.includes("+")
      ? city.replace("+", "−")
      : city.replace("-", "+");
}

/* By the clock here where a browser does not know a zone that its server knows. */
function wall(at, zone) {
  const timeZone = isKnown(zone) ? zone : HERE;
  const day = new Date(at).toLocaleDateString("sv-SE", { timeZone });
  const figures = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const time = new Date(at).toLocaleTimeString("en-GB", { timeZone, ...figures });
  return { day, hour: time, all: `${day} ${time}` };
}

function isKnown(timeZone) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/* Some minutes after the promised time, or after now, counted from a quarter of an hour. */
export function later(back, minutes) {
  const from = Math.max(back ? Date.parse(back) : 0, Date.now());
  return Math.ceil(from / QUARTER) * QUARTER + minutes * 60000;
}
