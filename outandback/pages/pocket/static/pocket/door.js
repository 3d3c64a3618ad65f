/* What was answered at the door and got nowhere (posted.js). */
import { sealedDoor, sealedMoment, tooLong } from "./keeping.js";
import { forgetPosted, postedTo } from "./posted.js";
import { wordsOf } from "../ui/words.js";

const ADDRESS = /^\/leaves\/([0-9a-f-]{36})\/(departure|evidence)\/$/;
const SCALES = ["guilt", "energy", "closeness"];
const sentence = wordsOf("shell-words");

/* A form of this site's own, of a leave that its address names. */
function posted() {
  const fields = postedTo(ADDRESS);
  const [, id, page] = ADDRESS.exec(location.pathname) ?? [];
  return fields && { id, page, fields };
}

export class Door {
  constructor() {
    this.posted = posted();
    this.block = document.getElementById("unsent");
    this.said = document.getElementById("said");
    this.said.value = this.posted ? this.one("says") : "";
    this.said.parentElement.hidden = !this.said.value;
    document.querySelector("[data-again]").addEventListener("click", () => this.sendAgain());
  }

  one(name) {
    return this.posted.fields.find(([known]) => known === name)?.[1] ?? "";
  }

  get leave() {
    return (
      this.posted && {
        id: this.posted.id,
        back: this.one("leave_back") || null,
        zone: this.one("leave_zone"),
      }
    );
  }

  /* As away.forms.DoorForm reads them. */
  get answers() {
    const scales = SCALES.map((name) => [name, this.one(name) === "" ? null : Number(this.one(name))]);
    const to_whom = this.posted.fields.filter(([name]) => name === "to_whom").map(([, value]) => value);
    return { ...Object.fromEntries(scales), says: this.text, to_whom, why: this.one("why") };
  }

  /* The papers with the leave of this door first, where this phone can set out on it. Where it can't, they
     stay as they are, and what was answered stands on the page. */
  with(papers) {
    if (!this.posted) return papers;
    const { id } = this.posted;
    this.fits =
      Boolean(papers?.keys) && !papers.stopped && (papers.leave?.id === id || papers.leave?.state !== "out");
    this.block.hidden = this.fits;
    this.begun = papers?.leave?.id === id && papers.leave.state !== "ahead";
    this.answered = this.begun && papers.leave.answered;
    if (!this.fits || papers.leave?.id === id) return papers;
    return { ...papers, ...this.first(papers) };
  }

  first({ coming, others = [] }) {
    const carried = [coming, ...others].filter(Boolean);
    const own = carried.find(({ id }) => id === this.posted.id);
    const leave = own ?? { ...this.leave, out: null, state: "ahead" };
    return { leave, coming: leave, others: carried.filter((one) => one !== own) };
  }

  /* Whether it goes along at once: on setting out, and after it with any button. */
  get goes() {
    return this.posted && this.fits && (this.begun || this.posted.page === "departure");
  }

  get hint() {
    return this.posted && this.fits ? sentence("answers_on_page") : "";
  }

  /* What goes along with setting out. What was answered before stays: the words of another form of the
     same door, filled in beside the one that was sent, are a moment of the leave. */
  async along(papers) {
    if (!this.posted) return {};
    if (!this.answered) return { door: await sealedDoor(papers, this.answers) };
    if (this.text) await self.pocketStore.putDraft(await this.asMoment(papers), false);
    return {};
  }

  get text() {
    return this.said.value.replace(/\r\n?/g, "\n").trim();
  }

  asMoment(papers) {
    const caught = { kind: "insight", text: this.text, caught_at: new Date().toISOString() };
    if (tooLong(caught)) throw new Error("too long");
    return sealedMoment(papers, crypto.randomUUID(), caught, false);
  }

  stays() {
    this.block.hidden = !this.posted;
  }

  /* It waits on the phone, sealed, and is held here no more. Answers what there is to say. */
  kept() {
    if (!this.posted) return "";
    const aside = this.text ? sentence("answers_as_moment") : "";
    const words = this.answered ? aside : sentence("answers_kept");
    this.posted = null;
    this.said.value = "";
    this.block.hidden = true;
    forgetPosted();
    return words;
  }

  sendAgain() {
    const form = Object.assign(document.createElement("form"), {
      method: "post",
      hidden: true,
      action: `/leaves/${this.posted.id}/departure/`,
    });
    for (const [name, value] of this.posted.fields) {
      form.append(
        Object.assign(document.createElement("input"), {
          type: "hidden",
          name,
          value: name === "says" ? this.said.value : value,
        }),
      );
    }
    document.body.append(form);
    form.submit();
  }
}
