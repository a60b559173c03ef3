import { isOfChange } from '../../../src/commands/gate/own-change.js';
import { codeAt, idAt, runRecord } from '../../ledger/fixtures.js';

const CHANGE = { commits: new Set(['a'.repeat(40)]), pulls: new Set([9]) };

test.each([
  ['its commit', { ...codeAt('a'.repeat(40)) }, true],
  ['the test merge of its pull request', { ...codeAt('b'.repeat(40)), ref: 'refs/pull/9/merge' }, true],
  ['the head of its pull request', { ...codeAt('b'.repeat(40)), ref: 'refs/pull/9/head' }, true],
  ['another pull request', { ...codeAt('b'.repeat(40)), ref: 'refs/pull/91/merge' }, false],
  ['a branch of such a name', { ...codeAt('b'.repeat(40)), ref: 'refs/heads/refs/pull/9/merge' }, false],
])('a run of %s, whatever else its record leaves out', (_, code, expected) => {
  const record = runRecord(idAt(0));
  const run = { ...record, inputs: { ...record.inputs, code } };
  expect(isOfChange(run, CHANGE)).toBe(expected);
});
