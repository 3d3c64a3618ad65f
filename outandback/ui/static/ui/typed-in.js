/* Whether a field of a form holds more than came with its page: typed before its script was there,
   or put back by the browser. */
const UNTYPED = ["hidden", "password", "file", "checkbox", "radio"];

export function typedIn(form) {
  return [...form.querySelectorAll("textarea, input")].some(
    (field) => !UNTYPED.includes(field.type) && field.value !== field.defaultValue,
  );
}
