import { UserError } from '../../../src/core/errors.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { call, content, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const AWAY = new UserError({
  code: 'E_LEDGER_NETWORK',
  what: 'The server could not be reached',
  where: 'lineage of https://example.test/o/r',
  mend: 'Look at the network',
});

const searched = async (served: ReturnType<ServeSetup['open']>): Promise<string[]> => {
  const names = { experiment_ids: ['0'], order_by: ['run_id'] };
  const { experiments } = await call(served, 'POST experiments/search', { max_results: 10 });
  const ids = experiments.map(({ experiment_id }: { experiment_id: string }) => experiment_id);
  const { runs = [] } = await call(served, 'POST runs/search', { ...names, experiment_ids: ids });
  return runs.map(({ info }: { info: { run_id: string } }) => info.run_id);
};

/** The ledger of the setup, until it is told to do something else. */
function ledgerOf(): { ledger: Ledger; instead: { mark?: Ledger['mark']; view?: Ledger['view'] } } {
  const { ledger } = setup.fetch;
  const instead: { mark?: Ledger['mark']; view?: Ledger['view'] } = {};
  const mark = () => (instead.mark ?? ledger.mark)();
  const view = () => (instead.view ?? ledger.view)();
  return { ledger: { ...ledger, mark, view }, instead };
}

test.each([
  ['read only', false],
  ['writable', true],
])(
  'a ledger that cannot be reached is answered for from what is known, and the log says so once: %s',
  async (_, isWritable) => {
    const run = await setup.fetch.train({ model: { MLmodel: 'flavors: {}' } });
    await setup.fetch.register(run);
    const { ledger, instead } = ledgerOf();
    const served = setup.open(isWritable ? setup.folder : null, ledger);
    expect(await searched(served)).toEqual([run]);
    const later = await setup.record();
    const { lines } = setup.fetch.log;
    for (const way of ['mark', 'view'] as const) {
      instead[way] = (): Promise<never> => Promise.reject(AWAY);
      for (let looks = 0; looks < 3; looks += 1) {
        setup.wait();
        expect(await searched(served)).toEqual([run]);
      }
      // What was not brought before is on this machine, too.
      expect(await content(served, 'models/clf/1/MLmodel')).toBe('flavors: {}');
      delete instead[way];
    }
    const told = lines.filter((line) => line.startsWith('Answered from what is known'));
    expect(told).toEqual([expect.stringContaining('Look at the network.')]);
    setup.wait();
    await searched(served);
    await until(async () => (await searched(served)).length === 2);
    expect(await searched(served)).toEqual([run, later].sort());
    expect(lines).toContain('The ledger can be read again.');
  },
);

test('a look that takes long holds up one call for its patience, and no other', async () => {
  const run = await setup.record();
  const { ledger, instead } = ledgerOf();
  const served = setup.open(null, ledger, { patience: 50 });
  expect(await searched(served)).toEqual([run]);
  const later = await setup.record();
  let release: () => void = () => undefined;
  let looks = 0;
  instead.mark = async () => {
    looks += 1;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return setup.fetch.ledger.mark();
  };
  setup.wait();
  expect(await searched(served)).toEqual([run]);
  setup.wait();
  expect(await searched(served)).toEqual([run]);
  expect(looks).toBe(1);
  delete instead.mark;
  release();
  await until(async () => (await searched(served)).length === 2);
  expect(await searched(served)).toEqual([run, later].sort());
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
