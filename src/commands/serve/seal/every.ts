/** Does something again and again, one after the other. */
export function every(milliseconds: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let isStopped = false;
  let wake = () => {};
  const done = (async () => {
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (isStopped) return;
      await work();
    }
  })();
  done.catch(() => undefined);
  return {
    async stop() {
      isStopped = true;
      wake();
      await done;
    },
  };
}
