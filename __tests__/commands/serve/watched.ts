import type { Served } from '../../../src/commands/serve/serve.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { call } from './setup.js';

/** A ledger, with the paths of the records that are read of it one after the other. */
export function watched(ledger: Ledger): { ledger: Pick<Ledger, 'view' | 'mark' | 'write'>; read: string[] } {
  const read: string[] = [];
  const view = async () => {
    const found = await ledger.view();
    const each: typeof found.each = (paths, visit, options) => {
      read.push(...paths);
      return found.each(paths, visit, options);
    };
    return new Proxy(found, {
      get(target, name) {
        if (name === 'each') return each;
        const own: unknown = Reflect.get(target, name, target);
        return typeof own === 'function' ? own.bind(target) : own;
      },
    });
  };
  return { ledger: { ...ledger, view }, read };
}

/** All experiments, and all runs with their curves. */
export async function shownRuns(served: Served): Promise<unknown[]> {
  const sight = { max_results: 99, view_type: 'ALL', order_by: ['name'] };
  const { experiments } = await call(served, 'POST experiments/search', sight);
  const experiment_ids = experiments.map(({ experiment_id }: { experiment_id: string }) => experiment_id);
  const { runs = [] } = await call(served, 'POST runs/search', { experiment_ids, run_view_type: 'ALL' });
  const told: unknown[] = [experiments];
  for (const run of runs) {
    const { run_id } = run.info;
    told.push(run, await call(served, 'GET metrics/get-history', { run_id, metric_key: 'loss' }));
  }
  return told;
}
