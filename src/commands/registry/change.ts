import type { ModelEvent } from '../../core/generated/types.js';
import { type EventBody, EventChain, type EventFacts } from '../../core/registry/event-chain.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import { eventPath } from '../../ledger/layout.js';
import type { Ledger, LedgerView, NewFile, Plan } from '../../ledger/ledger.js';
import { encodeRecord } from '../../ledger/read/records.js';
import { readRegistry } from '../../ledger/read/registry.js';

export interface ChangeDeps {
  ledger: Ledger;
  facts: EventFacts;
}

/** What a change comes to in the state that it finds. No bodies: all is as it is to be. */
export interface Decision {
  /** Null: the model as a whole. */
  version: number | null;
  bodies: readonly EventBody[];
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
export async function changeModel(
  model: string,
  { ledger, facts }: ChangeDeps,
  decide: (state: RegisteredModel, view: LedgerView) => Decision | Promise<Decision>,
): Promise<Changed> {
  const { value, commit } = await ledger.write(async (view): Promise<Plan<Omit<Changed, 'commit'>>> => {
    const state = await readRegistry(view, model);
    return planOf(model, { state, decision: await decide(state, view), facts });
  });
  return { ...value, commit };
}

/** What a decision about a model writes. */
export async function planOf(
  model: string,
  { state, decision, facts }: { state: RegisteredModel; decision: Decision; facts: EventFacts },
): Promise<Plan<Omit<Changed, 'commit'>>> {
  const { version, bodies, subject } = decision;
  const chain = new EventChain(state.events, facts);
  for (const body of bodies) chain.add({ model, version }, body);
  return {
    files: await filesOf(chain.added),
    message: { subject, trailers: [['Lineage-Model', version === null ? model : `${model}/${version}`]] },
    value: { model, version, events: chain.added },
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
