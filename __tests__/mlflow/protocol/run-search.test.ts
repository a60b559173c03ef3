import { Server } from './server.js';

/** The same numbers each time. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** More than are indexed at the same time. */
const KEYS = ['a', 'b', 'c', 'd', 'e'];

/*
 * What is kept of runs must follow them. A pattern without a wildcard means what `=` means, and is asked of every run; what a run
 * is alone is written anew each time.
 */
test.each([1, 2, 3])('what is looked up is what is found by asking every run, seed %i', (seed) => {
  const draw = draws(seed);
  const server = new Server();
  const experiments = ['iris', 'rose'].map(
    (name) => server.call('POST experiments/create', { name }).experiment_id as string,
  );
  const runs: string[] = [];
  const pick = <T>(from: readonly T[]): T => from[draw(from.length)] as T;
  const isActive = (run_id: string) => server.state.runs.get(run_id)?.lifecycle === 'active';
  const steps: (() => void)[] = [
    () => {
      const experiment_id = pick(experiments);
      if (server.state.experiments.get(experiment_id)?.lifecycle !== 'active') return;
      const tags = [{ key: pick(KEYS), value: `${draw(3)}` }];
      runs.push(server.call('POST runs/create', { experiment_id, tags }).run.info.run_id);
    },
    () =>
      onActive((run_id) =>
        server.call('POST runs/set-tag', { run_id, key: pick(KEYS), value: `${draw(3)}` }),
      ),
    () =>
      onActive((run_id) => {
        const key = pick(KEYS);
        if (server.state.runs.get(run_id)?.tags.has(key))
          server.call('POST runs/delete-tag', { run_id, key });
      }),
    () =>
      onActive((run_id) => {
        const key = pick(KEYS);
        const value = server.state.runs.get(run_id)?.params.get(key) ?? `${draw(3)}`;
        server.call('POST runs/log-parameter', { run_id, key, value });
      }),
    () =>
      onActive((run_id) =>
        server.call('POST runs/log-metric', {
          run_id,
          key: 'm',
          value: draw(9),
          timestamp: 1,
          step: draw(9),
        }),
      ),
    () => onActive((run_id) => server.call('POST runs/update', { run_id, run_name: `run ${draw(3)}` })),
    () => {
      const run_id = pick(runs);
      if (run_id !== undefined)
        server.call(isActive(run_id) ? 'POST runs/delete' : 'POST runs/restore', { run_id });
    },
    () => {
      const experiment_id = pick(experiments);
      const isThere = server.state.experiments.get(experiment_id)?.lifecycle === 'active';
      if (isThere && draw(4) > 0) return;
      server.call(`POST experiments/${isThere ? 'delete' : 'restore'}`, { experiment_id });
    },
  ];
  function onActive(step: (run_id: string) => void): void {
    const run_id = pick(runs);
    if (run_id !== undefined && isActive(run_id)) step(run_id);
  }

  let found = 0;
  for (let round = 0; round < 400; round++) {
    pick(steps)();
    const [one, other] = [pick(['tags', 'params']), pick(KEYS)];
    const name = draw(4) === 0 ? 'tags.`mlflow.runName`' : `${one}.${other}`;
    const value = name.startsWith('tags.`') ? `run ${draw(3)}` : `${draw(3)}`;
    const more = pick([
      '',
      ' AND metrics.m > 3',
      ` AND params.${pick(KEYS)} != '1'`,
      ` AND tags.a = '${draw(3)}'`,
    ]);
    const asked = {
      experiment_ids: pick([experiments, experiments.slice(0, 1), experiments.slice(1)]),
      run_view_type: pick(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']),
      order_by: pick([[], ['metrics.m DESC']]),
      max_results: 1 + draw(5),
    };
    const search = (filter: string) => server.call('POST runs/search', { ...asked, filter });
    const answer = search(`${name} = '${value}'${more}`);
    expect(answer).toEqual(search(`${name} LIKE '${value}'${more.replace('tags.a =', 'tags.a LIKE')}`));
    for (const run of answer.runs ?? []) {
      found++;
      expect({ run }).toEqual(server.call('GET runs/get', { run_id: run.info.run_id }));
    }
  }
  expect(found).toBeGreaterThan(50);
});
