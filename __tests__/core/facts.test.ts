import { fact, factsOf, shardOf } from '../../src/core/facts.js';
import type { RunRecord } from '../../src/core/generated/types.js';
import { codeAt, DAY, datasetOf, idAt, modelVersion, runRecord } from '../ledger/fixtures.js';

const COMMIT = '3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3';
const { manifest } = modelVersion('m', 1);

test('the facts of a run are sorted, and each is there once', () => {
  const base = runRecord(idAt(DAY));
  const run: RunRecord = {
    ...base,
    parent_run_id: idAt(DAY, 9),
    inputs: {
      ...base.inputs,
      code: codeAt(COMMIT),
      datasets: [
        datasetOf('orders', 'v1', `sha256:${'a'.repeat(64)}`),
        datasetOf('orders', 'v1'),
        datasetOf('users', 'v2'),
      ],
    },
    outputs: { ...base.outputs, models: [{ path: 'm', manifest }] },
    tags: { team: 'growth', git_commit: COMMIT },
  };
  expect(factsOf(run)).toEqual([
    'commit7=3f2a91c',
    `commit=${COMMIT}`,
    `dataset-digest=sha256:${'a'.repeat(64)}`,
    'dataset-name=orders',
    'dataset-name=users',
    'dataset=orders=v1',
    'dataset=users=v2',
    'experiment=clf_orders',
    `model=${manifest.digest}`,
    `parent=${idAt(DAY, 9)}`,
    `tag.git_commit=${COMMIT}`,
    'tag.team=growth',
  ]);
  expect(factsOf({ ...base, inputs: { ...base.inputs, code: codeAt(null) } })).toEqual([
    'experiment=clf_orders',
  ]);
});

test('a fact of more than 200 bytes is known by its digest, whatever is long in it', () => {
  expect(fact('experiment', 'e'.repeat(189))).toBe(`experiment=${'e'.repeat(189)}`);
  expect(fact('experiment', 'e'.repeat(190))).toMatch(/^experiment=sha256:[0-9a-f]{64}$/);
  expect(fact('experiment', 'é'.repeat(95))).toMatch(/^experiment=sha256:/);
  const long = fact(`tag.${'k'.repeat(250)}`, 'v');
  expect(long).toMatch(/^tag=sha256:[0-9a-f]{64}$/);
  expect(long).not.toBe(fact(`tag.${'k'.repeat(250)}`, 'w'));
});

test('the shard of a fact is the first hex digit of its SHA-256', () => {
  // printf %s 'experiment=clf_orders' | sha256sum
  expect(shardOf('experiment=clf_orders')).toBe('9');
});
