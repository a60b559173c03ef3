import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { LOCAL_PEOPLE, type People } from '../../../src/commands/promote/people.js';
import { promote } from '../../../src/commands/promote/promote.js';
import { promoteRequestOf } from '../../../src/commands/promote/request.js';
import { register } from '../../../src/commands/register/register.js';
import { type AliasDeps, changeAliases } from '../../../src/commands/registry/aliases.js';
import { proposeRepair, repair } from '../../../src/commands/registry/repair.js';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, ModelVersion, UnjudgedVersion } from '../../../src/core/generated/types.js';
import { idMaker } from '../../../src/core/ids.js';
import { canonicalJson } from '../../../src/core/json.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { foldModel, type RegisteredModel } from '../../../src/core/registry/registry.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { verifyLedger } from '../../../src/ledger/verify/verify.js';
import { policy } from '../../core/policy/support.js';
import {
  adding,
  type Folders,
  localLedger,
  modelVersion,
  RecordingLog,
  runFile,
  runRecord,
} from '../../ledger/fixtures.js';
import { bareEnvironment, exec, execOk } from '../../support/exec.js';
import { initRepository } from '../../support/repository.js';

export const MODEL = 'clf';
const OPEN = policy({ required_tags: [] });

/** Points one alias at a version. */
export function setAlias(
  { model, alias, version }: { model: string; alias: string; version: string },
  deps: AliasDeps,
) {
  return changeAliases({ model, version, set: [alias], remove: [] }, deps);
}

/** Takes one alias away. */
export function deleteAlias({ model, alias }: { model: string; alias: string }, deps: AliasDeps) {
  return changeAliases({ model, version: null, set: [], remove: [alias] }, deps);
}

/** A model on a ledger in a real repository, and somebody who may push to it by hand. */
export class RegistryWorld {
  static #served: Promise<RegistryWorld> | undefined;
  readonly newId = idMaker(Date.now, () => randomBytes(16));
  readonly log = new RecordingLog();
  readonly redactor = createRedactor([{ name: 'API_KEY', value: 'tr0ub4dor-and-three-horses-9' }]);
  actor = 'octo';
  rules: Policy = OPEN;
  people: People = LOCAL_PEOPLE;
  #trained = 0;

  private constructor(
    readonly folder: string,
    readonly ledger: Ledger,
  ) {}

  static async create(folders: Folders): Promise<RegistryWorld> {
    const folder = await folders.make();
    await initRepository(folder);
    return new RegistryWorld(folder, localLedger(folder));
  }

  /** With versions 1 and 2, the second in Production. Made once in a test file, of which each test gets a copy. */
  static async served(folders: Folders): Promise<RegistryWorld> {
    RegistryWorld.#served ??= RegistryWorld.#serve(folders);
    const first = await RegistryWorld.#served;
    const folder = await folders.make();
    await cp(first.folder, folder, { recursive: true });
    const world = new RegistryWorld(folder, localLedger(folder));
    world.#trained = first.#trained;
    return world;
  }

