import { type Fault, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { quoted } from '../../core/printable.js';
import { type RequestState, stageNamed } from '../../core/registry/registry.js';
import { deadBecause } from '../../core/registry/request.js';
import { eventPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { assembleModel, type ModelFiles, readModelFiles } from '../../ledger/read/model.js';
import { findModels, readSound } from '../../ledger/read/records.js';
import { requestOf, type StandingRequest } from '../../ledger/read/requests.js';
import type { Decision } from './decision.js';

export interface FoundRequest extends StandingRequest {
  /** All records of its model. */
  files: ModelFiles;
}

/**
 * The request that a decision names, of whichever model.
 * @throws UserError E_REQUEST_NOT_FOUND; E_INPUT_INVALID when it is about another model, version or stage than was said
 */
export async function findRequest(view: LedgerView, decision: Decision): Promise<FoundRequest> {
  const { model, files } = await modelOf(view, decision);
  const found = requestOf(files, decision.request);
  const isRepair = found?.request.event.change.type === 'disown';
  // What asks for a repair stands in a model that is damaged.
  if (!isRepair) requireWhole(model, assembleModel(files));
  if (found === undefined) throw notFound(decision, `is an event of ${quoted(model)}, and no request`);
  const { state, request } = found;
  const faults = mismatches(decision, { model, request });
  if (faults.length > 0) throw new UserError(faults);
  return { state, request, files };
}

/** Models with an event of that id. */
export async function modelsHaving(view: LedgerView, id: string): Promise<string[]> {
  const { names } = await findModels(view);
  const known = await readSound(
    view,
    names.map((name) => eventPath(name, id)),
  );
  return names.filter((name) => known.has(eventPath(name, id)));
}

/** The one model that has such an event: whoever may push can put the same id into another one. */
async function modelOf(view: LedgerView, decision: Decision): Promise<{ model: string; files: ModelFiles }> {
  const having = await modelsHaving(view, decision.request);
  const found: { model: string; files: ModelFiles }[] = [];
  for (const model of having) {
    const files = await readModelFiles(view, model);
    const isThere = files.events.some(({ event }) => event.event_id === decision.request);
    if (isThere) found.push({ model, files });
  }
  const [one, other] = found;
  if (one === undefined)
    throw notFound(
      decision,
      having.length === 0 ? 'is no event of any model' : 'is a record that does not count',
    );
  if (other !== undefined)
    throw notFound(decision, `is an event of ${quoted(one.model)} and of ${quoted(other.model)}`);
  return one;
}

export function notFound({ request, kind }: Decision, why: string): UserError {
  return new UserError({
    code: 'E_REQUEST_NOT_FOUND',
    what: `${request} ${why}`,
    where: `input ${kind}`,
    mend: 'Take the id from the issue of the request, or from `lineage-gate requests ls`',
  });
}

function mismatches(
  decision: Decision,
  { model, request: { event } }: { model: string; request: RequestState },
): Fault[] {
  const to = event.change.type === 'stage' ? event.change.to_stage : null;
  const about: [name: string, given: string | null, is: string | null][] = [
    ['model', decision.model, model],
    ['version', decision.version, event.version === null ? null : String(event.version)],
    ['stage', decision.stage === null ? null : (stageNamed(decision.stage) ?? decision.stage), to],
  ];
  return about.flatMap(([name, given, is]) =>
    given === null || given === is
      ? []
      : [mismatch(name, `is about ${name} ${is ?? 'none'}, and \`${name}\` is ${shown(given)}`, decision)],
  );
}

export function mismatch(name: string, why: string, { request }: Pick<Decision, 'request'>): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `The request ${request} ${why}`,
    where: `input ${name}`,
    mend: `Leave \`${name}\` away: the request says it`,
  };
}

/** @throws UserError E_REQUEST_CLOSED */
export function requireOpen(request: RequestState, now: string): void {
  const why = deadBecause(request, now);
  if (why !== undefined) throw closed(request.event, why);
}

export function closed({ event_id }: { event_id: string }, why: string): UserError {
  return new UserError({
    code: 'E_REQUEST_CLOSED',
    what: `The request ${event_id} ${why}`,
    where: 'request',
    mend: 'Ask for it anew',
  });
}

const OTHER_APPROVER =
  'Let somebody decide whom the policy names in `approvers`, and who has not asked for it';

export function notApprover(
  { event }: { event: { event_id: string } },
  whys: readonly string[],
  mend = OTHER_APPROVER,
): UserError {
  return new UserError(
    whys.map((what) => ({
      code: 'E_NOT_APPROVER' as const,
      what: `Request ${event.event_id}: ${what}`,
      where: 'request',
      mend,
    })),
  );
}
