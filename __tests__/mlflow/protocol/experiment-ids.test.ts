import { experimentIdFor } from '../../../src/mlflow/protocol/experiment-ids.js';
import { emptyState } from '../../../src/mlflow/state/state.js';
import { Server } from './server.js';

const taken = (...ids: string[]) => {
  const server = new Server();
  for (const experiment_id of ids)
    server.apply({
      type: 'experiment-created',
      experiment_id,
      name: `of ${experiment_id}`,
      artifact_location: '',
      tags: [],
    });
  return server.state;
};

test('a name gives one id of 18 digits, wherever it is asked for', () => {
  const state = emptyState();
  const names = [
    'iris',
    'Iris',
    '',
    'ü',
    'a\u0000b',
    'x'.repeat(500),
    ...Array.from({ length: 200 }, (_, index) => String(index)),
  ];
  const ids = names.map((name) => experimentIdFor(name, state));
  for (const id of ids) expect(id).toMatch(/^\d{18}$/);
  expect(new Set(ids).size).toBe(names.length);
  expect(names.map((name) => experimentIdFor(name, taken('0')))).toEqual(ids);
  // The id is kept in URIs of artifacts and in records of others: a change of it would be noticed here.
  expect(experimentIdFor('iris', state)).toBe('602011803179363419');
});

test('where another experiment has the id, the next one is taken, and again the same each time', () => {
  const first = experimentIdFor('iris', emptyState());
  const second = experimentIdFor('iris', taken(first));
  const third = experimentIdFor('iris', taken(first, second));
  expect(new Set([first, second, third]).size).toBe(3);
  for (const id of [second, third]) expect(id).toMatch(/^\d{18}$/);
  expect(experimentIdFor('iris', taken(first))).toBe(second);
});

test('an experiment that was renamed keeps its id, and its old name gets another', () => {
  const server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'a' });
  server.call('POST experiments/update', { experiment_id, new_name: 'b' });
  const again = server.call('POST experiments/create', { name: 'a' }).experiment_id;
  expect(again).not.toBe(experiment_id);
  const named = (experiment_name: string) =>
    server.call('GET experiments/get-by-name', { experiment_name }).experiment.experiment_id;
  expect([named('a'), named('b')]).toEqual([again, experiment_id]);
});
