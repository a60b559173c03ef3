import path from 'node:path';
import { type Ci, triggeredBy } from '../../collect/ci/ci.js';
import { commandEnvironment } from '../../collect/command/command-environment.js';
import { ownVariables } from '../../collect/command/variables.js';
import { collectCode } from '../../collect/git/git.js';
import { prepareLineageDir } from '../../collect/lineage-dir.js';
import { describeFault, type Fault, Faults } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { GitHubClient } from '../../github/client.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import { resolvePull } from '../checkout/resolve-pull.js';
import type { AskRecall } from '../recalled/open-recalls.js';
import { type Before, lookBefore, saveBefore } from './before.js';
import { checkRequest, foresee } from './foresee.js';
import { openSteps } from './open-steps.js';
import { type Beginning, recalledInputs } from './recalled-inputs.js';
import { recordingOf } from './recording.js';
import { lineageDir, type Session, type TrackRequest } from './session.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface BeginDeps {
  now(): number;
  /** Milliseconds by the machine's own clock, which its other processes read as well. */
  elapsed(): number;
  newId(): string;
  log: Log;
  env: Environment;
  /** Whether `env` is an action's own, with inputs and tokens that the command must not see. */
  inAction: boolean;
  ci: Ci;
  redactor: Redactor;
  ledger: Ledger;
  /** What the run's model will be held against; here it only advises. */
  policy: Policy;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  /** Null where there is none to ask. */
  github: (() => Promise<GitHubClient>) | null;
  /** Absolute temp folder for what the run leaves between the steps. */
  temp: string;
}

/** A run that has begun. Who ends it in the same process hands `before` over: the training can change the file that has it. */
export interface Begun {
  session: Session;
  before: Before;
}

/**
 * Begins a run: checks all that can be known before the training, looks at what is there, and sees that the record can be written in
 * the end, since nobody wants to hear of it five hours later.
 * @throws UserError with the faults of all inputs; then nothing has begun
 */
export async function beginRun(request: TrackRequest, deps: BeginDeps): Promise<Begun> {
  const { log } = deps;
  const faults = new Faults();
  await checkRequest(request, faults, deps.redactor);
  faults.throwIfAny();

  const recording = recordingOf(request, deps);
  const notRecorded = recording.not_recorded;
  const started_at_ms = deps.now();
  const started_elapsed_ms = deps.elapsed();
  const run_id = deps.newId();
  const dir = lineageDir(deps.temp, run_id);
  const env = commandEnvironment(deps.env, { runId: run_id, dir, inAction: deps.inAction });
  const { workspace, cwd } = request;
  await prepareLineageDir(dir);
  const [collected, , view] = await Promise.all([
    collectCode({ workspace, directory: cwd, env, ci: deps.ci.code }),
    notRecorded === null ? deps.ledger.checkWritable() : undefined,
    // A branch that is something else than a ledger could be pushed to, but never will be.
    notRecorded === null ? deps.ledger.view() : undefined,
  ]);
  const { code, context, warning } = await resolvePull(collected, deps);
  const triggered_by = triggeredBy(deps.ci);
  const about = { run_id, dir, env, code, context, triggered_by, at: new Date(started_at_ms).toISOString() };
  const { before, notes, warnings } = await lookAround(request, { ...about, view }, { deps, faults });
  for (const note of [...collected.notes, ...notes]) log.info(`Note: ${note}.`);
  const open = await openSteps(request, { temp: deps.temp, context });
  for (const one of [...warnings, ...open, ...(warning === null ? [] : [warning])]) log.warning(`${one}.`);
  log.info(`Run ${run_id} of experiment ${request.experiment} begins.`);
  const session: Session = {
    run_id,
    started_at_ms,
    started_elapsed_ms,
    request,
    code,
    context,
    triggered_by,
    variables: triggered_by === 'local' ? [] : ownVariables(env),
    lineage_dir: dir,
    ...recording,
    ended: false,
  };
  return { session, before };
}

interface Around extends Omit<Beginning, 'request' | 'before'> {
  dir: string;
  triggered_by: string;
  /** Left out where nothing is recorded: then the ledger is not asked for anything. */
  view: LedgerView | undefined;
}

/**
 * Looks at all that can be known before the training, and keeps how it was.
 * @returns sentences without a full stop @throws UserError with the faults of all inputs
 */
async function lookAround(
  request: TrackRequest,
  { dir, triggered_by, view, ...about }: Around,
  { deps, faults }: { deps: BeginDeps; faults: Faults },
): Promise<{ before: Before; notes: string[]; warnings: string[] }> {
  const { code, env } = about;
  const known = { code, triggered_by, policy: deps.policy, env };
  const { notices, warnings } = await foresee(request, known, faults);
  const looked = new Faults();
  const before = await lookBefore(request, { folder: path.dirname(dir), env }, looked);
  const mendable = looked.list.filter(({ code: one }) => MENDABLE.includes(one)).map(sentence);
  addNew(
    faults,
    looked.list.filter(({ code: one }) => !MENDABLE.includes(one)),
  );
  faults.throwIfAny();
  const recalled =
    view === undefined ? null : await recalledInputs({ ...about, request, before }, view, deps);
  addNew(faults, recalled?.faults ?? []);
  faults.throwIfAny();
  await saveBefore({ lineage_dir: dir }, before);
  const notes = [...notices, ...mendable, ...unseenNote(before), ...whereToStand(request, before)];
  return { before, notes, warnings: [...warnings, ...(recalled?.warnings ?? [])] };
}

/** What is wrong with files and not with the lines that name them: the run may write them anew. */
const MENDABLE: readonly string[] = [
  'E_ARTIFACT_SYMLINK',
  'E_FILE_UNREADABLE',
  'E_FILE_TOO_LARGE',
  'E_PATH_NAME',
];

function addNew(faults: Faults, more: readonly Fault[]): void {
  const told = new Set(faults.list.map(describeFault));
  for (const fault of more) if (!told.has(describeFault(fault))) faults.add(fault);
}

function sentence(fault: Fault): string {
  return describeFault(fault).replace(/\.$/, '');
}

function unseenNote({ unseen }: Before): string[] {
  if (unseen.length === 0) return [];
  const inputs = unseen.map((input) => `\`${input}\``).join(' and ');
  return [
    `${inputs} names too many files to look at each of them; which of them the run writes will not be told`,
  ];
}

/** What a checkout or a restored cache brings after this step would look as if the run had written it. */
function whereToStand({ command }: TrackRequest, { head }: Before): string[] {
  if (command !== null || head !== null) return [];
  return [
    'nothing is checked out yet; the track step belongs after the checkout and after steps that restore files',
  ];
}
