import { UserError } from '../../../core/errors.js';
import { parseJson } from '../../../core/json.js';
import type { Log } from '../../../core/log.js';
import { quoted } from '../../../core/printable.js';
import { eventPath } from '../../../ledger/layout.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { Queue } from '../../../ledger/write/queue.js';
import type { SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import { missing, ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { Call } from '../../../mlflow/protocol/protocol.js';
import { versionRenumbered } from '../../../mlflow/protocol/versions-tag.js';
import type { Change } from '../../../mlflow/state/changes.js';
import type { HeldRegistration } from '../../../mlflow/state/entities.js';
import { isWaiting } from '../../../mlflow/state/held-view.js';
import type { SeenRegistry } from '../registry/read-registry.js';

export interface SettlingDeps {
  store: SpooledStore;
  /** What the store's state was made of. */
  seen(): SeenRegistry;
  view(): Promise<LedgerView>;
  isRecorded(run_id: string): boolean;
  /** Whether the ledger cannot hold a run. */
  isUnfit(run_id: string): boolean;
  /** Writes to the ledger, judged as all that clients register. @throws ProtocolError */
  write(call: Call): Promise<object>;
  log: Log;
  now(): number;
}

/** Milliseconds after which it is tried again where the ledger could not be written, or its policy not be read. */
const AGAIN = 60_000;
/** Milliseconds for which it is told what became of a version. */
const KEPT = 7 * 24 * 3_600_000;
/** Refusals; others pass by. */
const REFUSALS: readonly string[] = [
  'INVALID_PARAMETER_VALUE',
  'PERMISSION_DENIED',
  'RESOURCE_DOES_NOT_EXIST',
];

/** Registers what was held, once its run is recorded. */
export class Settling {
  readonly #deps: SettlingDeps;
  readonly #queue = new Queue();
  /** When those that failed are tried again, in milliseconds since 1970. */
  readonly #notBefore = new Map<string, number>();
  #told = '';

  constructor(deps: SettlingDeps) {
    this.#deps = deps;
  }

  /** Registers all of which the runs are recorded, in the order of their numbers; one that is refused keeps none of the others back. */
  run(): Promise<void> {
    // What cannot be noted on a full disk is tried again.
    return this.#queue.run(() => this.#all().catch((error: unknown) => this.#tell(error)));
  }

  async #all(): Promise<void> {
    const { isRecorded, isUnfit, now } = this.#deps;
    for (const [id, held] of this.#waiting()) {
      if (now() < (this.#notBefore.get(id) ?? 0)) continue;
      if (isUnfit(held.run_id))
        await this.#refuse(id, `The ledger cannot hold run ${held.run_id}; the log of the server says why.`);
      else if (isRecorded(held.run_id)) await this.#register(id, held);
    }
    await this.#tidy();
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await this.#queue.run(async () => undefined);
  }

  /** Says what is held on when the server stops. */
  tellWaiting(folder: string): void {
    const waiting = this.#waiting().map(
      ([, { model, number, run_id }]) => `${quoted(model)} version ${number} (run ${run_id})`,
    );
    if (waiting.length === 0) return;
    this.#deps.log.warning(
      `Not registered, since their runs go on: ${waiting.join(', ')}. They wait in ${folder}; the next server registers them once these runs have ended.`,
    );
  }

  #waiting(): [string, HeldRegistration][] {
    const all = [...this.#deps.store.state.held.versions].filter(([, held]) => isWaiting(held));
    return all.sort(([a, one], [b, other]) => one.number - other.number || (a < b ? -1 : 1));
  }

  async #register(id: string, held: HeldRegistration): Promise<void> {
    const { log, now } = this.#deps;
    const { model, number, run_id } = held;
    await this.#put(id, { ...held, is_settling: true });
    try {
      const version = (await this.#written(id, held)) ?? (await this.#write(id, held));
      for (const alias of held.aliases) await this.#alias({ model, alias, version });
      log.info(`Registered ${quoted(model)} version ${version}, which was held for run ${run_id}.`);
      if (version === number) {
        await this.#add({ type: 'version-released', id });
        return;
      }
      log.warning(`What clients knew as version ${number} of ${quoted(model)} is version ${version}.`);
      await this.#end(id, held, { version });
    } catch (error) {
      if (error instanceof ProtocolError && REFUSALS.includes(error.code)) {
        await this.#refuse(id, error.message);
        return;
      }
      this.#notBefore.set(id, now() + AGAIN);
      this.#tell(error);
      await this.#put(id, held);
    }
  }

  /** What was written before the server was killed is not written again. */
  async #written(id: string, { model }: HeldRegistration): Promise<number | undefined> {
    const path = eventPath(model, id);
    const bytes = (await (await this.#deps.view()).read([path])).get(path);
    const event = parseJson(bytes?.toString() ?? '') as { version?: unknown } | undefined;
    return typeof event?.version === 'number' ? event.version : undefined;
  }

  async #write(id: string, held: HeldRegistration): Promise<number> {
    const { write, seen } = this.#deps;
    const { source, storage, run_id, run_link, user_id, model_id, description, model } = held;
    const answer = await write({
      scope: 'registry',
      run: ({ state }) => {
        if (!state.models.has(model) && seen().models.has(model))
          throw missing(`Registered Model with name=${model} not found`);
        const version = (state.numbers.get(model) ?? 0) + 1;
        const made: Change = {
          type: 'version-created',
          model,
          version,
          event_id: id,
          source,
          storage,
          run_id,
          run_link,
          user_id,
          model_id,
          description,
          tags: [...held.tags],
        };
        return { changes: [made], body: () => ({ version }) };
      },
    });
    return (answer as { version: number }).version;
  }

  /** One that is refused is told; the version stays. */
  async #alias({ model, alias, version }: { model: string; alias: string; version: number }): Promise<void> {
    const { write, log } = this.#deps;
    try {
      await write({
        scope: 'registry',
        run: ({ state }) => {
          const isSet = state.models.get(model)?.aliases.get(alias) === version;
          return { changes: isSet ? [] : [{ type: 'alias-set', model, alias, version }], body: () => ({}) };
        },
      });
    } catch (error) {
      if (!(error instanceof ProtocolError) || !REFUSALS.includes(error.code)) throw error;
      log.warning(
        `Version ${version} of ${quoted(model)} did not get the alias ${quoted(alias)}: ${error.message}`,
      );
    }
  }

  async #refuse(id: string, refusal: string): Promise<void> {
    const { store, log } = this.#deps;
    const held = store.state.held.versions.get(id);
    if (held === undefined) return;
    const { is_settling: _, ...rest } = held;
    await this.#end(id, rest, { refusal });
    log.warning(
      `Version ${held.number} of ${quoted(held.model)}, held for run ${held.run_id}, is not registered: ${refusal.replaceAll('\n', ' ')}`,
    );
  }

  /** Notes what has become of a version that is not what clients knew; its logged model names it by that number no longer. */
  async #end(
    id: string,
    held: HeldRegistration,
    ended: NonNullable<HeldRegistration['ended']>,
  ): Promise<void> {
    const { store, now } = this.#deps;
    const { model: name, number: from, model_id } = held;
    const logged = store.state.loggedModels.get(model_id);
    const to = 'version' in ended ? ended.version : null;
    const mended = logged === undefined ? [] : versionRenumbered(logged, { name, from, to });
    const at = now();
    await store.add({
      at,
      changes: [{ type: 'version-held', id, held: { ...held, ended, updated: at } }, ...mended],
    });
  }

  /** Why something is tried again, once. */
  #tell(error: unknown): void {
    const { message } = error as Error;
    const isKnown = error instanceof ProtocolError || error instanceof UserError;
    const why = isKnown ? message : `a defect of ours: ${message}`;
    if (why !== this.#told)
      this.#deps.log.warning(`What is held is not registered yet, and tried again: ${why}`);
    this.#told = why;
  }

  /** What is long over is told no more, and a model that the ledger has is held no longer. */
  async #tidy(): Promise<void> {
    const { store, now } = this.#deps;
    const { held, models } = store.state;
    for (const [id, { ended, updated }] of [...held.versions])
      if (ended !== undefined && now() - updated >= KEPT) await this.#add({ type: 'version-released', id });
    for (const name of [...held.models.keys()])
      if (models.has(name)) await this.#add({ type: 'model-released', name });
  }

  #put(id: string, held: HeldRegistration): Promise<void> {
    return this.#add({ type: 'version-held', id, held });
  }

  async #add(change: Change): Promise<void> {
    const { store, now } = this.#deps;
    await store.add({ at: now(), changes: [change] });
  }
}
