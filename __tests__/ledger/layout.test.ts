import { eventPath, runIdOf, runPath, seriesPath, versionPath } from '../../src/ledger/layout.js';
import { idAt } from './fixtures.js';

test('the folder of a run is the UTC day in its own id', () => {
  const late = idAt(Date.UTC(2026, 10, 21, 23, 59, 59, 999));
  expect(runPath(late)).toBe(`runs/2026/11/21/${late}.json`);
  const early = idAt(Date.UTC(2027, 0, 1));
  expect(seriesPath(early)).toBe(`runs/2027/01/01/${early}.series.ndjson`);
});

test('only a record in its own folder is a run', () => {
  const id = idAt(Date.UTC(2026, 10, 21));
  expect(runIdOf(runPath(id))).toBe(id);
  expect(runIdOf(`runs/2026/11/22/${id}.json`)).toBeUndefined();
  expect(runIdOf(seriesPath(id))).toBeUndefined();
  expect(runIdOf(`runs/2026/11/21/${'0'.repeat(32)}.json`)).toBeUndefined();
});

test('model names are encoded', () => {
  expect(versionPath('a/b', 3)).toBe('models/a%2Fb/versions/3.json');
  expect(eventPath('clf', 'e1')).toBe('models/clf/events/e1.json');
  expect(() => versionPath('..', 1)).toThrow('E_NAME_INVALID');
});

test('what is no id has no path', () => {
  expect(() => runPath('../../x')).toThrow('is no run id');
});
