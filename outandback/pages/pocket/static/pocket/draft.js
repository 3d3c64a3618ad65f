/* What is being written: sealed again at each pause, under one name, until it is kept. */
import { pieceOf, sealedMoment, sealedPieces, tooLong } from "./keeping.js";
import "./store.js";

const store = self.pocketStore;

/* It does one thing after the other, so that an earlier text never comes after a later one. */
export class Draft {
  constructor() {
    this.one = fresh();
  }

  get known() {
    return this.one.known;
  }

  /* Whether more than words goes along, or is about to. */
  get laden() {
    return this.one.laying > 0 || Object.keys(this.one.along).length > 0;
  }

  tooLong(text) {
    return tooLong({ ...written(text, "question"), ...this.one.along });
  }

  put(papers, text, kind = "insight", draft = true) {
    const { one } = this;
    const words = written(text, kind);
    return inTurn(one, () => place(one, papers, words, draft));
  }

  /* Answers its name. Where it could not be kept, it goes on being written. */
  keep(papers, text, kind) {
    const { one } = this;
    const kept = this.put(papers, text, kind, false);
    this.one = fresh();
    kept.catch(() => {
      this.one = one;
    });
    return kept.then(() => one.id);
  }

  /* A "photo" or a "voice" note, or more of it, goes along. */
  async lay(papers, what, raw, text) {
    const { one } = this;
    const words = written(text, "insight");
    one.laying += 1;
    const laid = inTurn(one, async () =>
      place(one, papers, words, true, what, await sealedPieces(papers, raw)),
    );
    await laid.finally(() => {
      one.laying -= 1;
    });
  }

  leaveOut(papers, what, text) {
    const { one } = this;
    const words = written(text, "insight");
    return inTurn(one, async () => {
      const { [what]: names = [], ...along } = one.along;
      one.along = along;
      await place(one, papers, words, true);
      await store.dropPieces(names);
    });
  }

  async forget() {
    const { one } = this;
    this.one = fresh();
    await one.turn;
    await store.dropDraft(one.id);
  }
}

function fresh() {
  return { id: crypto.randomUUID(), known: false, along: {}, laying: 0, turn: Promise.resolve() };
}

function written(text, kind) {
  return { kind, text, caught_at: new Date().toISOString() };
}

function inTurn(one, act) {
  const done = one.turn.then(act);
  one.turn = done.catch(() => {});
  return done;
}

/* Where another page has kept it meanwhile, or it was sent, what came after is a moment of its own. */
async function place(one, papers, words, draft, what = "", pieces = []) {
  if (await placed(one, papers, words, draft, what, pieces)) return;
  Object.assign(one, { id: crypto.randomUUID(), known: false, along: {} });
  await placed(one, papers, words, draft, what, pieces);
}

async function placed(one, papers, words, draft, what, pieces) {
  const names = [...(one.along[what] ?? []), ...pieces.map(({ id }) => id)];
  const along = pieces.length ? { ...one.along, [what]: names } : one.along;
  const moment = await sealedMoment(papers, one.id, { ...words, ...along }, draft);
  const done = await store.putDraft(
    moment,
    one.known,
    pieces.map((piece) => pieceOf(one.id, papers.person, piece)),
  );
  if (done) Object.assign(one, { known: true, along });
  return done;
}
