/* Send what waits: first what was done, in order, by whoever is signed in; then moments, each by the token
   of its own person and without a cookie. What is not taken stays. For pages and for the worker. */
(() => {
  const store = self.pocketStore;
  const LONGEST = 20000;
  const TAKEN = 204;
  const SIGNED_OUT = 401;
  const NOT_YET = 409;
  const NEVER = [412, 413, 422];
  let reached = true;

  /* Answers whether a command of this person's still waits. */
  async function send(papers = null) {
    const locks = self.navigator.locks;
    return locks ? locks.request("pocket-send", () => sendAll(papers)) : sendAll(papers);
  }

  /* Fails where the server could not be reached, so that the browser wakes its worker again. */
  async function sendOrFail() {
    const left = await send();
    if (!left) await renewLeaves();
    if (!reached) throw new Error("offline");
  }

  /* The server knows best which leaves come next, where nothing done here still waits. */
  async function renewLeaves() {
    const told = await askPapers();
    if (told) await store.putLeaves(told.person, told);
  }

  async function sendAll(papers) {
    reached = true;
    const waiting = (await store.outbox()).filter((item) => !item.draft && !item.refused);
    const left = await sendCommands(
      waiting.filter((item) => item.what === "command"),
      papers,
    );
    await sendMoments(waiting.filter((item) => item.what === "moment"));
    await sendPieces();
    return left;
  }

  async function sendCommands(commands, given) {
    if (!commands.length) return false;
    const papers = given ?? (await askPapers());
    if (!papers) return true;
    for (const item of commands.filter((one) => one.person === papers.person)) {
      const status = await post("/pocket/commands/", item.body, {
        credentials: "same-origin",
        headers: { "X-CSRFToken": papers.csrf },
      });
      if (!(await settle(item, status))) return true;
    }
    return false;
  }

  async function sendMoments(moments) {
    const tokens = new Map((await store.allPapers()).map((papers) => [papers.person, papers]));
    const early = new Set();
    for (const item of moments) {
      const papers = tokens.get(item.person);
      if (!papers?.token || early.has(item.leave)) continue;
      const status = await post("/pocket/moments/", item.body, {
        credentials: "omit",
        headers: { Authorization: `Pocket ${papers.token}` },
      });
      if (status === NOT_YET) early.add(item.leave);
      else if (status === SIGNED_OUT) tokens.set(item.person, await withoutToken(papers));
      else if (!(await settle(item, status))) return;
    }
  }

  /* What goes along goes last: each piece once its moment is there, one after the other. */
  async function sendPieces() {
    const names = await store.pieceNames();
    if (!names.length) return;
    const tokens = new Map((await store.allPapers()).map((papers) => [papers.person, papers.token]));
    const moments = new Set((await store.outbox()).map((item) => item.id));
    for (const name of names) {
      const piece = await store.piece(name);
      const token = piece && tokens.get(piece.person);
      if (!token || piece.refused || moments.has(piece.of)) continue;
      const status = await post("/pocket/pieces/", piece.body, {
        credentials: "omit",
        headers: { Authorization: `Pocket ${token}` },
      });
      if (status === TAKEN) await store.dropPieces([name]);
      else if (NEVER.includes(status)) await store.putPiece({ ...piece, refused: status });
      else if (status !== NOT_YET) return;
    }
  }

  /* False where there is no use in going on now. */
  async function settle(item, status) {
    if (status === TAKEN) await store.drop(item.n);
    else if (NEVER.includes(status)) await store.put({ ...item, refused: status });
    else return false;
    return true;
  }

  async function withoutToken(papers) {
    const without = (known) => known && { ...known, token: known.token === papers.token ? "" : known.token };
    await store.changePapers(papers.person, without);
    return { ...papers, token: "" };
  }

  async function post(address, body, { credentials, headers }) {
    try {
      const type = { "Content-Type": "application/octet-stream" };
      const answer = await fetch(address, {
        method: "POST",
        body,
        credentials,
        headers: { ...headers, ...type },
        redirect: "manual",
        signal: AbortSignal.timeout(LONGEST),
      });
      reached &&= answer.status < 500;
      return answer.status;
    } catch {
      reached = false;
      return 0;
    }
  }

  /* What the server hands to somebody signed in; null for anybody else, and without a network. */
  async function askPapers() {
    try {
      const answer = await fetch("/pocket/papers/", {
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(LONGEST),
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      reached = false;
      return null;
    }
  }

  self.pocketSend = { askPapers, renewLeaves, send, sendOrFail };
})();
