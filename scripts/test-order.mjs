// The order of test files: the slow ones first, so that at the end no worker waits for one that began last.

import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const Sequencer = require('@jest/test-sequencer').default;

/** What takes long, the longest first. In a fresh clone jest knows no times and would go by the size of the files. */
const SLOW = [/ledger\/faults\//, /e2e\/act\./, /e2e\/gate/, /e2e\//, /ledger\//, /commands\//, /cli\//];

const rank = ({ path: file }) => {
  const name = file.split(path.sep).join('/');
  const at = SLOW.findIndex((pattern) => pattern.test(name));
  return at < 0 ? SLOW.length : at;
};

export default class extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => rank(one) - rank(other) || one.path.localeCompare(other.path));
  }
}
