import type { ForwardedSignal, SignalSource } from '../../collect/command/command-signals.js';

const SIGNALS: readonly ForwardedSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The signals that this process gets. From here on none of them ends it: a cancelled run has yet to be recorded, and
 * whoever is in a hurry kills for good in the end.
 */
export function processSignals(): SignalSource {
  const listeners = new Set<(signal: ForwardedSignal) => void>();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      for (const listener of listeners) listener(signal);
    });
  }
  return {
    on: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
