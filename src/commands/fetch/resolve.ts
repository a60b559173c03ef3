import { UserError } from '../../core/errors.js';
import { type FetchPart, filesAt, manifestFiles } from '../../core/fetch/files.js';
import { type ParsedUri, parseModelUri } from '../../core/fetch/uri.js';
import type { ModelVersion } from '../../core/generated/types.js';
import { meantName } from '../../core/meant-name.js';
import { isName } from '../../core/names.js';
import { quoted } from '../../core/printable.js';
import { uriOf } from '../../core/registry/version.js';
import { findRun } from '../../ledger/find-run.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import { modelFolder, runPath, versionPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { findArtifactRun } from '../../ledger/read/artifact-runs.js';
import { findModels, readRun, readRunsOf } from '../../ledger/read/records.js';
import { chosenVersion } from './chosen-version.js';
import type { FetchDeps, FetchRequest } from './request.js';

/** What a URI means, as the ledger has it. */
export interface Resolved {
  /** For messages: `models:/clf_orders/3`, `runs:/…`. */
  name: string;
  /** Path of the record that names the files. */
  record: string;
  model: string | null;
  version: number | null;
  run_id: string;
  digest: string;
  parts: FetchPart[];
  /** Whether `digest` is that of a model's manifest, which other runs may have made as well. */
  isModel: boolean;
  /** What only the ledger vouches for; null where nothing is. */
  note: string | null;
  /** The other versions of the model, newest first. */
  others: readonly ModelVersion[];
}

/**
 * @throws UserError E_INPUT_INVALID, E_MODEL_NOT_FOUND, E_VERSION_NOT_FOUND, E_VERSION_ARCHIVED, E_RUN_NOT_FOUND,
 *   E_MODEL_DAMAGED, E_EVENT_UNCONFIRMED, E_GITHUB_API, E_LEDGER_RECORD_INVALID
 */
export function resolveUri(
  view: LedgerView,
  { uri, allowArchived }: Pick<FetchRequest, 'uri' | 'allowArchived'>,
  deps: Pick<FetchDeps, 'ask' | 'log'>,
): Promise<Resolved> {
  const parsed = parseModelUri(uri);
  switch (parsed.kind) {
    case 'version':
      return ofVersion(view, { ...parsed, allowArchived }, deps);
    case 'run':
      return ofRun(view, parsed);
    case 'digest':
      return ofDigest(view, parsed.digest);
  }
}

async function ofVersion(
  view: LedgerView,
  { names, choice, allowArchived }: Extract<ParsedUri, { kind: 'version' }> & { allowArchived: boolean },
  deps: Pick<FetchDeps, 'ask' | 'log'>,
): Promise<Resolved> {
  // A folder that is no name, which somebody has pushed, is none that is asked for.
  const { names: known, faults } = await findModels(view);
  const name = names.find((one) => known.includes(one));
  // What lies in the place of the model is told; of the others nothing is.
  const places = names.filter(isName).map(modelFolder);
  const fault = faults.find((error) => error.faults.some(({ where }) => places.includes(where ?? '')));
  if (name === undefined && fault !== undefined) throw fault;
  if (name === undefined) throw noModel(names.at(-1) ?? '', known);
  const { model, version, note } = await chosenVersion(view, name, { choice, allowArchived, ...deps });
  // What is said of a version is held against the run that it names.
  await readRunsOf(view, [version], model);
  return {
    name: uriOf(version.model, version.version),
    record: model.places?.get(version.version) ?? versionPath(version.model, version.version),
    model: version.model,
    version: version.version,
    run_id: version.run_id,
    digest: version.manifest.digest,
    parts: [{ files: manifestFiles(version.manifest), stored: version.stored }],
    isModel: true,
    note,
    others: model.versions.filter((other) => other !== version).reverse(),
  };
}

async function ofRun(
  view: LedgerView,
  { run: id, paths }: Extract<ParsedUri, { kind: 'run' }>,
): Promise<Resolved> {
  const run = await readRun(view, await findRun(view, id));
  const found = filesAt(run, paths);
  const name = `runs:/${run.run_id}/${paths[0]}`;
  return { ...found, name, record: runPath(run.run_id), run_id: run.run_id, ...OF_NO_VERSION };
}

async function ofDigest(view: LedgerView, digest: string): Promise<Resolved> {
  const [maker] = await findRuns(view, { model_digest: digest, limit: 1 });
  const found = maker === undefined ? await findArtifactRun(view, digest) : filesOfModel(maker, digest);
  if (found === undefined) {
    throw new UserError({
      code: 'E_MODEL_NOT_FOUND',
      what: `No run of the ledger has a model or an artifact with the digest ${digest}`,
      where: 'model URI',
      mend: 'Give the digest of a manifest or of an artifact, as `lineage-gate runs show RUN --json` has it',
    });
  }
  const { run, files } = found;
  return { ...files, name: digest, record: runPath(run.run_id), run_id: run.run_id, ...OF_NO_VERSION };
}

/** What a model version has and nothing else. */
export const OF_NO_VERSION = { model: null, version: null, note: null, others: [] } as const;

type Run = Awaited<ReturnType<typeof readRun>>;

function filesOfModel(run: Run, digest: string) {
  const model = run.outputs.models.find(({ manifest }) => manifest.digest === digest);
  return { run, files: filesAt(run, [model?.path ?? '']) };
}

function noModel(name: string, known: readonly string[]): UserError {
  const meant = meantName(name, known);
  const some = known.slice(0, 5).map((one) => quoted(one));
  return new UserError({
    code: 'E_MODEL_NOT_FOUND',
    what: `There is no registered model ${quoted(name)}`,
    where: 'model URI',
    mend:
      meant !== undefined
        ? `Did you mean ${quoted(meant.name)}${meant.differs}? Correct the URI`
        : known.length === 0
          ? 'The ledger has no registered model: register one, or name the branch that has them (`ledger-branch`)'
          : `Use one of ${some.join(', ')}${known.length > some.length ? ', …' : ''}`,
  });
}
