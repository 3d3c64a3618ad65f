/* A photo, small and bare. It is drawn anew, so that nothing is left of where, when or with what it was
   taken; the way it was held is in the drawing. JPEG, because every browser can make and show it. */
const MOST = 1.5 * 1024 * 1024;
const EDGES = [2048, 1600, 1200, 800];
const QUALITIES = [0.85, 0.7, 0.55];

/* Its bytes. Throws where the browser can't read it. */
export async function bare(file) {
  const picture = await createImageBitmap(file);
  try {
    for (const edge of EDGES) {
      const canvas = drawn(picture, edge);
      for (const quality of QUALITIES) {
        const blob = await new Promise((done) => {
          canvas.toBlob(done, "image/jpeg", quality);
        });
        if (blob && blob.size <= MOST) return new Uint8Array(await blob.arrayBuffer());
      }
    }
  } finally {
    picture.close();
  }
  throw new Error("no room");
}

function drawn(picture, edge) {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff"; // what is see-through would turn black
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
