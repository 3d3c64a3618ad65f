/* On every page of somebody whose words are open: give this phone its papers, and send what waits.
   The key for words is trusted when it is first seen here; another one in its place stops the keeping. */
import { able, bytes, sha256 } from "./seal.js";
import "./store.js";
import "./send.js";

const store = self.pocketStore;
export const ready = able && "indexedDB" in self && "serviceWorker" in navigator;

/* Answers the papers of whoever uses this phone, with what the server said if it could be asked. */
export async function carry() {
  const told = await self.pocketSend.askPapers();
  if (told) await keepPapers(told);
  const left = await self.pocketSend.send(told);
  if (told && !left) await self.pocketSend.renewLeaves();
  await stay();
  return store.current();
}

/* So that the browser clears nothing away that waits. Some ask their person, so never before. */
async function stay() {
  if ((await store.outbox()).length) navigator.storage?.persist?.().catch(() => {});
}

async function keepPapers(told) {
  const known = (await store.allPapers()).find((papers) => papers.person === told.person);
  if (!known && !told.keys) return;
  const given = told.keys ? await withKeys(known, told) : { stopped: known.stopped || told.replaced };
  const first = { leave: told.leave, next: told.next, person: told.person };
  await store.changePapers(told.person, (now) => ({ ...first, ...now, ...given, used: Date.now() }));
}

async function withKeys(known, { keys, csrf }) {
  const trusted = known?.keys ?? keys;
  const real = hex(await sha256(bytes(keys.public)));
  const stopped = real !== trusted.fingerprint || keys.generation !== trusted.generation;
  const token = known?.token || (await askToken(csrf));
  const { transit, transit_generation } = keys;
  return { keys: { ...trusted, transit, transit_generation }, stopped, token };
}

async function askToken(csrf) {
  const answer = await fetch("/pocket/tokens/", {
    method: "POST",
    headers: { "X-CSRFToken": csrf },
    redirect: "manual",
  });
  return answer.ok ? (await answer.json()).token : "";
}

function hex(raw) {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* On Today, and only there: that something waits here which is never taken in. */
async function tell(papers) {
  const notice = document.getElementById("not-taken");
  if (notice)
    notice.hidden = ![...(await store.outbox()), ...(await store.refusedPieces())].some(
      (item) => item.refused && item.person === papers?.person,
    );
}

async function begin() {
  navigator.serviceWorker.register("/worker.js", { scope: "/", updateViaCache: "none" });
  await store.settleDrafts().catch(() => {});
  const papers = await carry();
  await tell(papers);
  const form = document.querySelector("form.catch[action]");
  if (form && papers?.keys && !papers.stopped) (await import("./catching.js")).watch(form, papers, carry);
}

if (ready && "pocket" in document.body.dataset) {
  begin().catch(() => {});
  addEventListener("online", () => carry().catch(() => {}));
}
