/* What this phone holds, for pages and for the worker: self.pocketStore. Words and commands are sealed
   before they come here; beside them stand names of 16 random bytes, keys and plain times.
   papers: one for each person { person, keys, leave, token, stopped, used }
   outbox: in order { n, id, person, leave, what: "moment" | "command", body, draft, refused: false or the answer } */
(() => {
  let opening;

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("pocket", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("papers", { keyPath: "person" });
        const outbox = asked.result.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
        outbox.createIndex("id", "id", { unique: true });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opening;
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
  function changePapers(person, change) {
    return within("papers", "readwrite", (papers) => changeIn(papers, person, change));
  }

  function changeIn(papers, person, change) {
    papers.get(person).onsuccess = ({ target }) => {
      const changed = change(target.result);
      if (changed) papers.put(changed);
    };
  }

  /* What was done waits, and the leave stands as it stands now: both or neither. */
  function say(item, after) {
    return within(["papers", "outbox"], "readwrite", (papers, waiting) => {
      waiting.add(item);
      changeIn(papers, item.person, (known) => ({ ...known, leave: { ...known.leave, ...after } }));
    });
  }

  /* The leave as the server knows it, unless something done on this phone still waits. */
  function putLeave(person, leave) {
    return within(["papers", "outbox"], "readwrite", (papers, waiting) => {
      waiting.getAll().onsuccess = ({ target }) => {
        const late = target.result.some((one) => one.person === person && one.what === "command" && !one.refused);
        if (!late) changeIn(papers, person, (known) => known && { ...known, leave });
      };
    });
  }

  /* Put a draft in its place. False where it is no draft any more: it was kept, or sent, meanwhile. */
  async function putDraft(item, known) {
    let placed = true;
    await within("outbox", "readwrite", (store) => {
      const found = store.index("id").get(item.id);
      found.onsuccess = () => {
        const before = found.result;
        placed = before ? before.draft : !known;
        if (placed) store.put(before ? { ...item, n: before.n } : item);
      };
    });
    return placed;
  }

  /* What was being written in a page that is gone is kept as it was. */
  async function settleDrafts() {
    for (const item of await outbox()) if (item.draft) await put({ ...item, draft: false });
  }

  async function dropDraft(id) {
    for (const item of await outbox()) if (item.id === id && item.draft) await drop(item.n);
  }

  self.pocketStore = { allPapers, changePapers, current, drop, dropDraft, outbox, put, putDraft, putLeave, say, settleDrafts };
})();
