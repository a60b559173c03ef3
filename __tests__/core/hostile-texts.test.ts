import { spelled } from '../../src/core/compare/spelled.js';
import { errorLine } from '../../src/core/error-line.js';
import { UserError } from '../../src/core/errors.js';
import { requireSafePaths } from '../../src/core/fetch/places.js';
import { parseModelUri } from '../../src/core/fetch/uri.js';
import { contradicted, namesIn } from '../../src/core/lineage/data-tags.js';
import { parseReference } from '../../src/core/lineage/reference.js';
import { parseRange } from '../../src/core/lineage/version-range.js';
import { printable } from '../../src/core/printable.js';
import { parseFilter } from '../../src/core/query/filter.js';
import { RUNS } from '../../src/core/query/grammar.js';
import { parseOrder } from '../../src/core/query/order.js';
import { QueryError } from '../../src/core/query/query-error.js';
import { createRedactor } from '../../src/core/redact/redactor.js';
import { known, secretsOf } from '../../src/core/redact/secrets.js';
import { ANSWER_COMMENT } from '../../src/core/registry/confirm/comment.js';
import { isSameRepository } from '../../src/core/remote-repository.js';
import { withoutTrailing } from '../../src/core/without-trailing.js';
import { breathe, hostileTexts } from '../support/hostile-texts.js';

const redactor = createRedactor([{ name: 'MY_TOKEN', value: 'Xk29fLq0Zm81' }]);
const DATASETS = [{ name: 'orders', version: '1' }];
const DECISION = `/approve ${'0'.repeat(32)}`;

const READERS: readonly [name: string, read: (text: string) => unknown][] = [
  ['a text with credentials', (text) => redactor.text(text)],
  ['a value under a key', (text) => redactor.replaceUnder('api_token', text)],
  ['a key', (text) => redactor.replaceUnder(`${text}key`, 'abc')],
  ['the value of a variable', (text) => known(secretsOf({ MY_TOKEN: `${'A'.repeat(24)}${text}` }))],
  ['the name of a variable', (text) => secretsOf({ [`${text}a_KEY`]: 'abc' })],
  ['a decision in a comment', (text) => ANSWER_COMMENT.test(`${DECISION}${text}`)],
  ['a decision with its reason', (text) => ANSWER_COMMENT.test(`${DECISION} since${text}`)],
  ['a model URI', (text) => parseModelUri(`models:/m/${text}`)],
  ['a reference to a run', (text) => parseReference(`runs:/abcd/${text}`)],
  ['a reference to a dataset', (text) => parseReference(`dataset:${text}`)],
  ['a range', (text) => parseRange(`first-used:${text}`)],
  ['a tag that names data', (text) => [namesIn(text, DATASETS), contradicted(`orders_${text}_`, DATASETS)]],
  ['the address of a repository', (text) => isSameRepository(`https://h/${text}`, `git@h:${text}`)],
  ['a filter', (text) => parseFilter(text, RUNS)],
  ['the value of a filter', (text) => parseFilter(`metrics.a > '${text}'`, RUNS)],
  ['an order', (text) => parseOrder([text], RUNS)],
  // As long as records have them.
  ['paths of files', (text) => requireSafePaths(text.match(/[\s\S]{1,1024}/g) ?? [], 'x')],
  ['a value of a param', (text) => [spelled(text), spelled(`1${text}`)]],
  ['what a command said', (text) => errorLine([`error${text}`])],
  ['what ends in the same way', (text) => withoutTrailing(text, '/. ')],
  ['a text to print', (text) => printable(text)],
];

test.each(READERS)('%s is read or refused in moments, whatever it is', async (_, read) => {
  for (const text of hostileTexts(300_000)) {
    await breathe();
    refusedOrRead(read, text);
  }
});

function refusedOrRead(read: (text: string) => unknown, text: string): void {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof QueryError)) throw error;
  }
}
