/* Sealing what is written and what is done on this phone, and putting it where it waits. */
import { bytes, join, sealColumn, sealLetter, uuidBytes } from "./seal.js";
import "./store.js";

const store = self.pocketStore;
const utf8 = new TextEncoder();
const LONGEST = 7935; // the most that is sealed into eight kilobytes, with its names and its padding
const WORDS = { table: "away_moment", field: "caught", version: 1, schema: 1 };
const SAID = { table: "pocket_command", field: "said", version: 1, schema: 1 };

export function tooLong(words) {
  return utf8.encode(JSON.stringify(words)).length > LONGEST;
}

/* A moment for its writer alone: { kind, text, caught_at }. */
export async function sealedMoment(papers, id, words, draft) {
  const { person, leave, keys } = papers;
  const key = { public: bytes(keys.public), generation: keys.generation };
  const caught = await sealColumn(key, { ...WORDS, row: id, owner: person }, words);
  const body = join(uuidBytes(id), uuidBytes(leave.id), caught);
  return { id, person, leave: leave.id, what: "moment", body, draft, refused: false };
}

/* What was done, for the server: { kind, leave, at, back }. */
export async function sealedCommand(papers, said) {
  const { person, leave, keys } = papers;
  const id = crypto.randomUUID();
  const key = { public: bytes(keys.transit), generation: keys.transit_generation };
  const plain = utf8.encode(JSON.stringify({ ...said, leave: leave.id }));
  const letter = await sealLetter(key, { ...SAID, row: id, owner: person }, plain);
  return { id, person, leave: leave.id, what: "command", body: join(uuidBytes(id), letter), draft: false, refused: false };
}

/* What is being written: sealed again at each pause, under one name, until it is kept. */
export class Draft {
  constructor() {
    this.one = fresh();
  }

  get known() {
    return this.one.known;
  }

  /* One after the other, so that an earlier text never comes after a later one. */
  put(papers, text, kind = "insight", draft = true) {
    const { one } = this;
    const words = { kind, text, caught_at: new Date().toISOString() };
    one.turn = one.turn.catch(() => {}).then(() => place(one, papers, words, draft));
    return one.turn;
  }

  keep(papers, text, kind) {
    const kept = this.put(papers, text, kind, false);
    this.one = fresh();
    return kept;
  }

  async forget() {
    const { one } = this;
    this.one = fresh();
    await one.turn.catch(() => {});
    await store.dropDraft(one.id);
  }
}

function fresh() {
  return { id: crypto.randomUUID(), known: false, turn: Promise.resolve() };
}

/* Where another page has kept it meanwhile, or it was sent, what came after is a moment of its own. */
async function place(one, papers, words, draft) {
  const placed = await store.putDraft(await sealedMoment(papers, one.id, words, draft), one.known);
  one.known = true;
  if (placed) return;
  one.id = crypto.randomUUID();
  await store.putDraft(await sealedMoment(papers, one.id, words, draft), false);
}
