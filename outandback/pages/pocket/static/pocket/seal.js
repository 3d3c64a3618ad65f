/* Letters sealed in the browser, byte for byte as vault/seal.py opens them.
   HPKE (RFC 9180) base mode, single shot: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
const utf8 = new TextEncoder();
const VERSION = 1;
const LETTER = 2;
const SMALLEST = 256;
const LARGEST_DOUBLING = 4096;
const P256 = { name: "ECDH", namedCurve: "P-256" };
const KEM_ID = join(utf8.encode("KEM"), number(0x10, 2));
const HPKE_ID = join(utf8.encode("HPKE"), number(0x10, 2), number(1, 2), number(2, 2));
const NOTHING = new Uint8Array();

export const able = Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle);

/* An envelope for one public key and one place: { table, field, row, owner, version, schema }. */
export async function sealLetter(key, place, plain) {
  const header = join(
    utf8.encode("OB"),
    number(VERSION, 1),
    number(LETTER, 1),
    (await sha256(key.public)).slice(0, 8),
    number(key.generation, 2),
  );
  const info = join(utf8.encode("OB1 letter"), header, context(place, key.generation));
  return join(header, await hpke(key.public, info, pad(plain)));
}

/* As a sealed column holds it: version, schema, envelope. Words as JSON, bytes as they are. */
export async function sealColumn(key, place, words) {
  const plain = words instanceof Uint8Array ? words : utf8.encode(JSON.stringify(words));
  const envelope = await sealLetter(key, place, plain);
  return join(number(place.version, 4), number(place.schema, 2), envelope);
}

/* The place as bytes, each part behind its length. */
export function context(place, generation) {
  const names = [
    utf8.encode(place.table),
    utf8.encode(place.field),
    uuidBytes(place.row),
    uuidBytes(place.owner),
  ];
  const numbers = [generation, place.version, place.schema].map((value) => number(value, 4));
  return join(...[...names, ...numbers].flatMap((part) => [number(part.length, 4), part]));
}

export function pad(plain) {
  const padded = new Uint8Array(paddedSize(plain.length + 1));
  padded.set(plain);
  padded[plain.length] = 0x80;
  return padded;
}

export function paddedSize(size) {
  if (size > LARGEST_DOUBLING) return padme(size);
  let fitting = SMALLEST;
  while (fitting < size) fitting *= 2;
  return fitting;
}

export function uuidBytes(uuid) {
  return Uint8Array.from(uuid.replaceAll("-", "").match(/../g), (pair) => parseInt(pair, 16));
}

export function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function padme(size) {
  const exponent = Math.floor(Math.log2(size));
  const mask = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1)) - 1;
  return (size + mask) & ~mask;
}

function number(value, size) {
  return Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) % 256);
}

async function hpke(publicKey, info, plain) {
  const { enc, secret } = await encapsulate(publicKey);
  const schedule = join(
    number(0, 1),
    await extract(HPKE_ID, NOTHING, "psk_id_hash", NOTHING),
    await extract(HPKE_ID, NOTHING, "info_hash", info),
  );
  const root = await extract(HPKE_ID, secret, "secret", NOTHING);
  const key = await crypto.subtle.importKey(
    "raw",
    await expand(HPKE_ID, root, "key", schedule, 32),
    "AES-GCM",
    false,
    ["encrypt"],
  );
  const iv = await expand(HPKE_ID, root, "base_nonce", schedule, 12);
  return join(enc, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain)));
}

async function encapsulate(publicKey) {
  const theirs = await crypto.subtle.importKey("raw", publicKey, P256, false, []);
  const mine = await crypto.subtle.generateKey(P256, false, ["deriveBits"]);
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
  const shared = new Uint8Array(
    await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256),
  );
  const prk = await extract(KEM_ID, NOTHING, "eae_prk", shared);
  return { enc, secret: await expand(KEM_ID, prk, "shared_secret", join(enc, publicKey), 32) };
}

function extract(suite, salt, label, keying) {
  return hmac(
    salt.length ? salt : new Uint8Array(32),
    join(utf8.encode("HPKE-v1"), suite, utf8.encode(label), keying),
  );
}

async function expand(suite, prk, label, info, size) {
  const labelled = join(number(size, 2), utf8.encode("HPKE-v1"), suite, utf8.encode(label), info);
  return (await hmac(prk, join(labelled, number(1, 1)))).slice(0, size);
}

async function hmac(secret, message) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}
