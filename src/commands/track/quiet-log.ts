import type { Log } from '../../core/log.js';

/** A log that says at length only what is wrong: for what is done for many runs alike. */
export function quietLog(log: Log): Log {
  return {
    info: (line) => log.debug(line),
    warning: (line) => log.warning(line),
    debug: (line) => log.debug(line),
    group: () => {},
  };
}
