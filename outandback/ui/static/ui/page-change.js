/* A page change that another one cuts short is no error: nobody waits for its fade. */
for (const name of ["pageswap", "pagereveal"]) {
  addEventListener(name, ({ viewTransition: fade }) => {
    for (const step of [fade?.ready, fade?.finished, fade?.updateCallbackDone]) step?.catch(() => {});
  });
}
