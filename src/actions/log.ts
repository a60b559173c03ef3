import * as core from '@actions/core';
import type { Log } from '../core/log.js';
import { printable } from '../core/printable.js';
import type { Redactor } from '../core/redact/redactor.js';

/** The runner's log. Every line is redacted and made safe before it is printed. */
export function actionsLog(redactor: Redactor): Log {
  const safe = (line: string) => printable(redactor.text(line));
  return {
    info: (line) => core.info(safe(line)),
    warning: (line) => core.warning(safe(line)),
    debug: (line) => core.debug(safe(line)),
    group: (title, lines) => {
      core.startGroup(safe(title));
      for (const line of lines) core.info(`  ${safe(line)}`);
      core.endGroup();
    },
  };
}
