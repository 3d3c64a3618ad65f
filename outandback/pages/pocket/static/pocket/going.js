/* Out right now, without a network: a leave that nobody planned is made by going, under a name that this
   phone gives it. What was typed of a plan beside it, where that form got nowhere, is kept as a moment. */
import { sealedMoment, tooLong } from "./keeping.js";
import { forgetPosted, postedTo } from "./posted.js";
import { HERE } from "./times.js";
import { wordsOf } from "../ui/words.js";

const ADDRESS = /^\/leaves\/now\/$/;
const WORDS = ["intention", "meaning", "not_about", "names", "where", "cover"];
const sentence = wordsOf("shell-words");

export class Going {
  constructor() {
    this.posted = postedTo(ADDRESS);
  }

  /* Where this phone can seal, and nobody is out on it. Somebody back has the next one before it. */
  fits(papers, state) {
    const free = ["ahead", "none"].includes(state) || (state === "back" && !papers.coming);
    return Boolean(papers?.keys) && free;
  }

  get leave() {
    const out = new Date().toISOString();
    return { id: crypto.randomUUID(), out, back: null, out_zone: HERE, zone: HERE, state: "out", answered: false };
  }

  get text() {
    const written = (this.posted ?? []).filter(([name, value]) => WORDS.includes(name) && value.trim());
    return written.map(([, value]) => value.trim()).join("\n").replace(/\r\n?/g, "\n");
  }

  /* With the leave of `papers`; null where nothing was typed. Fails where that is too long for one moment. */
  async moment(papers) {
    if (!this.text) return null;
    const caught = { kind: "insight", text: this.text, caught_at: new Date().toISOString() };
    if (tooLong(caught)) throw new Error("too long");
    return sealedMoment(papers, crypto.randomUUID(), caught, false);
  }

  /* Answers what there is to say. */
  kept() {
    const words = this.text ? sentence("plan_as_moment") : "";
    if (this.posted) forgetPosted();
    this.posted = null;
    return words;
  }
}
