import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyContained } from '../../../src/collect/files/copy.js';
import { hashFiles } from '../../../src/collect/files/hash.js';
import { fetchModel } from '../../../src/commands/fetch/fetch.js';
import type { FetchDeps, Fetched, FetchRequest } from '../../../src/commands/fetch/request.js';
import { register } from '../../../src/commands/register/register.js';
import { sha256 } from '../../../src/core/digest.js';
import { type Fault, UserError } from '../../../src/core/errors.js';
import type { RunRecord, Stored } from '../../../src/core/generated/types.js';
import { buildManifest } from '../../../src/core/manifest.js';
import { promote } from '../../../src/core/registry/promotion.js';
import { eventPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { localSource } from '../../../src/stores/local-source.js';
import { localStore } from '../../../src/stores/local-store.js';
import type { ArtifactSource } from '../../../src/stores/store.js';
import { policy, TAGS } from '../../core/policy/support.js';
import { adding, DAY, idAt, localLedger, RecordingLog, runFile, runRecord } from '../../ledger/fixtures.js';
import { initRepository } from '../../support/repository.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

type Files = Record<string, string | Buffer>;

export interface Training {
  /** Files of the model at `out/model`; none: the run has no model. */
  model?: Files;
  /** Artifacts by their path. */
  artifacts?: Files;
  /** Changes the places that the record names. */
  stored?(place: Stored): Stored[];
  changes?: Partial<RunRecord>;
}

/** A repository with a ledger and a local store, both real, and `fetch` on them. */
export class FetchSetup {
  log = new RecordingLog();
  readonly sources: ArtifactSource[];
  #made = 0;

  private constructor(
    /** Holds the repository, and nothing else but what is fetched. */
    readonly root: string,
    readonly ledger: Ledger,
  ) {
    this.sources = [localSource({ folder: this.store })];
  }

  static async start(): Promise<FetchSetup> {
    const root = await makeTempDir('fetch-');
    const folder = join(root, 'repo');
    await mkdir(folder);
    await initRepository(folder);
    return new FetchSetup(root, localLedger(folder));
  }

  get store(): string {
    return join(this.root, 'repo', '.lineage');
  }

  /** @returns the run's id */
  async train({
    model = {},
    artifacts = {},
    stored = (place) => [place],
    changes = {},
  }: Training): Promise<string> {
    this.#made += 1;
    const id = idAt(DAY + this.#made * 1000, this.#made);
    const outputs: RunRecord['outputs'] = { ...runRecord(id).outputs, artifacts: [], models: [] };
    if (Object.keys(model).length > 0) {
      const { place, files } = await this.#put(`model-${id}`, model);
      const facts = { format: 'generic', flavors: {}, signature: null, dependencies: [], framework: null };
      const manifest = buildManifest({ files, timeless: files, facts });
      const { digest, size_bytes } = manifest;
      outputs.models.push({ path: 'out/model', manifest });
      outputs.artifacts.push({ path: 'out/model', digest, size_bytes, kind: 'model', stored: stored(place) });
    }
    if (Object.keys(artifacts).length > 0) {
      const { place, files } = await this.#put(`artifacts-${id}`, artifacts);
      outputs.artifacts.push(
        ...files.map((file) => ({ ...file, kind: 'file' as const, stored: stored(place) })),
      );
    }
    await this.ledger.write(adding(await runFile(id, { tags: TAGS, outputs, ...changes })));
    return id;
  }

  async #put(name: string, files: Files) {
    const root = join(this.root, 'repo', 'work', `${this.#made}`);
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes);
    }
    const paths = Object.keys(files);
    const place = await localStore({ folder: this.store, copyFile: copyContained }).put({
      name,
      root,
      files: paths,
    });
    return { place, files: await hashFiles(root, paths) };
  }

  /** @returns the number of the version */
  async register(
    run_id: string,
    { model = 'clf', aliases = [] as string[], tags = {} as Record<string, string> } = {},
  ): Promise<number> {
    const request = { model, run_id, model_path: null, description: null, aliases, tags };
    const facts = { ...this.#facts(), newId: () => this.#nextId() };
    const result = await register(request, { ledger: this.ledger, policy: policy({}), log: this.log, facts });
    if (result.verdict === 'fail') throw new Error('It was refused');
    return result.registration.version.version;
  }

  /** Moves a version to a stage, as its event says. */
  async move(version: number, to_stage: string, model = 'clf'): Promise<void> {
    const state = await readModel(await this.ledger.view(), model);
    const found = state.versions[version - 1];
    if (found === undefined) throw new Error(`There is no version ${version}`);
    const verdict = { digest: sha256('policy'), verdict: 'pass' as const, findings: [] };
    const move = { version: found, to: to_stage, archive_existing: false, reason: null, policy: verdict };
    const event = promote(move, state, { ...this.#facts(), newId: () => this.#nextId() });
    const path = eventPath(model, event.event_id);
    await this.ledger.write(adding({ path, bytes: await encodeRecord('modelEvent', event) }));
  }

  #facts() {
    return { at: '2026-11-21T09:30:00Z', actor: 'octo', ci_run_url: null };
  }

  #nextId(): string {
    this.#made += 1;
    return idAt(DAY + this.#made * 1000, this.#made);
  }

  fetch(
    uri: string,
    changes: Partial<FetchRequest> = {},
    deps: Pick<FetchDeps, 'rules'> = {},
  ): Promise<Fetched> {
    const { ledger, sources, log } = this;
    const request = { uri, path: join(this.root, 'got'), shown: 'got', allowArchived: false, ...changes };
    return fetchModel(request, { ledger, sources, log, now: Date.now, ...deps });
  }

  /** The first fault that a fetch is refused with. */
  async refusal(uri: string, changes: Partial<FetchRequest> = {}): Promise<Fault> {
    const error = await this.fetch(uri, changes).then(
      () => new Error('It was fetched'),
      (thrown: unknown) => thrown,
    );
    const [fault] = error instanceof UserError ? error.faults : [];
    if (fault === undefined) throw error;
    return fault;
  }

  /** Path to text of what is below a folder beside the repository; nothing when it is not there. */
  async got(folder = 'got'): Promise<Record<string, string>> {
    const root = join(this.root, folder);
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const pairs = files.map(
      async (file) =>
        [file.slice(root.length + 1).replaceAll('\\', '/'), await readFile(file, 'utf8')] as const,
    );
    return Object.fromEntries(await Promise.all(pairs));
  }

  /** What lies beside the repository. */
  async beside(): Promise<string[]> {
    return (await readdir(this.root)).filter((name) => name !== 'repo').sort();
  }

  close(): Promise<void> {
    return removeDir(this.root);
  }
}
