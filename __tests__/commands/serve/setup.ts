import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { copyContained } from '../../../src/collect/files/copy.js';
import type { ServeDeps } from '../../../src/commands/serve/request.js';
import { openServed, type Served } from '../../../src/commands/serve/serve.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import type { KeptTexts } from '../../../src/ledger/index/kept-texts.js';
import { runPath, seriesPath } from '../../../src/ledger/layout.js';
import type { Method } from '../../../src/mlflow/protocol/endpoint.js';
import { findCall } from '../../../src/mlflow/protocol/protocol.js';
import { localStore } from '../../../src/stores/local-store.js';
import { adding, DAY, idAt, runFile } from '../../ledger/fixtures.js';
import { FetchSetup } from '../fetch/setup.js';

type Raw = Record<string, unknown>;

/** What was recorded in a real ledger, shown to MLflow's calls. */
export class ServeSetup {
  /** Milliseconds since 1970, as the server's clock shows them. */
  now = DAY + 3_600_000;
  /** Of what is secret. */
  redactor = createRedactor([]);
  /** Keeps what servers have read, once it is set. */
  cache: ((form: string) => KeptTexts) | undefined;
  readonly #opened: Served[] = [];
  #ids = 0;
  #runs = 0;

  private constructor(readonly fetch: FetchSetup) {}

  static async start(): Promise<ServeSetup> {
    const setup = new ServeSetup(await FetchSetup.start());
    await mkdir(setup.temp);
    return setup;
  }

  get temp(): string {
    return join(this.fetch.root, 'temp');
  }

  /** Of a server that is writable. */
  get folder(): string {
    return join(this.fetch.root, 'mlflow');
  }

  open(
    folder: string | null = null,
    ledger: ServeDeps['ledger'] = this.fetch.ledger,
    more: Pick<ServeDeps, 'verifier' | 'patience' | 'judgedBy'> = {},
  ): Served {
    const { sources, log } = this.fetch;
    const newId = () => idAt(this.now, ++this.#ids);
    const deps = { ledger, sources, log, newId, temp: this.temp, now: () => this.now, user: 'ada' };
    const sealing = {
      store: async () => localStore({ folder: this.fetch.store, copyFile: copyContained }),
      redactor: this.redactor,
      sealAfter: 60_000,
    };
    const cache = this.cache === undefined ? {} : { cache: this.cache };
    const served = openServed({ folder }, { ...deps, ...sealing, ...cache, ...more });
    this.#opened.push(served);
    return served;
  }

  /** Records a run that made no files. @returns its id */
  async record(changes: Partial<RunRecord> = {}, series?: string): Promise<string> {
    const id = idAt(DAY - ++this.#runs * 1000, this.#runs);
    const files = [await runFile(id, changes)];
    if (series !== undefined) files.push({ path: seriesPath(id), bytes: Buffer.from(series) });
    await this.fetch.ledger.write(adding(...files));
    return id;
  }

  /** Puts a file into the folder of a server that is writable, past that server. */
  async plant(path: string, bytes: string): Promise<void> {
    const file = join(this.folder, 'artifacts', path);
    await mkdir(dirname(file), { recursive: true });
    // As every server has done it: another file in the place of the old one, whose bytes may be those of the store.
    await rm(file, { force: true });
    await writeFile(file, bytes);
  }

  /** Waits until a run is recorded. */
  async recorded(run: string): Promise<void> {
    while (true) {
      const view = await this.fetch.ledger.view();
      if ((await view.list(dirname(runPath(run)))).includes(runPath(run))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Lets so much time pass that the ledger is looked at again. */
  wait(): void {
    this.now += 2000;
  }

  async close(): Promise<void> {
    for (const served of this.#opened) await served.close();
    await this.fetch.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect
export async function call(served: Served, what: string, raw: Raw = {}): Promise<any> {
  const [method, route = ''] = what.split(' ') as [Method, string];
  const body = await (await served.store).run(findCall(method, route, raw));
  return JSON.parse(JSON.stringify(body));
}

/** Text of an artifact, or what stands in its place. */
export async function content({ artifacts }: Served, path: string): Promise<string | undefined> {
  const found = await artifacts.get(path);
  return typeof found === 'object' ? text(found.open()) : found;
}

export async function put({ artifacts }: Served, path: string, bytes: string): Promise<void> {
  await artifacts.put(path, Readable.from([Buffer.from(bytes)]), bytes.length);
}
