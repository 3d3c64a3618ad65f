/* What this phone holds, for pages and for the worker: self.pocketStore. Words and commands are sealed
   before they come here; beside them stand names of 16 random bytes, keys and plain times.
   papers: one for each person { person, keys, leave, next, token, stopped, used }; `next` holds more leaves
   ahead (leaves.js), and an earlier version kept none
   outbox: in order { n, id, person, leave, what: "moment" | "command", body, draft, refused: false or the answer }
   pieces: of photos and voice notes { id, of, person, body, refused }; each waits for its moment */
(() => {
  let opening;

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("pocket", 2);
      asked.onupgradeneeded = ({ oldVersion }) => make(asked.result, oldVersion);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opening;
  }

  function make(database, before) {
    if (before < 1) {
      database.createObjectStore("papers", { keyPath: "person" });
      const outbox = database.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
      outbox.createIndex("id", "id", { unique: true });
    }
    const pieces = database.createObjectStore("pieces", { keyPath: "id" });
    for (const name of ["of", "refused"]) pieces.createIndex(name, name);
  }

  /* One transaction; what `act` asks last is the answer, once all of it is on disk. */
  async function within(names, mode, act) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const asked = act(...[names].flat().map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  const allPapers = () => within("papers", "readonly", (store) => store.getAll());
  const outbox = () => within("outbox", "readonly", (store) => store.getAll());
  const drop = (n) => within("outbox", "readwrite", (store) => store.delete(n));
  const put = (item) => within("outbox", "readwrite", (store) => store.put(item));

  /* Whose phone this is: whoever used the app last. */
  async function current() {
    const all = await allPapers();
    return all.sort((one, other) => other.used - one.used)[0] ?? null;
  }

  /* Change somebody's papers as they are at this moment; null leaves them alone. */
  const changePapers = (person, change) =>
    within("papers", "readwrite", (papers) => changeIn(papers, person, change));

  function changeIn(papers, person, change) {
    papers.get(person).onsuccess = ({ target }) => {
      const changed = change(target.result);
      if (changed) papers.put(changed);
    };
  }

  /* What was done waits, and its leave stands as it stands now: both or neither. It is the one at hand from
     now on, and the others are ahead as before. */
  function say(item, leave, after) {
    return within(["papers", "outbox"], "readwrite", (papers, waiting) => {
      waiting.add(item);
      changeIn(papers, item.person, (known) => ({ ...known, ...withFirst(known, leave, after) }));
    });
  }

  function withFirst({ leave: atHand, next = [] }, leave, after) {
    const same = atHand?.id === leave.id;
    const ahead = (one) => one?.state === "ahead" && one.id !== leave.id;
    return { leave: { ...(same ? atHand : leave), ...after }, next: [atHand, ...next].filter(ahead) };
  }

  /* The leaves as the server knows them, unless something done on this phone still waits. */
  function putLeaves(person, { leave, next = [] }) {
    return within(["papers", "outbox"], "readwrite", (papers, waiting) => {
      waiting.getAll().onsuccess = ({ target }) => {
        const late = target.result.some(
          (one) => one.person === person && one.what === "command" && !one.refused,
        );
        if (!late) changeIn(papers, person, (known) => known && { ...known, leave, next });
      };
    });
  }

  /* Put a draft in its place, with more that goes along with it: all of it or nothing.
     False where it is no draft any more: it was kept, or sent, meanwhile. */
  async function putDraft(item, known, more = []) {
    let placed = true;
    await within(["outbox", "pieces"], "readwrite", (waiting, pieces) => {
      waiting.index("id").get(item.id).onsuccess = ({ target }) => {
        const before = target.result;
        placed = before ? before.draft : !known;
        if (!placed) return;
        waiting.put(before ? { ...item, n: before.n } : item);
        for (const piece of more) pieces.put(piece);
      };
    });
    return placed;
  }

  /* What was being written in a page that is gone is kept as it was. */
  async function settleDrafts() {
    for (const item of await outbox()) if (item.draft) await put({ ...item, draft: false });
  }

  async function dropDraft(id) {
    for (const item of await outbox()) if (item.id === id && item.draft) await dropAlong(item);
  }

  async function dropAlong(item) {
    await drop(item.n);
    await dropPieces(await piecesOf(item.id));
  }

  const pieceNames = () => within("pieces", "readonly", (store) => store.getAllKeys());
  // what was answered is a number, and so stands in the index; "false" does not
  const refusedPieces = () => within("pieces", "readonly", (store) => store.index("refused").getAll());
  const piece = (id) => within("pieces", "readonly", (store) => store.get(id));
  const piecesOf = (moment) => within("pieces", "readonly", (store) => store.index("of").getAllKeys(moment));
  const putPiece = (item) => within("pieces", "readwrite", (store) => store.put(item));
  const dropPieces = (ids) =>
    within("pieces", "readwrite", (store) => ids.map((id) => store.delete(id)).at(-1));

  self.pocketStore = {
    allPapers,
    changePapers,
    current,
    drop,
    dropAlong,
    dropDraft,
    dropPieces,
    outbox,
    piece,
    pieceNames,
    piecesOf,
    put,
    putDraft,
    putLeaves,
    putPiece,
    refusedPieces,
    say,
    settleDrafts,
    within,
  };
})();
