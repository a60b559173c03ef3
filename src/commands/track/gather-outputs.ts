import {
  type ArtifactFile,
  collectArtifacts,
  describeEach,
  mergeArtifacts,
} from '../../collect/artifacts.js';
import { hashFiles } from '../../collect/files/hash.js';
import { collectFolders } from '../../collect/folders.js';
import { keptLines } from '../../collect/freshness/kept-lines.js';
import { grownFrom } from '../../collect/freshness/looks.js';
import type { LineageDir } from '../../collect/lineage-dir.js';
import { type CollectedMetrics, collectMetrics } from '../../collect/metrics.js';
import type { Fault, Faults } from '../../core/errors.js';
import type { MetricFile, OutputFolder, RunRecord } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import type { Before } from './before.js';
import type { GatheredModel } from './gather-models.js';
import { type LongHistory, longHistory, thinnedText } from './history.js';
import type { LoggedParts } from './mlflow/parts.js';
import { type Makers, NO_MAKERS, type Origin, type Output, provenanceOf } from './reuse.js';
import type { Session } from './session.js';
import type { Stale } from './stale.js';
import { type UploadSet, uploadsOf } from './uploads.js';

export interface OutputOptions {
  before: Before;
  stale: Stale;
  /** Whether the run ended well: of one that did not, nothing that is stale is kept. */
  isFinished: boolean;
  /** Leaves out what takes long: artifacts, models and digests. */
  quick: boolean;
  faults: Faults;
  /** Looks for the runs that made what this one did not write. */
  makers(origin: Origin): Promise<Makers>;
  /** What the run read. */
  origin: Origin;
  /** Files in the workspace that its params came from. */
  paramFiles: readonly string[];
  dropped: LineageDir | undefined;
  /** What was logged with MLflow. */
  logged: LoggedParts | null;
  /** All models that are named. */
  found: readonly GatheredModel[];
  /** Why a name that is no part of the record cannot be told; undefined when it can. */
  secretIn(name: string): string | undefined;
}

export interface GatheredOutputs {
  metrics: RunRecord['outputs']['metrics'];
  metric_files: MetricFile[];
  history: LongHistory['note'] | null;
  series: CollectedMetrics['series'];
  models: RunRecord['outputs']['models'];
  folders: OutputFolder[];
  /** Models first, each as an artifact of its own. */
  artifacts: ArtifactFile[];
  uploads: UploadSet[];
  notes: string[];
}

/** What the run wrote, and what it did not write but is known to have been made from the same. */
export async function gatherOutputs(session: Session, options: OutputOptions): Promise<GatheredOutputs> {
  const { found, isFinished, origin } = options;
  const files = options.quick ? [] : await metricFiles(session, options.stale);
  const isAsked = isFinished && (found.length > 0 || files.some(({ isStale }) => isStale));
  const makers = isAsked ? await options.makers(origin) : NO_MAKERS;
  const asOutput = (model: GatheredModel): Output => ({ ...model, digest: model.manifest.digest });
  const keeps = (output: Output) => isKept(output, { ...options, makers, session });
  const models = found.filter((model) => keeps(asOutput(model)));
  const left = new Set(files.filter((file) => !keeps(file)).map(({ path }) => path));
  const metrics = await gatherMetrics(session, { ...options, left, files, makers });
  const { whole, ...told } = metrics;
  const artifacts = await gatherArtifacts(session, { ...options, models, metrics });
  const kept = [...models.map(asOutput), ...files.filter(({ path }) => !left.has(path))];
  return {
    ...told,
    notes: [
      ...metrics.notes,
      ...(artifacts.history === null ? [] : [thinnedText(artifacts.history)]),
      ...reuseNotes(kept, makers, session.code?.commit ?? null),
    ],
    models: models.map((model) => {
      const { path, manifest } = model;
      return { path, manifest, ...provenanceOf(asOutput(model), makers) };
    }),
    ...artifacts,
  };
}

/** Says of what the run did not write who did: its code may be another than this run's. */
function reuseNotes(outputs: readonly Output[], makers: Makers, commit: string | null): string[] {
  return outputs
    .filter(({ isStale }) => isStale)
    .map(({ path, digest }) => {
      const maker = makers.makerOf(digest);
      if (maker === null) return `${shown(path)} is reused, and no run is known that made it`;
      const made = makers.commitOf(maker);
      const at =
        made === null || made === commit ? '' : `, at commit ${made.slice(0, 12)} and not at this one`;
      return `${shown(path)} is reused: run ${maker} made it${at}`;
    });
}

/** The files of metrics that are there, with digests. */
async function metricFiles(session: Session, { named, files }: Stale): Promise<(Output & MetricFile)[]> {
  const { workspace } = session.request;
  const paths = [...new Set(named.metrics)].sort();
  // What cannot be read is told by whoever reads the metrics.
  const one = (path: string) => hashFiles(workspace, [path]).catch(() => []);
  const entries = (await Promise.all(paths.map(one))).flat();
  return entries.map(({ path, size_bytes, digest }) => {
    return { path, size_bytes, digest, where: 'metrics', isStale: files.has(path) };
  });
}

interface Judging {
  session: Session;
  isFinished: boolean;
  stale: Stale;
  makers: Makers;
  faults: Faults;
}

/** Whether an output goes into the record: one that is stale only when it is known who made it, or when that was allowed. */
function isKept(output: Output, { session, isFinished, stale, makers, faults }: Judging): boolean {
  if (!output.isStale) return true;
  if (!isFinished) return false;
  if (makers.makerOf(output.digest) !== null || session.request.stale === 'allow') return true;
  faults.add(staleFault(output, stale.isAll && session.request.command === null));
  return false;
}

