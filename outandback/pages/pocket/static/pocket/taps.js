/* A tap counts once: what it does is finished before another is heard. */
export function onTap(selector, act) {
  for (const button of document.querySelectorAll(selector))
    button.addEventListener(
      "click",
      tapped(() => act(button)),
    );
}

function tapped(act) {
  let busy = false;
  return async () => {
    if (busy) return;
    busy = true;
    await act().finally(() => {
      busy = false;
    });
  };
}
