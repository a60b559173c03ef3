import { UserError } from '../../core/errors.js';
import type { RunRecord, VersionRecord } from '../../core/generated/types.js';
import { type NamedVersion, numberThen } from '../../core/lineage/named-version.js';
import { push } from '../../core/lineage/sources.js';
import { isName } from '../../core/names.js';
import { type Kin, kinOf, type Link } from '../../core/recall/kin.js';
import type { Matcher } from '../../core/recall/match.js';
import { MOST_NAMES, nextName } from '../../core/registry/former-names.js';
import { everyVersion, type RegisteredModel } from '../../core/registry/registry.js';
import { dayFolder, modelFolder, RUNS, runIdOf, runPath, versionPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { recordDecoder } from '../../ledger/read/json-record.js';
import { readModel, readSound, runDecoder } from '../../ledger/read/records.js';

/** Days after its first in which the parts of a run are looked for: whoever may push can say that one went on for ever. */
const MOST_DAYS = 30;
const A_DAY = 86_400_000;
/** What only the record of a part has, as its one text writes it: of thousands a day few need more than this look. */
const PARTS = ['"parent_run_id": "', '"command_run": "'];

/** Runs of one day that are read one by one; where a way goes through more of them, the day is read whole. */
const FEW = 32;

/** Whose a registered version is; of nobody known where no run is named. */
export interface MadeVersion {
  run_id: string | null;
  digest: string | null;
}

/**
 * The runs that others come from, with the parts that they have, read from their records alone: whatever an index says, it can hide
 * nothing here. Each record is read once.
 */
export class Relatives {
  readonly #view: LedgerView;
  readonly #matchers: readonly Matcher[];
  readonly #kin = new Map<string, Kin | null>();
  readonly #parts = new Map<string, Kin[]>();
  readonly #days = new Set<string>();
  /** By day: how many runs of it were asked for. */
  readonly #asked = new Map<string, number>();
  readonly #versions = new Map<string, MadeVersion | null>();

  constructor(view: LedgerView, matchers: readonly Matcher[]) {
    this.#view = view;
    this.#matchers = matchers;
  }

  /** Takes a record that was read before. */
  take(run: RunRecord): Kin {
    const known = this.#kin.get(run.run_id);
    if (known != null) return known;
    const kin = kinOf(run, runPath(run.run_id), this.#matchers);
    this.#kin.set(run.run_id, kin);
    for (const parent of kin.parents) push(this.#parts, parent, kin);
    return kin;
  }

  /** Brings the records of runs, and the days in which their parts lie, with one request, or two where a run went on for days. */
  async load(ids: readonly string[]): Promise<void> {
    await this.#readDays(ids.map(dayFolder));
    await this.#readRuns(ids);
    // Most runs end on the day that they began.
    await this.#readDays(ids.flatMap((id) => laterDays(this.kin(id))));
  }

  /** Brings the records of registered versions. */
  async loadVersions(links: readonly Link[]): Promise<void> {
    const wanted = links.filter((link) => link.version !== null && !this.#versions.has(keyOf(link)));
    if (wanted.length === 0) return;
    const folders = wanted.flatMap(({ version }) => namesOf(version).map((name) => modelFolder(name)));
    await this.#view.bring([...new Set(folders)]);
    for (const link of wanted) this.#versions.set(keyOf(link), await this.#readVersion(link));
  }

  /** Null where its record is not there, or cannot be read. */
  kin(id: string): Kin | null {
    return this.#kin.get(id) ?? null;
  }

  /** Null where there is no such version. */
  version(link: Link): MadeVersion | null {
    return this.#versions.get(keyOf(link)) ?? null;
  }

  partsOf(id: string): readonly Kin[] {
    return this.#parts.get(id) ?? [];
  }

  async #readDays(days: readonly string[]): Promise<void> {
    const fresh = [...new Set(days)].filter((day) => !this.#days.has(day));
    if (fresh.length === 0) return;
    await this.#view.bring(fresh);
    for (const day of fresh) this.#days.add(day);
    await this.#readWhole(fresh, (bytes) => PARTS.some((text) => bytes.includes(text)));
  }

  /** @param matters whether a record is taken */
  async #readWhole(days: readonly string[], matters: (bytes: Buffer) => boolean): Promise<void> {
    const decode = await runDecoder();
    const paths: string[] = [];
    // A link among the records is for `verify` to tell of: what is asked for is read by itself.
    for (const day of days) paths.push(...((await soundly(() => this.#view.list(day))) ?? []));
    const look = (path: string, bytes: Buffer) => {
      const run = matters(bytes) ? decoded(() => decode(path, bytes)) : null;
      if (run !== null) this.take(run);
    };
    const records = paths.filter((path) => runIdOf(path) !== undefined);
    await this.#view.each(records, look, { passedOver: () => undefined });
  }

  async #readRuns(ids: readonly string[]): Promise<void> {
    const unread = [...new Set(ids)].filter((id) => !this.#kin.has(id));
    for (const day of unread.map(dayFolder)) {
      const asked = (this.#asked.get(day) ?? 0) + 1;
      this.#asked.set(day, asked);
      if (asked === FEW) await this.#readWhole([day], () => true);
    }
    const wanted = unread.filter((id) => !this.#kin.has(id));
    if (wanted.length === 0) return;
    const decode = await runDecoder();
    for (const [path, bytes] of await readSound(this.#view, wanted.map(runPath))) {
      const run = bytes === null ? null : decoded(() => decode(path, bytes));
      if (run !== null) this.take(run);
    }
    for (const id of wanted) if (!this.#kin.has(id)) this.#kin.set(id, null);
  }

  async #readVersion({ version }: Link): Promise<MadeVersion | null> {
    if (version === null) return null;
    const names = namesOf(version);
    const { choice } = version;
    const own = choice.by === 'number' ? await this.#readNumber(names, choice.number) : null;
    if (own !== null) return own;
    // A version keeps its record where it was registered, also under a name that its model got later.
    for (const name of names) {
      const model = await this.#called(name, version);
      const found = model === null ? undefined : versionThen(model, version);
      if (found !== undefined) return madeBy(found);
    }
    return null;
  }

  /** The model that a name meant. */
  async #called(asked: string, named: NamedVersion): Promise<RegisteredModel | null> {
    let name = asked;
    for (let left = MOST_NAMES; left > 0; left -= 1) {
      const model = await soundly(() => readModel(this.#view, name));
      const next = model === null ? undefined : nextName(name, model, named);
      if (next === undefined || !isName(next)) return model;
      name = next;
    }
    return null;
  }

  async #readNumber(names: readonly string[], number: number): Promise<MadeVersion | null> {
    const decode = await recordDecoder('modelVersion');
    const paths = names.map((name) => versionPath(name, number));
    for (const [path, bytes] of await readSound(this.#view, paths)) {
      const found = bytes === null ? null : decoded(() => decode(path, bytes));
      if (found !== null) return madeBy(found);
    }
    return null;
  }
}

/** The version that is named, or was at that time. */
function versionThen(model: RegisteredModel, named: NamedVersion): VersionRecord | undefined {
  const number = numberThen(model, named);
  return everyVersion(model).find(({ version }) => version === number);
}

function madeBy({ run_id, manifest }: VersionRecord): MadeVersion {
  return { run_id, digest: manifest?.digest ?? null };
}

function keyOf({ version }: Link): string {
  return JSON.stringify(version);
}

function namesOf(version: Link['version']): string[] {
  return (version?.names ?? []).filter(isName);
}

/** Folders of the days on which a run went on. */
function laterDays(kin: Kin | null): string[] {
  if (kin === null) return [];
  const { run_id, ended_at } = kin.facts;
  const first = Date.parse(
    `${dayFolder(run_id)
      .slice(RUNS.length + 1)
      .replaceAll('/', '-')}T00:00:00Z`,
  );
  const days = Math.min(MOST_DAYS, Math.floor((Date.parse(ended_at) - first) / A_DAY));
  return Array.from({ length: Math.max(0, days) }, (_, day) => {
    const date = new Date(first + (day + 1) * A_DAY).toISOString();
    return `${RUNS}/${date.slice(0, 'YYYY-MM-DD'.length).replaceAll('-', '/')}`;
  });
}

function decoded<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isInvalid(error)) return null;
    throw error;
  }
}

/** @returns null for what is there and cannot be read */
async function soundly<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isInvalid(error)) return null;
    throw error;
  }
}

function isInvalid(error: unknown): boolean {
  return error instanceof UserError && error.has('E_LEDGER_RECORD_INVALID');
}