function staleFault({ path, where }: Output, isTooLate: boolean): Fault {
  return {
    code: 'E_OUTPUT_STALE',
    what: `${shown(path)} was not written by this run: it lies there as it did before`,
    where,
    mend: isTooLate
      ? 'Put the track step before the training: it stands after it, and nothing was written while the run went on'
      : 'Let the training write it, and name only what it writes; a model that the run only evaluates belongs into `base-models`. With `stale: allow` it is recorded as reused, and policy decides whether that counts',
  };
}

async function gatherMetrics(
  session: Session,
  options: Omit<OutputOptions, 'makers'> & {
    /** Files that are left out. */
    left: ReadonlySet<string>;
    files: readonly (Output & MetricFile)[];
    makers: Makers;
  },
): Promise<
  Pick<GatheredOutputs, 'metrics' | 'metric_files' | 'notes'> &
    Pick<CollectedMetrics, 'series' | 'whole' | 'files'>
> {
  const { left, files, makers, before, stale, faults } = options;
  const { workspace, cwd, metrics: text } = session.request;
  const grown = new Map<string, number>();
  const kept = new Map<string, ReadonlySet<number>>();
  for (const { path } of files) {
    grown.set(path, await grownFrom(workspace, path, before.looks));
    const lines = Object.hasOwn(before.looks, path) ? before.looks[path]?.lines : undefined;
    kept.set(path, await keptLines(workspace, path, lines));
  }
  const isReused = (path: string) => stale.files.has(path) && !left.has(path);
  const collected = await collectMetrics(
    {
      workspace,
      cwd,
      text,
      extraFiles: options.dropped?.metrics,
      logged: options.logged === null ? [] : [options.logged.metrics],
      skip: (file) => left.has(file.shown) || (!options.isFinished && stale.files.has(file.shown)),
      grownFrom: (file) => grown.get(file.shown) ?? 0,
      kept: (file) => kept.get(file.shown) ?? new Set(),
    },
    faults,
  );
  const byPath = new Map(files.map((file) => [file.path, provenanceOf(file, makers)]));
  const metrics = Object.entries(collected.metrics).map(([key, metric]) => {
    const source = metric.source ?? '';
    const { reused, made_by } = isReused(source) ? (byPath.get(source) ?? {}) : {};
    return [key, reused === undefined ? metric : { ...metric, reused, made_by }] as const;
  });
  const { series, whole, notes } = collected;
  return {
    metrics: Object.assign(Object.create(null), Object.fromEntries(metrics)),
    metric_files: files
      .filter(({ path }) => collected.files.includes(path))
      .map(({ path, size_bytes, digest }) => {
        const { reused, made_by } = byPath.get(path) ?? {};
        return { path, size_bytes, digest, ...(reused === undefined ? {} : { reused, made_by }) };
      }),
    series,
    whole,
    notes,
    files: collected.files,
  };
}

async function gatherArtifacts(
  session: Session,
  options: OutputOptions & {
    models: readonly GatheredModel[];
    metrics: Pick<CollectedMetrics, 'series' | 'whole' | 'files'>;
  },
): Promise<Pick<GatheredOutputs, 'artifacts' | 'uploads' | 'folders' | 'history'>> {
  const { models, metrics, stale, faults, quick, dropped, logged, isFinished } = options;
  const { workspace, cwd, artifacts: text } = session.request;
  const { whole, series } = metrics;
  const history = async (others: readonly ArtifactFile[]) =>
    whole === null ? null : longHistory(session, { whole, series }, { ...options, others });
  if (quick) {
    const { note = null } = (await history([])) ?? {};
    return { ...uploadsOf(session, models, []), folders: [], history: note };
  }
  const params = new Set(options.paramFiles);
  const all = await collectArtifacts(
    {
      workspace,
      cwd,
      text,
      exclude: options.found.map((model) => model.path),
      paramFiles: options.paramFiles,
      metricFiles: metrics.files,
    },
    faults,
  );
  // A file of params is an input, and a README is no less the run's for being old.
  const marked = all.map((file) =>
    stale.files.has(file.path) && !params.has(file.path) ? { ...file, reused: true } : file,
  );
  const named = isFinished ? marked : marked.filter(({ reused }) => reused !== true);
  const loose = await describeEach({ root: session.lineage_dir }, dropped?.artifacts ?? [], faults);
  const sent = logged?.files == null ? [] : await describeEach(logged.files, logged.files.artifacts, faults);
  const others = new Map([...named, ...loose].map(({ path, digest }) => [path, digest]));
  // A file that is named and logged too is one.
  const own = sent.filter(({ path, digest }) => others.get(path) !== digest);
  await faults.catch(() => mergeArtifacts(named, loose, own));
  const place = { workspace, cwd };
  // A folder may hold a model.
  const entries = models.flatMap((model) => (model.isDropped ? [] : model.entries));
  const folders = await collectFolders({ text, place, files: [...named, ...entries] });
  const long = await history([...named, ...loose, ...own]);
  const sets = [
    { kind: 'artifacts', root: workspace, files: named },
    { kind: 'dropped', root: session.lineage_dir, files: loose },
    { kind: 'logged', root: logged?.files?.root ?? '', files: own, kept: logged?.files?.kept },
    { kind: 'history', root: long?.root ?? '', files: long?.files ?? [] },
  ] as const;
  return { ...uploadsOf(session, models, sets), folders, history: long?.note ?? null };
}
