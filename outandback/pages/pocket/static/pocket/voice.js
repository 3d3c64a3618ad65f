/* A voice note of three minutes at most. It is handed on in slices while it is spoken, so that a crash
   loses the last ten seconds and no more. */
import { wordsOf } from "../ui/words.js";

const sentence = wordsOf("box-words");
const LONGEST = 3 * 60;
const SLICE = 10000;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export class Voice {
  /* `lay` takes the bytes of each slice; `say` is told how long it is; `over` after three minutes. */
  constructor(lay, say, over) {
    Object.assign(this, { lay, say, over, slices: [], laid: [] });
  }

  async begin() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    this.recorder = new MediaRecorder(this.stream, { mimeType, audioBitsPerSecond: 32000 });
    this.recorder.addEventListener("dataavailable", ({ data }) => data.size && this.take(data));
    this.recorder.start(SLICE);
    this.began = Date.now();
    this.timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  tick() {
    const seconds = Math.round((Date.now() - this.began) / 1000);
    this.say(told(seconds));
    if (seconds >= LONGEST) this.over();
  }

  take(slice) {
    this.slices.push(slice);
    this.laid.push(slice.arrayBuffer().then((raw) => this.lay(new Uint8Array(raw))));
  }

  /* Answers what was spoken, and whether all of it could be kept. */
  async end() {
    clearInterval(this.timer);
    const stopped = new Promise((done) => {
      this.recorder.addEventListener("stop", done, { once: true });
    });
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await stopped;
    for (const track of this.stream.getTracks()) track.stop();
    const laid = await Promise.allSettled(this.laid);
    const kept = laid.every(({ status }) => status === "fulfilled");
    return { blob: new Blob(this.slices, { type: this.recorder.mimeType }), kept };
  }
}

function told(seconds) {
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return sentence("listening", { time });
}
