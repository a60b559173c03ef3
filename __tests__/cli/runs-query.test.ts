import { likelyDatasets, runQueryOf } from '../../src/cli/runs-query.js';
import { UserError } from '../../src/core/errors.js';

function faultsOf(options: Parameters<typeof runQueryOf>[0]): string[] {
  try {
    runQueryOf(options);
  } catch (error) {
    if (error instanceof UserError)
      return error.faults.map(({ code, where, what }) => `${code} ${where}: ${what}`);
    throw error;
  }
  return [];
}

const HEX = 'ab'.repeat(32);

test('no options ask for all runs', () => {
  expect(runQueryOf({})).toBeUndefined();
});

test('options of a look-up', () => {
  expect(
    runQueryOf({
      experiment: 'e',
      commit: '3f2a91c',
      dataset: ['orders=v2.1', 'users', ' spaced = v1=x '],
      tag: ['team=growth', 'empty='],
      modelDigest: HEX.toUpperCase(),
      since: '2026-11-01',
      until: '2026-11-02T10:00:00Z',
    }),
  ).toEqual({
    experiment: 'e',
    commit: '3f2a91c',
    dataset: [{ name: 'orders', version: 'v2.1' }, { name: 'users' }, { name: 'spaced', version: 'v1=x' }],
    tag: [
      { key: 'team', value: 'growth' },
      { key: 'empty', value: '' },
    ],
    model_digest: `sha256:${HEX}`,
    since: '2026-11-01',
    until: '2026-11-02T10:00:00Z',
  });
});

test('all faults are told at once, each with its option', () => {
  expect(
    faultsOf({
      commit: 'HEAD',
      dataset: ['=v1', 'orders='],
      tag: ['team', '=x', '__proto__=x'],
      modelDigest: 'sha256:ab',
      since: 'yesterday',
      until: '2026-13-01',
    }),
  ).toEqual([
    'E_DATASET_INVALID --dataset: "=v1" names no dataset',
    'E_DATASET_INVALID --dataset: "orders=" names no dataset version',
    'E_TAG_INVALID --tag: "team" has no "="',
    'E_TAG_INVALID --tag: The key "" is empty',
    'E_TAG_INVALID --tag: The key "__proto__" is reserved',
    'E_INPUT_INVALID --commit: "HEAD" is no commit and no beginning of one',
    'E_INPUT_INVALID --model-digest: "sha256:ab" is no digest',
    'E_INPUT_INVALID --since: "yesterday" is no day and no time in UTC',
    'E_INPUT_INVALID --until: "2026-13-01" is no day and no time in UTC',
  ]);
});

test('where no run was found, data that is written as references are is told', () => {
  expect(likelyDatasets({ dataset: ['orders@v2', 'a@b@1', 'users', 'orders=v1@rc', '@x', 'x@'] })).toEqual([
    'Did you mean --dataset `orders=v2`?',
    'Did you mean --dataset `a@b=1`?',
  ]);
  expect(likelyDatasets({})).toEqual([]);
});
