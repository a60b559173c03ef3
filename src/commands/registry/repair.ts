import { type Fault, Faults, UserError } from '../../core/errors.js';
import type { Finding, ModelEvent } from '../../core/generated/types.js';
import type { Policy } from '../../core/policy/policy.js';
import { reasonFaults } from '../../core/reason.js';
import { digestOfEvent } from '../../core/registry/disowned.js';
import { EventChain } from '../../core/registry/event-chain.js';
import { asWord } from '../../core/shell-word.js';
import { eventPath, versionPath } from '../../ledger/layout.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { damageOf, requireUnhidden } from '../../ledger/read/damage.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { type ChangeDeps, filesOf } from './change.js';
import { knownFiles } from './files.js';
import { type Disowner, disownFindings } from './may-disown.js';
import { chosenOf, type Proposal, type ProposedRecord, propose, without } from './proposal.js';
import { type Redaction, redacted } from './secrets.js';

/** Records of one event, as its record takes them. */
const MOST_RECORDS = 1000;

export interface RepairRequest {
  model: string;
  /** Paths of records that are not to count; none: those that cannot be true. */
  records: readonly string[];
}

export interface RepairDeps extends ChangeDeps, Redaction {
  policy: Policy;
  triggering_actor: Disowner['triggering_actor'];
}

export type Repaired =
  | { state: 'refused'; findings: Finding[] }
  | {
      state: 'done';
      records: ProposedRecord[];
      /** None where there was nothing to disown; several where one cannot name them all. */
      events: readonly ModelEvent[];
      commit: string | null;
    };

/** What is wrong with a model, and what would mend it; nothing is written. @throws UserError E_MODEL_NOT_FOUND, E_INPUT_INVALID, E_LEDGER_* */
export async function proposeRepair({ model, records }: RepairRequest, view: LedgerView): Promise<Proposal> {
  const files = await knownFiles(view, model);
  return propose(model, files, { named: records, unfit: await unfitVersions(view, files) });
}

/**
 * Says that records of a model do not count, by events of one commit that take none of them away. What the policy has against it is an answer.
 * @throws UserError E_MODEL_DAMAGED when the model would not be whole, naming what is left; as {@link proposeRepair}
 */
export async function repair(
  request: RepairRequest & { reason: string },
  deps: RepairDeps,
): Promise<Repaired> {
  const { model } = request;
  const reason = reasonOf(request.reason, deps);
  const { policy, triggering_actor, facts } = deps;
  const findings = disownFindings(policy, { model, actor: facts.actor, triggering_actor });
  if (findings.length > 0) return { state: 'refused', findings };
  const { value, commit } = await deps.ledger.write(async (view) => {
    const files = await knownFiles(view, model);
    requireUnhidden(model, files.odd);
    const { records: named } = request;
    const proposal = propose(model, files, { named, unfit: await unfitVersions(view, files) });
    const records = chosenOf(proposal, named);
    if (named.length === 0) requireNoRivals(records);
    return planOf({ model, files, records, reason }, deps);
  });
  return { state: 'done', ...value, commit };
}

interface Asked {
  model: string;
  files: ModelFiles;
  records: ProposedRecord[];
  reason: string;
}

async function planOf(
  { model, files, records, reason }: Asked,
  { facts }: RepairDeps,
): Promise<Plan<{ records: ProposedRecord[]; events: readonly ModelEvent[] }>> {
  const named = records.map(({ path, digest }) => ({ path, digest }));
  const chain = new EventChain(without(files, named).events, facts);
  for (let at = 0; at < named.length; at += MOST_RECORDS) {
    const [first, ...others] = named.slice(at, at + MOST_RECORDS);
    if (first === undefined) break;
    chain.add({ model, version: null }, { type: 'disowned', records: [first, ...others], reason });
  }
  const { added: events } = chain;
  if (events.length === 0)
    return { files: [], message: { subject: '', trailers: [] }, value: { records, events } };
  requireMended(model, { files, events });
  return {
    files: await filesOf(events),
    message: {
      subject: `disown ${named.length} record${named.length === 1 ? '' : 's'} of ${model}`,
      trailers: [['Lineage-Model', model]],
    },
    value: { records, events },
  };
}

/** Which of two is the forged one, and whether an event is missing, no rule can say. */
function requireNoRivals(records: readonly ProposedRecord[]): void {
  const rivals = records.filter(({ rival_of }) => rival_of !== undefined);
  const cut = records.filter(({ follows_missing }) => follows_missing);
  if (rivals.length + cut.length === 0) return;
  throw new UserError([
    ...cut.map(
      ({ path }): Fault => ({
        code: 'E_INPUT_MISSING',
        what: `${path} follows an event that is not there: either that one was removed or changed, or this one was made up`,
        where: '--records',
        mend: 'Ask `lineage-gate verify` what was removed or changed, and put it back as it was (`git show COMMIT^:PATH`); if nothing was, name the made-up records in `--records`, with what follows them',
      }),
    ),
    ...rivals.map(
      ({ path, rival_of }): Fault => ({
        code: 'E_INPUT_MISSING',
        what: `${path} and ${rival_of} follow the same event, and one of them is forged`,
        where: '--records',
        mend: 'Look at the commits that added them, and name the forged ones in `--records`, with what follows them',
      }),
    ),
  ]);
}

/** Held against the model as every reader will find it. */
function requireMended(
  model: string,
  { files, events }: { files: ModelFiles; events: readonly ModelEvent[] },
): void {
  const links = events.map((event) => ({
    ...{ path: eventPath(model, event.event_id), digest: digestOfEvent(event), event },
  }));
  const after = assembleModel({ ...files, events: [...files.events, ...links] });
  const left = damageOf(model, after);
  if (left.length === 0) return;
  throw new UserError(
    left.map(
      (one): Fault => ({
        code: 'E_MODEL_DAMAGED',
        what: `The record ${one.path} ${one.why}, also without what is to be disowned; nothing was written`,
        where: one.path,
        mend: `Name it in \`--records\` too, or leave \`--records\` out; \`lineage-gate models repair ${asWord(model)}\` says what there is`,
      }),
    ),
  );
}

function reasonOf(text: string, deps: Redaction): string {
  const faults = new Faults();
  const reason = redacted(text.trim(), { what: 'the reason', key: null }, deps);
  if (reason === '') {
    const mend = 'Say why these records do not count: it is what an auditor reads';
    faults.add({ code: 'E_INPUT_MISSING', what: '`--reason` is empty', where: '--reason', mend });
  }
  for (const fault of reasonFaults(reason, '--reason')) faults.add(fault);
  faults.throwIfAny();
  return reason;
}

/** Versions that their runs do not vouch for: nothing can be registered beside them. */
async function unfitVersions(view: LedgerView, files: ModelFiles): Promise<Proposal['damage']> {
  const found: Proposal['damage'] = [];
  const { versions } = assembleModel(files);
  // One by one only where one of them is bad: each reading starts a program.
  const areAllFit = await readRunsOf(view, versions).then(() => true, ofUser);
  for (const version of areAllFit ? [] : versions) {
    try {
      await readRunsOf(view, [version]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const path = versionPath(version.model, version.version);
      const why = (error.faults[0]?.what ?? '').replace(`The record ${path} `, '');
      found.push({
        path,
        why: why.startsWith('The record ') ? `is of a run that cannot be read: ${why}` : why,
      });
    }
  }
  return found;
}

/** What a user has to mend is an answer here. */
function ofUser(error: unknown): false {
  if (!(error instanceof UserError)) throw error;
  return false;
}
