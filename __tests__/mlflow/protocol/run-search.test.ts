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

/** As it is asked for, without what is kept. */
function expected(
  server: Server,
  experiment_id: string,
  isWanted: (value: number | undefined) => boolean,
): string[] {
  const rank = (value: number | undefined) => (value === undefined ? 2 : Number.isNaN(value) ? 1 : 0);
  return [...server.state.runs.values()]
    .filter((run) => run.experiment_id === experiment_id && run.lifecycle === 'active')
    .map((run) => ({ run, value: run.curves.get('m')?.latest.value }))
    .filter(({ value }) => isWanted(value))
    .sort(
      (a, b) =>
        rank(a.value) - rank(b.value) ||
        (rank(a.value) === 0 ? (b.value as number) - (a.value as number) : 0) ||
        Number(b.run.start_time) - Number(a.run.start_time) ||
        (a.run.run_id < b.run.run_id ? -1 : 1),
    )
    .map(({ run }) => run.run_id);
}

test('of many runs those that are first by a metric, as it is now; all pages together are all', () => {
  const draw = draws(9);
  const server = new Server();
  const [iris = '', rose = ''] = ['iris', 'rose'].map(
    (name) => server.call('POST experiments/create', { name }).experiment_id as string,
  );
  const runs = Array.from({ length: 2600 }, (_, index) => {
    const sent = { experiment_id: index % 5 === 0 ? rose : iris, start_time: draw(50) };
    return server.call('POST runs/create', sent).run.info.run_id as string;
  });
  const log = (run_id: string | undefined, value: number | string) =>
    server.call('POST runs/log-metric', { run_id, key: 'm', value, timestamp: 1, step: draw(100) });
  // Many are equal, some are NaN, some have none.
  for (const [index, run_id] of runs.entries())
    if (index % 9 > 0) log(run_id, index % 7 === 0 ? 'NaN' : draw(40) - 20);
  const page = (filter: string, max_results: number, page_token?: string) =>
    server.call('POST runs/search', {
      ...{ experiment_ids: [iris], order_by: ['metrics.m DESC'] },
      ...{ filter, max_results, page_token },
    });
  const ids = (answer: { runs?: { info: { run_id: string } }[] }) =>
    (answer.runs ?? []).map(({ info }) => info.run_id);
  for (let round = 0; round < 12; round++) {
    const all = expected(server, iris, () => true);
    expect(ids(page('', 1 + round * 7))).toEqual(all.slice(0, 1 + round * 7));
    const some = expected(server, iris, (value) => value !== undefined && value < -15);
    expect(ids(page('metrics.m < -15', 30))).toEqual(some.slice(0, 30));
    log(runs[draw(2600)], draw(60) - 30);
    server.call('POST runs/delete', { run_id: all[round] });
    server.call('POST runs/create', { experiment_id: iris, start_time: 99 });
  }
  const pages: string[] = [];
  let token: string | undefined;
  do {
    const answer = page('', 700, token);
    pages.push(...ids(answer));
    token = answer.next_page_token;
  } while (token !== undefined);
  expect(pages).toEqual(expected(server, iris, () => true));
});
