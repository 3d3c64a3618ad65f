/* Which of the leaves that this phone carries stands first. `leave` is the one at hand, `next` are the ones
   ahead; a phone of an earlier version holds `leave` alone. Its clock may be wrong: by it they are put in
   order, and none is taken away. */
const MINUTE = 60000;
const SOON = 30 * MINUTE; // from then on Today offers a leave, too
const NO_SET_TIME = 12 * 60 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/* What stands first is `leave`; `coming` is the one to set out on, and `others` could be. The one that its
   person has `chosen` goes before. */
export function arranged(papers, chosen = null, now = Date.now()) {
  if (!papers?.leave) return papers;
  const { leave } = papers;
  if (leave.state === "out") return { ...papers, coming: null, others: [] };
  const ahead = inOrder(papers, now);
  const wanted = ahead.find(({ id }) => id === chosen) ?? ahead[0];
  if (leave.state === "back" && !(wanted && goesBefore(leave, wanted, chosen, now))) {
    const coming = ahead.find((one) => !isOver(one, now)) ?? null;
    return { ...papers, coming, others: ahead.filter((one) => one !== coming) };
  }
  return { ...papers, leave: wanted, coming: wanted, others: ahead.filter((one) => one !== wanted) };
}

/* Those ahead, each once; the ones whose time is over last, and for a day. */
function inOrder({ leave, next = [] }, now) {
  const once = [...new Map([...next, leave].map((one) => [one.id, one])).values()];
  const ahead = once.filter(({ state }) => state === "ahead").sort((one, other) => start(one) - start(other));
  const open = ahead.filter((one) => !isOver(one, now));
  const lately = ahead.filter((one) => isOver(one, now) && start(one) > now - DAY);
  const known = [...open, ...lately];
  return known.length ? known : ahead;
}

function start({ out }) {
  return Date.parse(out);
}

function isOver({ out, back }, now) {
  return (back ? Date.parse(back) : Date.parse(out) + NO_SET_TIME) < now;
}

/* Coming back stands first for half an hour, and then for the rest of its day, until the next leave is near. */
function goesBefore({ came }, one, chosen, now) {
  if (one.id === chosen) return true;
  if (isOver(one, now) || (came && now - Date.parse(came) < SOON)) return false;
  const another = came && new Date(came).toDateString() !== new Date(now).toDateString();
  return another || start(one) - now <= SOON;
}
