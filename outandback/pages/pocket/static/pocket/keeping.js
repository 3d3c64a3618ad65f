/* Sealing what is written, taken, spoken and done on this phone. */
import { bytes, join, sealColumn, sealLetter, uuidBytes } from "./seal.js";

const utf8 = new TextEncoder();
const LONGEST = 7935; // the most that is sealed into eight kilobytes, with its names and its padding
const LONGEST_AT_DOOR = 64 * 1024; // any answer that its form takes, in letters of three bytes and more
const LARGEST_PIECE = 256 * 1024 - 1; // with the mark that ends it, a size that padding leaves as it is
const WORDS = { table: "away_moment", field: "caught", version: 1, schema: 1 };
const DOOR = { table: "leave_doorcheck", field: "answers", version: 1, schema: 1 };
const PIECE = { table: "away_piece", field: "held", version: 1, schema: 1 };
const SAID = { table: "pocket_command", field: "said", version: 1, schema: 1 };

export function tooLong(words) {
  return utf8.encode(JSON.stringify(words)).length > LONGEST;
}

/* A moment for its writer alone: { kind, text, caught_at, photo, voice }. */
export async function sealedMoment(papers, id, words, draft) {
  const { person, leave } = papers;
  const caught = await sealColumn(ownKey(papers), { ...WORDS, row: id, owner: person }, words);
  const body = join(uuidBytes(id), uuidBytes(leave.id), caught);
  return { id, person, leave: leave.id, what: "moment", body, draft, refused: false };
}

/* What goes along with a moment, sealed in pieces: { id, held }. */
export async function sealedPieces(papers, raw) {
  const pieces = [];
  for (let at = 0; at < raw.length; at += LARGEST_PIECE) {
    const id = crypto.randomUUID();
    const place = { ...PIECE, row: id, owner: papers.person };
    pieces.push({ id, held: await sealColumn(ownKey(papers), place, raw.subarray(at, at + LARGEST_PIECE)) });
  }
  return pieces;
}

/* How somebody stood at the door, for them alone: as it goes along with their setting out. */
export async function sealedDoor(papers, answers) {
  if (utf8.encode(JSON.stringify(answers)).length > LONGEST_AT_DOOR) throw new Error("too long");
  const id = crypto.randomUUID();
  const sealed = await sealColumn(ownKey(papers), { ...DOOR, row: id, owner: papers.person }, answers);
  return base64url(join(uuidBytes(id), sealed));
}

function base64url(raw) {
  const letters = Array.from(raw, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function ownKey({ keys }) {
  return { public: bytes(keys.public), generation: keys.generation };
}

/* What was done, for the server: { kind, leave, at, back, door }. */
export async function sealedCommand(papers, said) {
  const { person, leave, keys } = papers;
  const id = crypto.randomUUID();
  const key = { public: bytes(keys.transit), generation: keys.transit_generation };
  const plain = utf8.encode(JSON.stringify({ ...said, leave: leave.id }));
  const letter = await sealLetter(key, { ...SAID, row: id, owner: person }, plain);
  return {
    id,
    person,
    leave: leave.id,
    what: "command",
    body: join(uuidBytes(id), letter),
    draft: false,
    refused: false,
  };
}

/* A piece as it waits for its moment. */
export function pieceOf(moment, person, { id, held }) {
  return { id, of: moment, person, body: join(uuidBytes(id), uuidBytes(moment), held), refused: false };
}
