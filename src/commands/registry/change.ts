import type { ModelEvent } from '../../core/generated/types.js';
import { type EventBody, EventChain, type EventFacts } from '../../core/registry/event-chain.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import { eventPath } from '../../ledger/layout.js';
import type { Ledger, LedgerView, NewFile, Plan } from '../../ledger/ledger.js';
import { encodeRecord } from '../../ledger/read/records.js';
import { trueRegistry } from '../promote/confirmed.js';
import type { PromoteDeps } from '../promote/deps.js';
import { attested } from '../promote/planned.js';

export interface ChangeDeps extends Pick<PromoteDeps, 'ask' | 'attest'> {
  ledger: Ledger;
  facts: EventFacts;
}

/** What a change comes to in the state that it finds. No bodies: all is as it is to be. One may be about another version. */
export interface Decision {
  /** Null: the model as a whole. */
  version: number | null;
  bodies: readonly (EventBody & { version?: number })[];
  /** Of the commit. */
  subject: string;
}

export interface Changed {
  model: string;
  version: number | null;
  /** None where nothing had to be written. */
  events: readonly ModelEvent[];
  commit: string | null;
}

/**
 * Writes the events of a change; after a lost race it is decided again.
 * @throws UserError E_MODEL_NOT_FOUND, E_MODEL_DAMAGED, E_LEDGER_*; what `decide` throws
 */
export async function changeModel(model: string, deps: ChangeDeps, decide: Decide): Promise<Changed> {
  const { value, commit } = await deps.ledger.write((view) => changeIn(model, { view, decide }, deps));
  return { ...value, commit };
}

/** What a change would write, of which nothing is written. @throws UserError as {@link changeModel} */
export async function tryChange(
  model: string,
  { attest: _, ...deps }: ChangeDeps,
  decide: Decide,
): Promise<Changed> {
  const { value } = await changeIn(model, { view: await deps.ledger.view(), decide }, deps);
  return { ...value, commit: null };
}

type Decide = (state: RegisteredModel, view: LedgerView) => Decision | Promise<Decision>;

async function changeIn(
  model: string,
  { view, decide }: { view: LedgerView; decide: Decide },
  deps: ChangeDeps,
): Promise<Plan<Omit<Changed, 'commit'>>> {
  const state = await trueRegistry(view, model, deps);
  return planOf(model, { state, decision: await decide(state, view), ...deps });
}

/** What a decision about a model writes. */
export async function planOf(
  model: string,
  {
    state,
    decision,
    facts,
    attest,
  }: { state: RegisteredModel; decision: Decision } & Pick<ChangeDeps, 'facts' | 'attest'>,
): Promise<Plan<Omit<Changed, 'commit'>>> {
  const { version, bodies, subject } = decision;
  const chain = new EventChain(state.events, facts);
  for (const body of bodies) chain.add({ model, version: body.version ?? version }, body);
  const events = await attested(chain.added, attest);
  return {
    files: await filesOf(events),
    message: { subject, trailers: [['Lineage-Model', version === null ? model : `${model}/${version}`]] },
    value: { model, version, events },
  };
}

export function filesOf(events: readonly ModelEvent[]): Promise<NewFile[]> {
  return Promise.all(
    events.map(async (event) => ({
      path: eventPath(event.model, event.event_id),
      bytes: await encodeRecord('modelEvent', event),
    })),
  );
}

/** The model, or a version of it, in a sentence or a commit's subject. */
export function subjectOf(model: string, version: number | null): string {
  return version === null ? model : `${model} version ${version}`;
}
