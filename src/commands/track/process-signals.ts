import { readFileSync } from 'node:fs';
import type { ForwardedSignal, SignalSource } from '../../collect/command/command-signals.js';

const SIGNALS: readonly ForwardedSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The signals that this process gets. From here on none of them ends it: a cancelled run has yet to be recorded, and
 * whoever is in a hurry kills for good in the end.
 */
export function processSignals(): SignalSource {
  const listeners = new Set<(signal: ForwardedSignal) => void>();
  for (const signal of SIGNALS.filter((one) => one !== 'SIGHUP' || !ignoresHangUp())) {
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

/** Whether `nohup` or a service manager started us so that a terminal that goes away ends nothing. Only Linux tells. */
function ignoresHangUp(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return mask !== undefined && (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
