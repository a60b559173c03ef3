import type { ModelVersion, VersionRecord } from '../../../core/generated/types.js';
import type { WaivedFinding } from '../../../core/judgement.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { aliasSet } from '../../../core/registry/alias-set.js';
import type { EventBody } from '../../../core/registry/event-chain.js';
import { invalid } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { KeyValue } from '../../../mlflow/state/entities.js';
import { known, type State } from '../../../mlflow/state/state.js';

/** What an event of a model's folder says, and of what. */
export interface ToldChange {
  /** Name of the model in whose folder it lies. */
  model: string;
  /** Null: the model as a whole. */
  version: number | null;
  body: EventBody;
  /** Its event id where another one names it. Default: a new one. */
  id?: string;
}

type Created = Extract<RegistryChange, { type: 'version-created' }>;

/** All but what takes more than events. */
export type PlainChange = Exclude<RegistryChange, Created>;

/** The events that say what a call changes. */
export function eventsOf(
  change: PlainChange,
  { state, reason, verdict, waived, recordOf, newId }: EventFacts,
): ToldChange[] {
  const { model } = change;
  switch (change.type) {
    case 'model-created': {
      const { description, tags } = change;
      const created = { type: 'model-created' as const, ...(description === '' ? {} : { description }) };
      return [{ model, version: null, body: created }, ...tagged({ model, version: null, tags })];
    }
    case 'model-renamed':
      return renamed(change, { reason, ids: [newId(), newId()] });
    case 'model-deleted':
      return [{ model, version: null, body: { type: 'model-deleted', reason } }];
    case 'version-deleted':
      return [{ model, version: change.version, body: { type: 'version-deleted', reason } }];
    case 'alias-set':
      return [{ model, version: change.version, body: aliasSet(change.alias, waived) }];
    case 'alias-deleted': {
      const version = known(known(state.models, model).aliases, change.alias);
      return [{ model, version, body: { type: 'alias-deleted', alias: change.alias } }];
    }
    case 'stage-changed': {
      const { version, to, archived } = change;
      const manifest_digest = recordOf(model, version)?.manifest?.digest;
      const body = {
        type: 'stage-changed' as const,
        from_stage: known(known(state.models, model).versions, version).stage,
        to_stage: to,
        reason,
        ...(archived.length === 0 ? {} : { archived }),
        ...(manifest_digest === undefined ? {} : { manifest_digest }),
        ...(verdict === undefined ? {} : { policy: verdict }),
      };
      return [{ model, version, body }];
    }
    case 'description-set': {
      const { version, description } = change;
      return [{ model, version, body: { type: 'description-set', description: description || null } }];
    }
    case 'tag-set': {
      const { version, key, value } = change;
      requireOwnTag(change, recordOf);
      return [{ model, version, body: { type: 'tag-set', key, value } }];
    }
    case 'tag-deleted':
      requireOwnTag(change, recordOf);
      return [{ model, version: change.version, body: { type: 'tag-deleted', key: change.key } }];
  }
}

interface EventFacts {
  /** As it is before. */
  state: State;
  /** Of what has one, as the ledger keeps it. */
  reason: string;
  /** What the policy has said of it. */
  verdict: ModelVersion['policy'] | undefined;
  /** Of an alias: what of recalls it has let pass. */
  waived?: readonly WaivedFinding[] | undefined;
  /** The record of a version. */
  recordOf(model: string, version: number): VersionRecord | undefined;
  newId(): string;
}

/** One event in each of the two folders; none where the name stays. */
function renamed(
  { model: from, to }: Extract<RegistryChange, { type: 'model-renamed' }>,
  { reason, ids: [one, other] }: { reason: string; ids: [string, string] },
): ToldChange[] {
  if (from === to) return [];
  const body = { type: 'model-renamed' as const, from, to, reason };
  return [
    { model: from, version: null, body: { ...body, counterpart: other }, id: one },
    { model: to, version: null, body: { ...body, counterpart: one }, id: other },
  ];
}

/** @throws ProtocolError for a tag that a version was registered with: it is a record's, and stays */
function requireOwnTag(
  { model, version, key }: { model: string; version: number | null; key: string },
  recordOf: EventFacts['recordOf'],
): void {
  const tags = version === null ? undefined : recordOf(model, version)?.tags;
  if (tags === undefined || !Object.hasOwn(tags, key)) return;
  throw invalid(
    `Version ${version} of ${model} was registered with the tag ${JSON.stringify(key)}, which stays. Choose another key.`,
  );
}

/** Tags that come with what they are of, an event each: so they can be changed and taken away as any other. */
export function tagged({
  tags,
  ...about
}: {
  model: string;
  version: number | null;
  tags: readonly KeyValue[];
}): ToldChange[] {
  return tags.map(({ key, value }) => ({ ...about, body: { type: 'tag-set', key, value } }));
}

const LONGEST_AGENT = 500;

/** Why something was done that a client has asked for without a word. */
export function reasonOf(agent: string | undefined, redactor: Redactor): string {
  // First without credentials: half of one would not be known.
  const told = redactor.replace(agent ?? '').text.slice(0, LONGEST_AGENT);
  return `MLflow API, ${told || 'a client that does not name itself'}`;
}
