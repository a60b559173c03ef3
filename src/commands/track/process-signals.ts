import type { ForwardedSignal, SignalSource } from '../../collect/command/command-signals.js';

const SIGNALS: readonly ForwardedSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The signals that this process gets. From here on none of them ends it: a cancelled run has yet to be recorded, and
 * whoever is in a hurry kills for good in the end.
 * @param options `hangUp: false` keeps SIGHUP from the command. `nohup` asks for that, and Node forgets it as it starts.
 */
export function processSignals(options: { hangUp: boolean }): SignalSource {
  const listeners = new Set<(signal: ForwardedSignal) => void>();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (signal === 'SIGHUP' && !options.hangUp) return;
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
