import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord, UnjudgedVersion } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import { idOfRecall, type SaidRecalled, saidRecalled, type Told } from '../../core/recall/findings.js';
import { type AskedModel, uploadsAsModel, uploadsOf } from '../../core/recall/uploads.js';
import { recordWithoutRun } from '../../core/recall/without-run.js';
import { everyVersion, foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readLoggedModel } from '../../ledger/read/logged-models.js';
import { readRunsOf, readSound, runDecoder } from '../../ledger/read/records.js';
import { Recalled } from './recalled.js';

/** A run, or what stands for one, and which of what it made recalls are asked about. */
export interface AskedRun {
  run: RunRecord;
  model: AskedModel;
}

/** A version, by all that it is known to come from. */
export interface AskedVersion {
  version: number;
  /** None where nobody knows of anything. */
  asked: readonly AskedRun[];
}

/** @param run of the version; none where it cannot be read */
export function askedOfJudged(
  { version, manifest, tags }: Pick<ModelVersion, 'version' | 'manifest' | 'tags'>,
  run: RunRecord | null | undefined,
): AskedVersion {
  return { version, asked: run == null ? [] : [{ run: { ...run, tags }, model: manifest.digest }] };
}

/** The judged versions of a model that are there no more, which may serve all the same. What cannot be read says nothing. */
export async function askedOfHidden(view: LedgerView, model: RegisteredModel): Promise<AskedVersion[]> {
  const versions = (model.hidden ?? []).filter((one) => one.run_id !== null);
  const together = await readRunsOf(view, versions, model).catch(unlessInvalid);
  const all: AskedVersion[] = [];
  for (const [index, version] of versions.entries()) {
    const runs = together?.slice(index) ?? (await readRunsOf(view, [version], model).catch(unlessInvalid));
    all.push(askedOfJudged(version, runs?.[0]));
  }
  return all;
}

/**
 * The versions of a model that nobody judged, also those that are there no more: of the runs that their clients have said, of models
 * that were logged without a run, and of what their own tags name. What cannot be read says nothing.
 */
export async function askedOfUnjudged(view: LedgerView, model: RegisteredModel): Promise<AskedVersion[]> {
  const unjudged = everyVersion(model).filter((one) => one.run_id === null);
  if (unjudged.length === 0) return [];
  const given = foldModel(model).tags;
  const runs = await claimedRuns(view, unjudged);
  const all: AskedVersion[] = [];
  for (const version of unjudged) {
    const run = runs.get(version.claimed_run_id ?? '');
    const own = await askedWithoutRun(view, version, given.get(version.version) ?? new Map());
    const claimed = run === undefined ? [] : [{ run, model: uploadsOf(run) }];
    all.push({ version: version.version, asked: [...claimed, ...own] });
  }
  return all;
}

async function askedWithoutRun(
  view: LedgerView,
  { claimed_model_id = '', tags: own }: UnjudgedVersion,
  given: ReadonlyMap<string, string>,
): Promise<AskedRun[]> {
  const logged = await readLoggedModel(view, claimed_model_id).catch(unlessInvalid);
  const tags = [{ ...own, ...Object.fromEntries(given) }, tagsOfLogged(logged?.tags ?? [])];
  const files = logged?.manifest?.files ?? [];
  const model = files.length === 0 ? null : uploadsAsModel(files);
  const said = tags.filter((some) => Object.keys(some).length > 0);
  const all = said.length === 0 && model !== null ? [{}] : said;
  return all.map((some) => ({ run: recordWithoutRun(some), model }));
}

function tagsOfLogged(tags: readonly { key: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

async function claimedRuns(
  view: LedgerView,
  versions: readonly UnjudgedVersion[],
): Promise<Map<string, RunRecord>> {
  const ids = versions.flatMap(({ claimed_run_id: id = '' }) => (isId(id) ? [id] : []));
  const files = await readSound(view, [...new Set(ids)].map(runPath));
  const decode = await runDecoder();
  const runs = new Map<string, RunRecord>();
  for (const [path, bytes] of files) {
    if (bytes === null) continue;
    try {
      const run = decode(path, bytes);
      runs.set(run.run_id, run);
    } catch (error) {
      unlessInvalid(error);
    }
  }
  return runs;
}

function unlessInvalid(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
  return undefined;
}

/**
 * What is recalled of versions, as the ledger has it, by their numbers and in the order of these; those of which nothing is to be said
 * are left out. Nothing is asked where nothing is recalled.
 * @throws UserError E_LEDGER_* where nobody can tell what is recalled
 */
export async function recalledVersions(
  view: LedgerView,
  versions: readonly AskedVersion[],
  log: Log,
): Promise<Map<number, SaidRecalled>> {
  const recalled = new Recalled(view, { log });
  const found = new Map<number, SaidRecalled>();
  if (await recalled.isEmpty()) return found;
  for (const { version, asked } of [...versions].sort((a, b) => a.version - b.version)) {
    const said = saidRecalled(await toldOfAll(recalled, asked));
    if (said.sentences.length > 0) found.set(version, said);
  }
  return found;
}

/** What is recalled of any of them, each recall once. */
export async function toldOfAll(recalled: Recalled, asked: readonly AskedRun[]): Promise<Told[]> {
  const told = new Map<string, Told>();
  for (const { run, model } of asked)
    for (const one of await recalled.told(run, model)) {
      const id = idOfRecall(one.recall);
      if (told.get(id)?.severity !== 'refuse') told.set(id, one);
    }
  return [...told.values()];
}

/** As {@link recalledVersions}, of one; what cannot be read is said. */
export async function recalledVersion(
  view: LedgerView,
  version: AskedVersion,
  log: Log,
): Promise<SaidRecalled> {
  try {
    const said = await recalledVersions(view, [version], log);
    return said.get(version.version) ?? saidRecalled([]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why =
      'comes from nobody knows what: what is recalled could not be read (`lineage-gate recalls ls`)';
    return { ...saidRecalled([]), sentences: [why] };
  }
}
