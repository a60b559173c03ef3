import { UserError } from '../../../core/errors.js';
import type { ModelEvent, VersionRecord } from '../../../core/generated/types.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { EventChain } from '../../../core/registry/event-chain.js';
import { requireReadableName } from '../../../core/registry/uri-names.js';
import { eventPath, versionPath } from '../../../ledger/layout.js';
import type { CommitMessage, NewFile } from '../../../ledger/ledger.js';
import { encodeRecord, RecordFault } from '../../../ledger/read/records.js';
import { invalid, ProtocolError } from '../../../mlflow/protocol/errors.js';
import { applyEntry } from '../../../mlflow/state/apply.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import { recordedOrigin, versionFiles } from '../../../mlflow/state/from-model.js';
import type { State } from '../../../mlflow/state/state.js';
import { requireFreeAmong } from '../../register/free-name.js';
import { eventsOf, type PlainChange, type ToldChange, tagged } from './events.js';
import type { Asked, Passed } from './gate.js';
import { loggedOrigin } from './logged-origin.js';
import { checkLedgerNames, namesOf } from './names.js';
import type { SeenRegistry } from './read-registry.js';
import { redactRegistry } from './redact.js';
import { unjudgedVersion } from './unjudged.js';

export interface BatchDeps {
  seen: SeenRegistry;
  state: State;
  redactor: Redactor;
  newId(): string;
  /** Who writes, as events keep it. */
  actor: string | null;
  /** Told of a model before the state shows another one. */
  touched(model: string): void;
}

const NAME = 'the name';

type Created = Extract<RegistryChange, { type: 'version-created' }>;

export interface About {
  /** Milliseconds since 1970. */
  at: number;
  /** Of what has one. */
  reason: string;
  /** What the policy says of it. Left out: nobody judges. @throws ProtocolError */
  judge?(change: RegistryChange, asked: Omit<Asked, 'view'>): Promise<Passed>;
}

/** Changes of the registry that one commit says. The state shows each of them as soon as it is added. */
export class Batch {
  readonly files: NewFile[] = [];
  /** By model, in the order of their chains. */
  readonly events = new Map<string, ModelEvent[]>();
  readonly versions: VersionRecord[] = [];
  /** Names that a rename has taken from one model and given to another. */
  readonly renamed: string[] = [];
  readonly #subjects: string[] = [];
  readonly #deps: BatchDeps;

  constructor(deps: BatchDeps) {
    this.#deps = deps;
  }

