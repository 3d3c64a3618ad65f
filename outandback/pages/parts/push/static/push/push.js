/* The part of a service worker that shows a push. A push holds one byte: which of the fixed sentences
   in self.SENTENCES to show. One that can't be read shows the plainest. Nothing is stored.
   Two tags: what is new takes the place of what was there, and “I need you” is covered by nothing. */
const PLAINEST = 1;

function sentenceIn(data) {
  let byte = 0;
  try {
    [byte] = new Uint8Array(data.arrayBuffer());
  } catch {
    byte = 0;
  }
  return self.SENTENCES[byte] ?? self.SENTENCES[PLAINEST];
}

function show({ words, need }) {
  return self.registration.showNotification(words, {
    tag: need ? "need" : "one",
    renotify: need,
    silent: !need,
    ...(need ? { vibrate: [300, 150, 300] } : {}),
  });
}

async function openApp() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!open.length) return self.clients.openWindow("/");
  const page = await open[0].focus();
  return page.navigate("/").catch(() => {});
}

self.addEventListener("push", (event) => event.waitUntil(show(sentenceIn(event.data))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openApp());
});
