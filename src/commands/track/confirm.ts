import type { Ci } from '../../collect/ci/ci.js';
import { triggeredBy } from '../../collect/ci/ci.js';
import { commandEnvironment } from '../../collect/command/command-environment.js';
import { insideWorkspace } from '../../collect/files/paths.js';
import { headsOf } from '../../collect/git/committed.js';
import { type CollectedCode, collectCode } from '../../collect/git/git.js';
import { type Fault, UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { GitHubClient } from '../../github/client.js';
import { resolvePull } from '../checkout/resolve-pull.js';
import { confirmCi } from './attempt.js';
import { codeDifferences, jobDifferences, provenCode, type Seen } from './differences.js';
import { recordingOf } from './recording.js';
import { lineageDir, type Session } from './session.js';
import { type Told, toldOtherwise } from './tampered.js';

export interface ConfirmDeps {
  ci: Ci;
  env: Readonly<Record<string, string | undefined>>;
  log: Log;
  /** Absolute temp folder of the job. */
  temp: string;
  /** Absolute. */
  workspace: string;
  /** Null where there is none to ask. */
  github: (() => Promise<GitHubClient>) | null;
}

/** A session that says nothing of its job but what the step that ends the run knows to be true. */
export interface Confirmed {
  session: Session;
  /** What was changed meanwhile, one for each fact; then the run is recorded as `tampered`. */
  faults: Fault[];
}

/**
 * Holds a session against the environment, event and work tree of a later step, and against what GitHub says of this workflow run: the
 * file may have been written anew by any program of the job.
 * @param runId the run that it was kept for
 * @param options.isProven whether it is known to be as it was written
 * @param options.known faults that are known already: what else it says is then the later step's own word
 */
export async function confirmSession(
  kept: Session,
  { runId, isProven, known = [] }: { runId: string; isProven: boolean; known?: readonly Fault[] },
  deps: ConfirmDeps,
): Promise<Confirmed> {
  const { ci, faults: ofEvent } = await confirmCi(deps.ci, { ...deps, runId });
  const { session, faults: ofPlaces } = inPlace({ ...kept, run_id: runId }, kept.run_id, { ...deps, ci });
  const seen = await look(session, { isProven: isProven && ofEvent.length === 0, ...deps, ci });
  const compare = isProven && ofEvent.length === 0 ? provenCode : codeDifferences;
  const compared = compare(session, seen);
  const faults = [...known, ...ofEvent, ...ofPlaces, ...jobDifferences(session, ci), ...compared.faults];
  if (compared.warning !== null) deps.log.warning(`${compared.warning}.`);
  const { pull_request, trust } = compared;
  const isTampered = faults.length > 0;
  const own = seen.resolved?.code ?? null;
  // Whether its files were changed was read when the run began, and is no more true than the rest.
  const code = isTampered && own?.commit === compared.code?.commit ? own : compared.code;
  return {
    session: {
      ...session,
      code,
      context: {
        ...(isTampered ? ci.context : session.context),
        pull_request,
        trust: isTampered ? 'tampered' : trust,
      },
    },
    faults,
  };
}

/** Where things lie and where the record goes, which the step that ends the run says by itself. */
function inPlace(kept: Session, keptId: string, { temp, workspace, ci }: ConfirmDeps): Confirmed {
  const { cwd } = kept.request;
  const session: Session = {
    ...kept,
    request: { ...kept.request, workspace, cwd: insideWorkspace(workspace, cwd) ? cwd : workspace },
    lineage_dir: lineageDir(temp, kept.run_id),
    triggered_by: triggeredBy(ci),
    ...recordingOf(kept.request, { ci, inAction: true }),
  };
  const told: Told[] = [
    ['run_id', keptId, session.run_id],
    ['workspace', kept.request.workspace, workspace],
    ['working_directory', cwd, session.request.cwd],
    ['LINEAGE_DIR', kept.lineage_dir, session.lineage_dir],
    ['triggered_by', kept.triggered_by, session.triggered_by],
    ['not_recorded', kept.not_recorded, session.not_recorded],
    ['evidence', kept.evidence, session.evidence],
  ];
  const sources = { one: 'in the session of the run', other: 'in this job' };
  return { session, faults: toldOtherwise(told, { runId: kept.run_id, ...sources }) };
}

async function look(
  session: Session,
  { isProven, ci, env: own, log, github }: ConfirmDeps & { isProven: boolean },
): Promise<Seen> {
  const { run_id: runId, lineage_dir: dir, request, code } = session;
  const env = commandEnvironment(own, { runId, dir, inAction: true });
  let collected: CollectedCode;
  try {
    collected = await collectCode({ workspace: request.workspace, directory: request.cwd, env, ci: ci.code });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.debug(`the work tree cannot be read any more: ${error.message}`);
    return { ci, collected: null, resolved: null, wasHead: false };
  }
  const head = collected.other?.commit ?? null;
  const isAsBefore = head !== null && (head === code?.commit || head === code?.merge_commit);
  const resolved = isProven && isAsBefore ? null : await resolvePull(collected, { ci, github });
  const wasHead = (await headsOf(request.workspace, env)).has(code?.commit ?? '');
  return { ci, collected, resolved, wasHead };
}
