import { triggeredBy } from '../../collect/ci/ci.js';
import { ownVariables } from '../../collect/command/variables.js';
import { eventsCode } from '../../collect/git/git.js';
import { beforeFault } from '../../commands/track/before.js';
import { recordingOf } from '../../commands/track/recording.js';
import { lineageDir, type Session, type TrackRequest } from '../../commands/track/session.js';
import { loadSession, sessionDigest, sessionFile } from '../../commands/track/session-file.js';
import { type Told, tampered, toldOtherwise } from '../../commands/track/tampered.js';
import { type Fault, Faults, UserError } from '../../core/errors.js';
import type { Host } from '../host.js';
import type { Inputs } from '../inputs.js';
import { trackRequest } from './inputs.js';

/** What post finds of a run. */
export interface Kept {
  session: Session;
  /** Whether it is known to be as it was written. */
  isProven: boolean;
  /** What was changed since, as far as the files alone say it. */
  faults: Fault[];
}

/**
 * The session of a run, held against its digest, which the runner has kept. Of one that was changed nothing is taken that post can say
 * itself, and of one that is gone a run is still made: somebody has trained.
 */
export async function keptSession(host: Host, inputs: Inputs<'track'>, runId: string): Promise<Kept> {
  const file = sessionFile(host.temp, runId);
  const digest = host.env['STATE_session'] ?? '';
  const request = await trackRequest(
    inputs,
    { workspace: host.workspace, workflow: host.env['GITHUB_WORKFLOW'] },
    // What can no longer be found is told when it is collected.
    new Faults(),
  );
  const started_at_ms = Number(host.env['STATE_started-at']) || host.now();
  let kept: Session | undefined;
  let lost = tampered('What is kept of the run between the steps is gone', file);
  try {
    kept = await loadSession(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    lost = error.faults[0] ?? lost;
  }
  if (kept === undefined) {
    return { session: newSession(host, { runId, request, started_at_ms }), isProven: false, faults: [lost] };
  }
  const found = sessionDigest(kept);
  const before = await beforeFault(
    { lineage_dir: lineageDir(host.temp, runId) },
    host.env['STATE_before'] ?? '',
  );
  const faults = before === null ? [] : [before];
  // A command of this step could have said anything to the runner, before it killed the step.
  if (found === digest) return { session: kept, isProven: inputs.run === '', faults };
  const what = `What is kept of the run between the steps was changed: its digest was ${digest} and is ${found}`;
  const told = requestDifferences(kept, { request, started_at_ms });
  const sources = { one: 'in the session of the run', other: 'in this step' };
  return {
    session: { ...kept, request, started_at_ms },
    isProven: false,
    faults: [tampered(what, file), ...toldOtherwise(told, { runId, ...sources }), ...faults],
  };
}

function requestDifferences(
  kept: Session,
  { request, started_at_ms }: Pick<Session, 'request' | 'started_at_ms'>,
): Told[] {
  const names = Object.keys(request) as (keyof TrackRequest)[];
  const isPlace = (name: string) => name === 'workspace' || name === 'cwd';
  return [
    ['started_at', kept.started_at_ms, started_at_ms],
    ...names.filter((name) => !isPlace(name)).map((name): Told => [name, kept.request[name], request[name]]),
  ];
}

function newSession(
  host: Host,
  { runId, request, started_at_ms }: { runId: string } & Pick<Session, 'request' | 'started_at_ms'>,
): Session {
  const { ci, env, temp } = host;
  return {
    run_id: runId,
    started_at_ms,
    request,
    code: eventsCode(ci.code),
    context: ci.context,
    triggered_by: triggeredBy(ci),
    variables: ownVariables(env),
    lineage_dir: lineageDir(temp, runId),
    ...recordingOf(request, { ci, inAction: true }),
    ended: false,
  };
}
