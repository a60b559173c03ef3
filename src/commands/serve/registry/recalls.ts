import { UserError } from '../../../core/errors.js';
import type { VersionRecord } from '../../../core/generated/types.js';
import type { Log } from '../../../core/log.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { Sorted } from '../../../core/policy/waivers.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { State } from '../../../mlflow/state/state.js';
import { serves } from '../../promote/move.js';
import { Recalled } from '../../recalled/recalled.js';
import { lineageKeys } from '../../track/mlflow/choose.js';
import { judgedMaker, type Maker, makersNamed, makersOf, type Named, type Uploaded } from './makers.js';

/** What a change is held against. */
interface Asked {
  view: LedgerView;
  state: State;
  facts: { at: string };
  recordOf(model: string, version: number): VersionRecord | undefined;
}

export interface RecallDeps {
  policy: Policy;
  log: Log;
  uploaded: Uploaded;
}

/** A change that has a version be there, be named, or serve. */
export type Giving = Extract<RegistryChange, { type: 'version-created' | 'alias-set' | 'stage-changed' }>;

/**
 * Why a change would have a version serve, or be named, that comes from what is recalled, and what of it the policy lets pass. No policy
 * takes that to be refused.
 * @throws ProtocolError where nobody can tell yet
 */
export async function recallFindings(
  change: RegistryChange,
  asked: Asked,
  deps: RecallDeps,
): Promise<Sorted> {
  if (!isGiving(change)) return { findings: [], waived: [] };
  const { findings, waived, open } = await findingsNow(change, asked, deps);
  if (findings.length === 0 && open !== undefined && change.type !== 'version-created')
    throw notKnown(open, change);
  return { findings, waived };
}

/** As {@link recallFindings}, by what is known until now; `open`: of whom more may come. */
export async function findingsNow(
  change: Giving,
  { view, state, facts, recordOf }: Asked,
  { policy, log, uploaded }: RecallDeps,
): Promise<Sorted & { open?: Maker | undefined }> {
  const recalled = new Recalled(view, { log });
  const all: Sorted = { findings: [], waived: [] };
  if (await recalled.isEmpty()) return all;
  const { model, version } = change;
  const record = recordOf(model, version);
  const known = { view, state, wanted: lineageKeys(policy), uploaded };
  const makers =
    record === undefined || record.run_id === null
      ? await makersOf(namedBy(change, state), known)
      : await judgedMaker(record, view);
  for (const { run, made: digest } of makers) {
    const about = { model, version, digest };
    const { findings, waived } = await recalled.refusals(run, about, {
      policy: async () => policy,
      now: facts.at,
    });
    all.findings.push(...findings);
    all.waived.push(...waived);
  }
  return { ...all, open: makers.find(({ isRecorded }) => !isRecorded) };
}

/** Whether anything is recalled, or nobody can tell. */
export async function isRecalling({
  view,
  log,
}: {
  view(): Promise<LedgerView>;
  log: Log;
}): Promise<boolean> {
  try {
    return !(await new Recalled(await view(), { log }).isEmpty());
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

/** Ids of the runs and logged models that have to be recorded before a change can be held against recalls, or judged. */
export function makersOfChange(change: RegistryChange, state: State): string[] {
  return isGiving(change) ? makersNamed(namedBy(change, state), state) : [];
}

function isGiving(change: RegistryChange): change is Giving {
  if (change.type === 'stage-changed') return serves(change.to);
  return change.type === 'version-created' || change.type === 'alias-set';
}

function namedBy(change: Giving, { models }: State): Named {
  const { model, version } = change;
  if (change.type === 'version-created') {
    const tags = Object.fromEntries(change.tags.map(({ key, value }) => [key, value]));
    return { ...change, tags };
  }
  const there = models.get(model)?.versions.get(version);
  return there === undefined ? NOTHING : { ...there, tags: Object.fromEntries(there.tags) };
}

const NOTHING: Named = { run_id: '', model_id: '', source: '', storage: '', tags: {} };

/** What comes until then may be anything. */
function notKnown({ what }: Maker, { model, version }: Giving): ProtocolError {
  return new ProtocolError(
    'PERMISSION_DENIED',
    `Something is recalled, and whether version ${version} of ${model} comes from it is known once ${what} is in the ledger. ` +
      'It gets no alias and no stage that serves before. End the run first, or have the model ready, and ask again.',
  );
}
