/* On the page for signing in: nobody is signed in here, so what this phone knew of anybody goes: times,
   keys and tokens. What was written and still waits stays as it is, sealed, until its person is back. */
import "./store.js";

if ("indexedDB" in self)
  self.pocketStore.within("papers", "readwrite", (papers) => papers.clear()).catch(() => {});
