/* Whether a box of a form holds more than came with its page: typed before its script was there,
   or put back by the browser. */
export function typedIn(form) {
  return [...form.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
}