  /** @throws ProtocolError for what the ledger cannot hold; then nothing of it is added */
  async add(change: RegistryChange, about: About): Promise<void> {
    const { state, redactor } = this.#deps;
    checkLedgerNames(change, redactor);
    this.#requireWritable(change);
    const safe = redactRegistry(change, redactor);
    const made = await this.#named(safe, about).catch((error: unknown) => {
      throw unfit(error);
    });
    this.files.push(...made.files);
    for (const event of made.events)
      this.events.set(event.model, [...(this.events.get(event.model) ?? []), event]);
    if (made.version !== undefined) this.versions.push(made.version);
    this.#subjects.push(subjectOf(safe));
    for (const model of namesOf(safe)) this.#deps.touched(model);
    if (safe.type === 'model-renamed') this.renamed.push(...namesOf(safe));
    const begun: RegistryChange[] = this.#isFirst(safe)
      ? [{ type: 'model-created', model: safe.model, description: '', tags: [] }]
      : [];
    applyEntry(state, { at: about.at, changes: [...begun, asRecorded(safe, made.version, state)] });
  }

  /** Whether nothing more may be added: what comes behind a rename is worked out on what the ledger then says. */
  get isClosed(): boolean {
    return this.renamed.length > 0;
  }

  /** Takes over what was written, so that the next events follow it. */
  settle(commit: string): void {
    const { seen } = this.#deps;
    for (const [name, events] of this.events) {
      const model = seen.models.get(name) ?? { versions: new Map(), names: new Set([name]) };
      seen.models.set(name, { ...model, last: events.at(-1) });
      // By its id it could be told that nobody else has written.
      seen.trees.delete(name);
    }
    for (const version of this.versions) {
      seen.models.get(version.model)?.versions.set(version.version, version);
      if (version.run_id !== null) seen.versions.set(versionFiles(version.model, version.version), version);
    }
    seen.commit = commit;
  }

  /** That it was worked out on. */
  get state(): State {
    return this.#deps.state;
  }

  get message(): CommitMessage {
    const [first = ''] = this.#subjects;
    const count = this.#subjects.length;
    return {
      subject:
        count === 1 ? `${first} by an MLflow client` : `${count} changes of the registry by MLflow clients`,
      trailers: [...this.events.keys()].map((model) => ['Lineage-Model', model]),
    };
  }

  /** @throws UserError E_NAME_INVALID for a new name that `verify` would tell of for good */
  async #named(change: RegistryChange, about: About): Promise<Made> {
    const { trees, models, damaged } = this.#deps.seen;
    const inUse = new Set([...trees.keys(), ...models.keys(), ...damaged.keys(), ...this.events.keys()]);
    for (const model of namesOf(change).filter((name) => !inUse.has(name))) {
      requireReadableName(model, NAME);
      requireFreeAmong([...inUse], { model, where: NAME });
    }
    return this.#made(change, about);
  }

  async #made(change: RegistryChange, about: About): Promise<Made> {
    const { seen, actor, newId } = this.#deps;
    const facts = { at: new Date(about.at).toISOString(), actor, ci_run_url: null, newId };
    const asked = { state: this.state, facts, recordOf: this.#recordOf };
    const { record, verdict, waived } = (await about.judge?.(change, asked)) ?? {};
    const version =
      change.type === 'version-created' ? (record ?? unjudgedVersion(change, facts)) : undefined;
    const told =
      version === undefined
        ? this.#told(change as PlainChange, { ...about, verdict, waived })
        : registered(version, change as Created);
    const events: ModelEvent[] = [];
    for (const { model, version: number, body, id } of told) {
      const last =
        events.findLast((event) => event.model === model) ??
        this.events.get(model)?.at(-1) ??
        seen.models.get(model)?.last;
      const chain = new EventChain(
        last === undefined ? [] : [last],
        id === undefined ? facts : { ...facts, newId: () => id },
      );
      events.push(chain.add({ model, version: number }, body));
    }
    const files = await Promise.all(
      events.map(async (event) => ({
        path: eventPath(event.model, event.event_id),
        bytes: await encodeRecord('modelEvent', event),
      })),
    );
    if (version === undefined) return { files, events };
    const path = versionPath(version.model, version.version);
    return {
      files: [{ path, bytes: await encodeRecord('modelVersion', version) }, ...files],
      events,
      version,
    };
  }

  /** @throws ProtocolError */
  #requireWritable(change: RegistryChange): void {
    const { models, damaged } = this.#deps.seen;
    const { model } = change;
    const names = namesOf(change);
    const why = names.map((name) => damaged.get(name)).find((one) => one !== undefined);
    if (why !== undefined) throw new ProtocolError('RESOURCE_CONFLICT', why);
    const isNew = change.type === 'model-created' || this.#isFirst(change);
    if (!isNew && !this.events.has(model) && !models.has(model)) throw elsewhere(model);
    if (change.type !== 'model-renamed' || models.get(model)?.names.has(change.to)) return;
    const had = this.#deps.state.numbers.get(change.to) ?? 0;
    if (had > 0) throw hadVersions(change.to, had);
  }

  /** Whether it makes a model by its first version, as `register` does. */
  #isFirst({ type, model }: RegistryChange): boolean {
    return type === 'version-created' && !this.#deps.state.models.has(model);
  }

  #told(
    change: PlainChange,
    { reason, verdict, waived }: About & Pick<Passed, 'verdict' | 'waived'>,
  ): ToldChange[] {
    const { state, newId } = this.#deps;
    return eventsOf(change, { state, reason, verdict, waived, recordOf: this.#recordOf, newId });
  }

  readonly #recordOf = (model: string, version: number): VersionRecord | undefined =>
    this.#deps.seen.models.get(model)?.versions.get(version) ??
    this.versions.find((one) => one.model === model && one.version === version);
}

/** As it is read from its record. */
function asRecorded(
  change: RegistryChange,
  version: VersionRecord | undefined,
  state: State,
): RegistryChange {
  if (version === undefined || version.run_id === null || change.type !== 'version-created') return change;
  const own = Object.entries(version.tags).map(([key, value]) => ({ key, value }));
  const origin = { ...recordedOrigin(version.model, version), ...loggedOrigin(version, state) };
  return { ...change, ...origin, tags: [...own, ...change.tags] };
}

function registered(version: VersionRecord, { tags, event_id: id }: Created): ToldChange[] {
  const { model, version: number, run_id, manifest } = version;
  const about = { model, version: number };
  const body = { type: 'registered' as const, run_id, manifest_digest: manifest?.digest ?? null };
  const others = tags.filter(({ key, value }) => version.tags[key] !== value);
  const taken = others.find(({ key }) => Object.hasOwn(version.tags, key));
  if (taken !== undefined)
    throw invalid(
      `The tag ${JSON.stringify(taken.key)} of run ${run_id} is ${JSON.stringify(version.tags[taken.key])}, which stays. Leave it out.`,
    );
  const told = { ...about, body, ...(id === undefined ? {} : { id }) };
  return [told, ...tagged({ ...about, tags: others })];
}

interface Made {
  files: NewFile[];
  events: ModelEvent[];
  version?: VersionRecord;
}

/** A number of a name never means two versions. */
function hadVersions(name: string, count: number): ProtocolError {
  return invalid(
    `A model of the name ${name} had ${count === 1 ? 'a version' : `${count} versions`}, whose numbers mean those for good. Choose a name that had none.`,
  );
}

function elsewhere(model: string): ProtocolError {
  return new ProtocolError(
    'RESOURCE_CONFLICT',
    `${model} lies in the folder of this server and not in the ledger. Start the server anew; its log says what is in the way.`,
  );
}

/** @returns the refusal that a client is told for what a record cannot be */
function unfit(error: unknown): unknown {
  if (error instanceof UserError) return invalid(error.message);
  return error instanceof RecordFault ? invalid(`The ledger cannot hold this: ${error.message}.`) : error;
}

/** A change as the subject of a commit. */
function subjectOf(change: RegistryChange): string {
  const { model } = change;
  const of = 'version' in change && change.version !== null ? `${model} version ${change.version}` : model;
  switch (change.type) {
    case 'model-created':
      return `create ${model}`;
    case 'version-created':
      return `register ${of}`;
    case 'model-renamed':
      return `rename ${model} to ${change.to}`;
    case 'stage-changed':
      return `move ${of} to ${change.to}`;
    case 'alias-set':
      return `alias ${of} @${change.alias}`;
    case 'alias-deleted':
      return `unalias ${model} @${change.alias}`;
    case 'description-set':
      return `describe ${of}`;
    case 'tag-set':
      return `tag ${of}: ${change.key}`;
    case 'tag-deleted':
      return `untag ${of}: ${change.key}`;
    default:
      return `delete ${of}`;
  }
}
