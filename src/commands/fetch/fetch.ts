import { type Fault, UserError } from '../../core/errors.js';
import { bringSentence } from '../../core/fetch/elsewhere.js';
import type { FetchPart, WantedFile } from '../../core/fetch/files.js';
import { requireSafePaths } from '../../core/fetch/places.js';
import type { Stored } from '../../core/generated/types.js';
import { BUILT_IN_POLICY } from '../../core/policy/policy.js';
import { quoted } from '../../core/printable.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { count, formatBytes } from '../../report/units.js';
import { heedRecalls } from './heed-recalls.js';
import { tenths } from './progress.js';
import type { FetchDeps, Fetched, FetchRequest } from './request.js';
import { type Resolved, resolveUri } from './resolve.js';
import { survivor } from './survivor.js';
import { appear, isThere } from './target.js';

/** Runs beside its own whose uploads of the same bytes are tried. */
const OTHER_RUNS = 5;

/**
 * Brings the files of a model URI to a folder, each checked against the digest in its record before the folder appears. Where the
 * folder has them already, nothing is read from a store.
 * @throws UserError as {@link resolveUri}; E_RECALLED, E_PATH_NAME, E_FETCH_PATH, E_STORE_GONE, E_STORE_DAMAGED, E_GITHUB_API
 */
export async function fetchModel(request: FetchRequest, deps: FetchDeps): Promise<Fetched> {
  const view = await deps.ledger.view();
  const resolved = await resolveUri(view, request, deps);
  return bringHeeded(resolved, request, { view, deps });
}

/**
 * Brings what was found in the ledger, and says what of it comes from what is recalled.
 * @throws UserError E_RECALLED, and as {@link bring}
 */
export async function bringHeeded(
  resolved: Resolved,
  request: Pick<FetchRequest, 'path' | 'shown' | 'allowRecalled'> & { uri: string | null },
  { view, deps }: { view: LedgerView; deps: FetchDeps },
): Promise<Fetched> {
  const { uri, allowRecalled = false } = request;
  const { log, askRecall, rules = async () => BUILT_IN_POLICY } = deps;
  const heeding = { log, askRecall, policy: rules, now: new Date(deps.now()).toISOString() };
  const recalled = await heedRecalls(resolved, { uri, allowRecalled }, { view, deps: heeding });
  const fetched = await bring(resolved, request, { view, deps });
  return recalled.length === 0 ? fetched : { ...fetched, recalled };
}

/**
 * Brings what was found in the ledger.
 * @throws UserError E_PATH_NAME, E_FETCH_PATH, E_STORE_GONE, E_STORE_DAMAGED, E_GITHUB_API
 */
export async function bring(
  resolved: Resolved,
  request: Pick<FetchRequest, 'path' | 'shown'>,
  { view, deps }: { view: LedgerView; deps: Pick<FetchDeps, 'log' | 'sources'> },
): Promise<Fetched> {
  const { log } = deps;
  if (resolved.note !== null) log.info(`${resolved.note}.`);
  const files = resolved.parts.flatMap((part) => part.files);
  requireSafePaths(
    files.map((file) => file.target),
    resolved.record,
  );
  const { model, version, run_id, digest } = resolved;
  const size_bytes = files.reduce((sum, file) => sum + file.size_bytes, 0);
  const about = { path: request.shown, model, version, run_id, digest, files: files.length, size_bytes };
  const what = `${resolved.name} (${count(files.length, 'file')}, ${formatBytes(size_bytes)})`;
  if (await isThere(request, files)) {
    log.info(`${request.shown} has ${what} already; nothing was downloaded.`);
    return { ...about, from: [] };
  }
  log.info(`Fetching ${what}`);
  const from = new Set<string>();
  await appear(request, files, async (into) => {
    for (const part of resolved.parts) from.add(await getPart(part, { view, resolved, into, deps }));
  });
  log.info(`Fetched ${resolved.name} to ${request.shown}; every file has the digest of its record.`);
  return { ...about, from: [...from] };
}

interface Getting {
  view: LedgerView;
  resolved: Resolved;
  into: { folder: string; temp: string };
  deps: Pick<FetchDeps, 'log' | 'sources'>;
}

/** @returns the kind of the store that had the files */
async function getPart(part: FetchPart, getting: Getting): Promise<string> {
  const faults: Fault[] = [];
  const found =
    (await getFrom(part.stored, part.files, { ...getting, faults })) ??
    (await getFrom(await sameBytes(getting), part.files, { ...getting, faults }));
  if (found !== undefined) return found;
  const { resolved, deps } = getting;
  const mend = [...bringSentence(part.stored), await survivor(resolved.others, deps.sources)].join('. ');
  const what = `The record of ${resolved.name} names no place where its bytes are`;
  const none: Fault = { code: 'E_STORE_GONE', what, where: resolved.record, mend };
  throw new UserError(faults.length === 0 ? none : faults.map((fault) => ({ ...fault, mend })));
}

/**
 * Takes the first store that has the files. A store that has others in their place ends it: somebody has to know of that.
 * @returns undefined when none has them, with the reasons in `faults`
 */
async function getFrom(
  places: readonly Stored[],
  files: readonly WantedFile[],
  { into, deps, faults }: Getting & { faults: Fault[] },
): Promise<string | undefined> {
  const { sources, log } = deps;
  // In the order of the sources: what is on this machine comes first.
  const readable = sources.flatMap((source) =>
    places.filter(({ type }) => type === source.type).map((stored) => ({ source, stored })),
  );
  for (const { source, stored } of readable) {
    try {
      await source.get({ stored, files }, { ...into, progress: tenths(log) });
      return source.type;
    } catch (error) {
      // Nothing was written then.
      if (!(error instanceof UserError) || !error.has('E_STORE_GONE')) throw error;
      faults.push(...error.faults);
    }
  }
  const others = places.filter((stored) => !sources.some(({ type }) => type === stored.type));
  faults.push(...others.map((stored) => unreadable(stored)));
  return undefined;
}

/** Where other runs have put a model with the same manifest; the digests decide, so any run will do. */
async function sameBytes({ view, resolved, deps }: Getting): Promise<Stored[]> {
  const { isModel, digest, run_id } = resolved;
  if (!isModel) return [];
  try {
    const runs = await findRuns(view, { model_digest: digest, limit: OTHER_RUNS }, { log: deps.log });
    return runs.flatMap((run) => {
      const paths = run.outputs.models
        .filter(({ manifest }) => manifest.digest === digest)
        .map(({ path }) => path);
      const artifacts = run.outputs.artifacts.filter(({ path }) => paths.includes(path));
      return run.run_id === run_id ? [] : artifacts.flatMap(({ stored }) => stored);
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    deps.log.warning(`Other runs with the same bytes were not looked for: ${error.message}`);
    return [];
  }
}

function unreadable(stored: Stored): Fault {
  return {
    code: 'E_STORE_GONE',
    what: `The upload ${quoted(stored.name ?? '')} is in a store that cannot be read here (${quoted(stored.type)})`,
    where: stored.url ?? stored.type,
    mend: 'Fetch it where that store is',
  };
}
