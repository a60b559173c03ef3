import { expect, test } from '@jest/globals';
import { mayWriteBesideGitHub } from '../../../../src/commands/serve/registry/may-write.js';

const mayWrite = mayWriteBesideGitHub(['--remote']);

test('beside GitHub an alias is refused with the command to type, whether it is set or deleted', () => {
  expect(() => mayWrite([{ type: 'alias-set', model: 'clf', alias: 'champion', version: 2 }])).toThrow(
    /`lineage-gate models alias clf champion 2 --remote`, or start the server with --dispatch/,
  );
  expect(() => mayWrite([{ type: 'alias-deleted', model: 'clf', alias: "it's old" }])).toThrow(
    /`lineage-gate models unalias clf 'it'\\''s old' --remote`, or/,
  );
  // Which no workflow does.
  expect(() => mayWrite([{ type: 'model-renamed', model: 'clf', to: 'other' }])).toThrow(
    /which it cannot of this server\.$/,
  );
});
