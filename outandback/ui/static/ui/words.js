/* What a script says stands in its page, in the page's language: a block of JSON with this id, written by
   ui/script_words.py. Answers `sentence("kept", { name })`, which fills in the places of that sentence.
   A page without the block says nothing. */
export function wordsOf(id) {
  const words = JSON.parse(document.getElementById(id)?.textContent ?? "{}");
  return (name, places = {}) => filled(formFor(places.count, words[name] ?? ""), places);
}

const language = () => document.documentElement.lang || undefined;

function filled(text, places) {
  return text.replace(/\{(\w+)\}/g, (empty, place) => written(places[place] ?? empty));
}

function written(value) {
  return typeof value === "number" ? value.toLocaleString(language()) : value;
}

/* A sentence with a count comes in every form that its language has, each with some numbers that take it:
   its form is that of a number of the same kind. The last form, without numbers, is that of all others. */
function formFor(count, forms) {
  if (typeof forms === "string") return forms;
  const kinds = new Intl.PluralRules(language());
  const alike = (number) => kinds.select(number) === kinds.select(count);
  const named = forms.slice(0, -1).find(([, numbers]) => numbers.some(alike));
  return named ? named[0] : forms.at(-1);
}
