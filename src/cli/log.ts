import type { Log } from '../core/log.js';
import { printable } from '../core/printable.js';
import type { Redactor } from '../core/redact/redactor.js';

/** Progress on standard error, since standard output is the command's, or a table's or JSON's reader's. */
export function cliLog(redactor: Redactor, options: { verbose: boolean }): Log {
  const write = (line: string) => process.stderr.write(`${printable(redactor.text(line))}\n`);
  return {
    info: (line) => write(`lineage-gate: ${line}`),
    warning: (line) => write(`lineage-gate: warning: ${line}`),
    debug: (line) => {
      if (options.verbose) write(`lineage-gate: debug: ${line}`);
    },
    group: (title, lines) => {
      if (!options.verbose) return;
      write(`lineage-gate: ${title}`);
      for (const line of lines) write(`  ${line}`);
    },
  };
}
