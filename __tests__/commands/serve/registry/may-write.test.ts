import { expect, test } from '@jest/globals';
import { mayWriteBesideGitHub } from '../../../../src/commands/serve/registry/may-write.js';

const mayWrite = mayWriteBesideGitHub(['--remote']);

test('beside GitHub an alias is refused with the way that it takes, whether it is set or deleted', () => {
  expect(() => mayWrite([{ type: 'alias-set', model: 'clf', alias: 'champion', version: 2 }])).toThrow(
    /register the run of version 2 .* with `run-id` and the input `aliases` of the register action/,
  );
  expect(() => mayWrite([{ type: 'alias-deleted', model: 'clf', alias: "it's old" }])).toThrow(
    /no action deletes one.*`lineage-gate models unalias clf 'it'\\''s old'` and push/,
  );
});
