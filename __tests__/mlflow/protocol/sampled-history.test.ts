import { Server } from './server.js';

const CALL = 'GET metrics/get-history-bulk-interval';
const KEY = 'loss';

let server: Server;
let run_id: string;

beforeEach(() => {
  server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'e' });
  run_id = server.call('POST runs/create', { experiment_id }).run.info.run_id;
  const metrics = Array.from({ length: 11 }, (_, step) => ({
    key: KEY,
    value: step / 10,
    timestamp: 5,
    step,
  }));
  server.call('POST runs/log-batch', { run_id, metrics: metrics.reverse() });
});

const steps = (raw: Record<string, unknown>): number[] =>
  (server.call(CALL, { run_ids: [run_id], metric_key: KEY, ...raw }).metrics ?? []).map(
    ({ step }: { step: number }) => step,
  );

test('all of a short curve, by step, each with its run', () => {
  expect(steps({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(server.call(CALL, { run_ids: [run_id], metric_key: KEY }).metrics[3]).toEqual({
    ...{ key: KEY, value: 0.3, timestamp: 5, step: 3, run_id },
  });
});

test.each([
  [{ max_results: 11 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  // 11 points in 4 parts: 3, 3, 3 and 2; the last point stands for the first of its part.
  [{ max_results: 4 }, [0, 3, 6, 10]],
  [{ max_results: 2 }, [0, 10]],
  [{ max_results: 1 }, [10]],
  [{ start_step: 3, end_step: 5 }, [3, 4, 5]],
  [{ start_step: 2, end_step: 8, max_results: 3 }, [2, 5, 8]],
  [{ start_step: 11, end_step: 20 }, []],
  [{ metric_key: 'none' }, []],
  [{ run_ids: ['unknown'] }, []],
])('%j', (raw, expected) => {
  expect(steps(raw)).toEqual(expected);
});

test.each([
  [{ max_results: 0 }, 'max_results must be between 1 and 2500.'],
  [{ max_results: 2501 }, 'max_results must be between 1 and 2500.'],
  [{ start_step: 1 }, 'If either start step or end step are specified'],
  [{ start_step: 3, end_step: 2 }, 'Found start_step=3 and end_step=2.'],
  [{ run_ids: [] }, "Missing value for required parameter 'run_ids'"],
  [{ run_ids: Array(101).fill('a') }, 'Received 101 run_ids.'],
])('%j is refused', (raw, message) => {
  const refusal = server.refusal(CALL, { run_ids: [run_id], metric_key: KEY, ...raw });
  expect(refusal.message).toContain(message);
});
