import path from 'node:path';
import { BROUGHT_FILE, parseBrought } from '../../core/fetch/brought.js';
import { contentsBegun, contentsRead } from '../../core/lineage/contents.js';
import { digestOf, outputFact } from '../../core/lineage/look-up-facts.js';
import { Producers } from '../../core/lineage/producers.js';
import type { Log } from '../../core/log.js';
import { LineageRuns } from '../../ledger/index/lineage-runs.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { GatheredInputs } from './gather-inputs.js';
import { readSmall } from './own-files.js';
import type { Session } from './session.js';

/** Days whose records are read for it: as many as wait for look-ups, and a few. */
const MOST_DAYS = 40;

export interface MakersDeps {
  ledger: Pick<Ledger, 'view'>;
  log: Log;
  /** The command's environment. */
  env: Readonly<Record<string, string | undefined>>;
}

type Inputs = Pick<GatheredInputs, 'datasets' | 'base_models'>;

/**
 * What a run read, with the runs that made it, where the line did not say so: for all of it with one look-up by digest. Of the runs
 * that made the same bytes and had ended before this one began it is the one whose files the job has brought, else the newest trusted
 * one. Where nobody can be asked, nothing is said: the bytes are in the record.
 */
export async function withMakers(
  inputs: Inputs,
  { run_id, started_at_ms }: Pick<Session, 'run_id' | 'started_at_ms'>,
  { ledger, log, env }: MakersDeps,
): Promise<Inputs> {
  const wanted = [
    ...inputs.datasets.filter(({ made_by = null }) => made_by === null).flatMap(contentsRead),
    ...inputs.base_models.filter(({ made_by }) => made_by === null).flatMap(modelContents),
  ];
  if (wanted.length === 0) return inputs;
  const reader = { run_id, started_at: new Date(started_at_ms).toISOString() };
  try {
    const runs = await LineageRuns.openQuick(await ledger.view(), { log, most: MOST_DAYS });
    const facts = [...new Set(wanted.map((content) => outputFact(digestOf(content))))];
    const brought = await broughtIn(env);
    await runs?.load({ ids: brought, facts: [], newest: facts });
    const found = [
      ...[...brought].flatMap((id) => runs?.get(id) ?? []),
      ...facts.flatMap((fact) => runs?.withFact(fact) ?? []),
    ];
    const producers = new Producers(new Map(found.map((run) => [run.run_id, run])).values());
    const makerOf = (contents: readonly string[]) => {
      const makers = producers.before(contents, reader);
      return (makers.find(({ run }) => brought.has(run.run_id)) ?? makers[0])?.run.run_id ?? null;
    };
    return {
      datasets: inputs.datasets.map((data) => {
        const made_by = data.made_by ?? makerOf(contentsRead(data));
        return made_by === null ? data : { ...data, made_by };
      }),
      base_models: inputs.base_models.map((model) => ({
        ...model,
        made_by: model.made_by ?? makerOf(modelContents(model)),
      })),
    };
  } catch (error) {
    log.debug(`who made what was read could not be looked up: ${(error as Error).message}`);
    return inputs;
  }
}

/** None of a version of the registry: that one says itself of which run it is. */
function modelContents(model: Inputs['base_models'][number]): string[] {
  const isRegistered = model.uri.startsWith('models:/') && model.version !== null;
  return isRegistered ? [] : contentsBegun(model);
}

/** Runs whose files steps of the job have brought; none outside of a job. */
async function broughtIn(env: MakersDeps['env']): Promise<ReadonlySet<string>> {
  const temp = env['RUNNER_TEMP'];
  if (temp === undefined || temp === '') return new Set();
  return parseBrought(await readSmall(path.join(temp, BROUGHT_FILE)).catch(() => ''));
}