  static async #serve(folders: Folders): Promise<RegistryWorld> {
    const world = await RegistryWorld.create(folders);
    await world.register();
    await world.register();
    await world.promote('2', 'Production');
    return world;
  }

  facts() {
    const { actor, newId } = this;
    return { at: new Date().toISOString(), actor, ci_run_url: null, newId };
  }

  deps() {
    const { ledger, log, redactor } = this;
    const { people, rules: policy } = this;
    const facts = this.facts();
    return { ledger, log, redactor, people, facts, triggering_actor: null, job: null, policy };
  }

  /** Trains another model and registers it. @returns its number */
  async register(
    changes: { model?: string; tags?: Record<string, string>; description?: string } = {},
  ): Promise<number> {
    this.#trained += 1;
    const run_id = this.newId();
    const files = [{ path: 'model.bin', size_bytes: 1, digest: sha256(`model ${this.#trained}`) }];
    const manifest = {
      ...modelVersion(MODEL, 1).manifest,
      files,
      size_bytes: 1,
      digest: digestOfFiles(files),
    };
    const { outputs } = runRecord(run_id);
    const at = new Date().toISOString();
    const models = [{ path: 'model.bin', manifest }];
    const run = await runFile(run_id, { started_at: at, ended_at: at, outputs: { ...outputs, models } });
    await this.ledger.write(adding(run));
    const asked = {
      model: MODEL,
      run_id,
      model_path: null,
      description: null,
      aliases: [],
      tags: {},
      ...changes,
    };
    const result = await register(asked, this.deps());
    if (result.verdict === 'fail') throw new Error('was not registered');
    return result.registration.version.version;
  }

  promote(version: string, stage: string, model = MODEL) {
    const usual = { archiveExisting: null, rollback: false, override: false, dryRun: false };
    const texts = { model, version, stage, reason: 'because', ...usual };
    return promote(promoteRequestOf(texts), this.deps());
  }

  async state(): Promise<RegisteredModel> {
    return readModel(await this.ledger.view(), MODEL);
  }

  async fold(at?: string) {
    return foldModel(await this.state(), at);
  }

  async propose(records: readonly string[] = []) {
    return proposeRepair({ model: MODEL, records }, { view: await this.ledger.view(), now: this.facts().at });
  }

  repair(records: readonly string[] = [], reason = 'nobody asked for it') {
    return repair({ model: MODEL, records, reason }, this.deps());
  }

  verify() {
    const { folder } = this;
    return verifyLedger({ folder, branch: 'lineage', env: bareEnvironment(folder), now: Date.now() });
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    const { code } = await exec('git', ['merge-base', '--is-ancestor', older, newer], {
      cwd: this.folder,
      env: bareEnvironment(this.folder),
    });
    return code === 0;
  }

  /** Pushes bytes past the registry. */
  async write(files: Record<string, string>): Promise<void> {
    const all = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
    await this.ledger.write(adding(...all));
  }

  /**
   * Commits past the registry what no writer of ours makes. @param more lines of `git fast-import` about files
   */
  async commit(...more: readonly (string | Buffer)[]): Promise<void> {
    const { folder } = this;
    const tip = (await this.ledger.view()).commit ?? '';
    const head = `commit refs/heads/lineage\ncommitter m <m@y> 1700000000 +0000\ndata 1\nx\nfrom ${tip}\n`;
    const input = Buffer.concat(
      [head, ...more.flatMap((line) => [line, '\n'])].map((one) => Buffer.from(one)),
    );
    const args = ['fast-import', '--quiet', '--force'];
    await execOk('git', args, { cwd: folder, env: bareEnvironment(folder), input });
  }

  /** Id of an object by any name that git knows it by. */
  async idOf(name: string): Promise<string> {
    const { folder } = this;
    const env = bareEnvironment(folder);
    return (await execOk('git', ['rev-parse', name], { cwd: folder, env })).toString().trim();
  }

  /** Puts an entry of any mode at a path, past the registry. @param bytes of a file, or what a link leads to */
  async put(path: string, mode: string, bytes: Buffer = Buffer.from('../../../etc/passwd')): Promise<void> {
    const tip = (await this.ledger.view()).commit ?? '';
    if (mode === '160000') await this.commit(`M ${mode} ${tip} ${path}`);
    else await this.commit(`M ${mode} inline ${path}`, `data ${bytes.length}`, bytes);
  }

  /** Pushes events past the registry, each after the one before. @param after the first follows this one; default: the last @returns their paths */
  async forge(bodies: readonly object[], after?: ModelEvent | null): Promise<string[]> {
    const events: ModelEvent[] = [];
    for (const body of bodies) {
      const last = events.at(-1) ?? (after === undefined ? (await this.state()).events.at(-1) : after);
      events.push(this.event(body, last ?? null));
    }
    await this.write(Object.fromEntries(events.map((one) => [pathOf(one), canonicalJson(one)])));
    return events.map(pathOf);
  }

  event(body: object, after: ModelEvent | null): ModelEvent {
    const { at, ci_run_url } = this.facts();
    const previous = after === null ? null : digestOfEvent(after);
    const common = {
      schema: 'lineage-gate/model-event/v1',
      event_id: this.newId(),
      model: MODEL,
      version: 1,
    };
    return { ...common, at, actor: 'mallory', ci_run_url, previous, ...body } as ModelEvent;
  }

  /** With the event that registers it. */
  async pushUnjudged(version: UnjudgedVersion): Promise<void> {
    const { events } = await this.state();
    const body = { type: 'registered', version: version.version, run_id: null, manifest_digest: null };
    const event = this.event({ ...body, actor: 'octo' }, events.at(-1) ?? null);
    await this.write({
      [versionPath(MODEL, version.version)]: canonicalJson(version),
      [pathOf(event)]: canonicalJson(event),
    });
  }

  /** Pushes the record of a version past the registry. @returns its path */
  async forgeVersion(number: number, changes: Partial<ModelVersion> = {}): Promise<string> {
    const [true1] = (await this.state()).versions;
    const path = versionPath(MODEL, number);
    await this.write({ [path]: canonicalJson({ ...true1, version: number, ...changes } as ModelVersion) });
    return path;
  }
}

/** As `serve --writable` writes it without a policy. */
export function unjudgedVersion(version: number, claimed_run_id: string): UnjudgedVersion {
  return {
    schema: 'lineage-gate/model-version/v1',
    ...{ model: MODEL, version, run_id: null, run_path: null, manifest: null },
    ...{ stored: [], tags: {}, description: null, card: null },
    policy: { digest: null, verdict: 'unjudged', findings: [] },
    ...{ registered_at: new Date().toISOString(), registered_by: 'octo' },
    ...{ source: 'mlflow-artifacts:/0/m', claimed_run_id },
  };
}

export function pathOf({ event_id }: Pick<ModelEvent, 'event_id'>): string {
  return eventPath(MODEL, event_id);
}
