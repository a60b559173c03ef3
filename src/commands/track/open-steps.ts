import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunRecord } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import type { Session, TrackRequest } from './session.js';
import { loadSession, sessionFile } from './session-file.js';

/**
 * What a run may read of runs that earlier steps of its job began and that go on until the job ends: their records come after its own.
 * @returns sentences without a full stop
 */
export async function openSteps(
  { datasets, base_models }: Pick<TrackRequest, 'datasets' | 'base_models'>,
  { temp, context }: { temp: string; context: Pick<RunRecord['context'], 'ci_run_id'> },
): Promise<string[]> {
  if (context.ci_run_id === null || (datasets.trim() === '' && base_models.trim() === '')) return [];
  const open = await openSessions(temp);
  return open
    .filter((one) => one.context.ci_run_id === context.ci_run_id)
    .map(
      ({ run_id, request }) =>
        `Run ${run_id} of experiment ${quoted(request.experiment)}, which an earlier step of this job began without \`run\`, goes on until the job ends and is recorded after this one: what this run reads of it is known by its bytes alone, and no recall of what it comes from is seen before. Give that step its commands as \`run\``,
    );
}

async function openSessions(temp: string): Promise<Session[]> {
  const names = await readdir(path.join(temp, 'lineage-gate')).catch(() => []);
  const all: Session[] = [];
  for (const name of names.sort()) {
    // What was changed is told where that run ends.
    const session = await loadSession(sessionFile(temp, name)).catch(() => undefined);
    if (session !== undefined && !session.ended && session.request.command === null) all.push(session);
  }
  return all;
}
