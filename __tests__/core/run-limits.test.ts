import { readFile } from 'node:fs/promises';
import { ARTIFACTS_LIMIT } from '../../src/collect/artifacts.js';
import { DATASETS_LIMIT } from '../../src/collect/dataset-lines.js';
import { FOLDERS_LIMIT } from '../../src/collect/folders.js';
import { MODELS_LIMIT } from '../../src/collect/lineage-dir.js';
import { FILES_LIMIT } from '../../src/collect/models.js';
import { SEEDS_LIMIT } from '../../src/collect/seeds.js';
import { KEYS_LIMIT, PARAM_VALUE_LIMIT } from '../../src/core/flatten.js';
import { KEY_LIMIT, TAG_VALUE_LIMIT, TAGS_LIMIT } from '../../src/core/key-values.js';
import { PROBLEMS_LIMIT } from '../../src/core/problems.js';
import { beyondLimits, LISTED_FILES_LIMIT } from '../../src/core/run-limits.js';
import { DAY, datasetOf, idAt, runRecord } from '../ledger/fixtures.js';

const schema = async (name: string) =>
  JSON.parse(await readFile(`schemas/${name}.v1.schema.json`, 'utf8')).properties;

test('the schema, by which handed-over and ledger records are read, has the limits that track keeps', async () => {
  const { inputs, outputs, tags, problems } = await schema('run');
  const { params, datasets, seeds } = inputs.properties;
  const { metrics, artifacts, models, folders } = outputs.properties;
  for (const keys of [params, metrics]) {
    expect(keys.maxProperties).toBe(KEYS_LIMIT);
    expect(keys.propertyNames.maxLength).toBe(KEY_LIMIT);
  }
  const [text] = params.additionalProperties.anyOf;
  expect(text.maxLength).toBe(PARAM_VALUE_LIMIT);
  expect([tags.maxProperties, tags.propertyNames.maxLength]).toEqual([TAGS_LIMIT, KEY_LIMIT]);
  expect(tags.additionalProperties.maxLength).toBe(TAG_VALUE_LIMIT);
  expect([seeds.maxProperties, datasets.maxItems]).toEqual([SEEDS_LIMIT, DATASETS_LIMIT]);
  expect([artifacts.maxItems, models.maxItems]).toEqual([ARTIFACTS_LIMIT, MODELS_LIMIT]);
  expect([folders.maxItems, problems.maxItems]).toEqual([FOLDERS_LIMIT, PROBLEMS_LIMIT]);
  expect((await schema('manifest')).files.maxItems).toBe(FILES_LIMIT);
});

test('what no schema says: no version of a dataset is there twice, and so many listed files together', () => {
  const files = Array.from({ length: 50 }, (_, index) => ({
    path: String(index),
    size_bytes: 1,
    digest: `sha256:${'0'.repeat(64)}`,
  }));
  const record = (count: number, name: (index: number) => string, version = (_: number) => '1') => {
    const base = runRecord(idAt(DAY));
    const datasets = Array.from({ length: count }, (_, index) => ({
      ...datasetOf(name(index), version(index)),
      files,
    }));
    return { ...base, inputs: { ...base.inputs, datasets } };
  };
  expect(beyondLimits(record(LISTED_FILES_LIMIT / 50, String))).toBeUndefined();
  expect(beyondLimits(record(5, String))).toBe('lists 250 files of datasets, and 200 are the most');
  expect(beyondLimits(record(2, () => 'orders'))).toBe('has the dataset "orders=1" twice');
  expect(beyondLimits(record(2, () => 'orders', String))).toBeUndefined();
});
