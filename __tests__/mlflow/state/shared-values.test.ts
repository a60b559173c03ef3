import type { DatasetInput } from '../../../src/mlflow/state/entities.js';
import { SharedValues } from '../../../src/mlflow/state/shared-values.js';

const input = (about: Partial<DatasetInput['dataset']> = {}): DatasetInput => ({
  tags: [{ key: 'version', value: 'v1' }],
  dataset: { name: 'orders', digest: 'abc', source_type: 'local', source: '{}', ...about },
});

test('of equal data sets one is kept, and of others each', () => {
  const shared = new SharedValues();
  const first = shared.input(input());
  expect(shared.input(input())).toBe(first);
  expect(shared.input(input({ digest: 'abd' }))).toEqual(input({ digest: 'abd' }));
  expect(shared.input({ ...input(), tags: [] })).toEqual({ ...input(), tags: [] });
});

test('a text is what it was, however many others there are, and a data set is no text', () => {
  const shared = new SharedValues();
  const texts = Array.from({ length: 50_000 }, (_, index) => `a text of some length ${index % 30_000}`);
  texts.push('', 'short', JSON.stringify(input()), 'x'.repeat(9000));
  expect(texts.every((text) => shared.text(text) === text)).toBe(true);
  expect(shared.input(input())).toEqual(input());
});
