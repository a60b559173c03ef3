import { digestOfFiles } from '../digest.js';
import type { RunRecord } from '../generated/types.js';
import { jobAttemptOf } from '../parts.js';
import { contentsBegun } from './contents.js';
import { DATA_TAGS, namesIn } from './data-tags.js';
import { datasetsOf, type ReadDataset } from './read-datasets.js';
import { type PackageInRun, packageInRun } from './run-packages.js';
import { push } from './sources.js';

/** What a run's record says of where it comes from and what it made; all else of a record is left out, so that many runs fit in memory. */
export interface RunFacts {
  run_id: string;
  /** Path of its record. */
  record: string;
  experiment: string;
  run_name: string | null;
  status: RunRecord['status'];
  /** Whether it ended well and nothing of it is missing. */
  isWhole: boolean;
  started_at: string;
  ended_at: string;
  trust: RunRecord['context']['trust'];
  parent: string | null;
  /** The run whose command made it. */
  command: string | null;
  /** The same text for runs of one job, in one attempt of it; null for those of no job. */
  job: string | null;
  repository: string | null;
  commit: string | null;
  /** Whether the tag `git_commit` alone says so. */
  isCommitByTag: boolean;
  /** Commit that a pull request's job had merged into it; null where its code was the commit's alone. */
  merged: string | null;
  /** What is checked out of the submodule that its command ran in: all else of its code is of the repository above. */
  submodule?: SubmoduleCode;
  /** In the order of the record; behind them what was there at another time of the run. */
  datasets: readonly ReadDataset[];
  /** What {@link DATA_TAGS} may name, as {@link namesIn} has it. */
  tagged: readonly string[];
  models: readonly BaseModel[];
  outputs: readonly Output[];
  /** Where a package is asked about. */
  package?: PackageInRun;
  /** Where a range of commits is asked about. */
  checkout?: Checkout;
}

export interface SubmoduleCode {
  repository: string | null;
  commit: string;
  /** Id of its tree. */
  tree: string | null;
}

/** What a run's code may be known by where its commit is gone. */
export interface Checkout {
  /** Id of the tree that was checked out. */
  tree: string | null;
  /** Number of the pull request whose job it was. */
  pull: number | null;
}

/** What of a record is kept only where somebody asks about it. */
export interface AskedOf {
  /** As `packageName` has it: the others are let go. */
  package: string | null;
  /** Names of all packages that runs had are added to it, which tell a slip of the pen. */
  packages?: Set<string>;
  /** Whether a range of commits is asked about. */
  isCommits?: boolean;
  /** Whether one commit is. */
  isCommit?: boolean;
}

export interface BaseModel {
  uri: string;
  version: string | null;
  revision: string | null;
  digest: string | null;
  /** What outputs it may be, as {@link ReadDataset} has it. */
  contents: readonly string[];
  /** Of a folder its files, as contents are compared: what it holds with other files beside. */
  files: readonly string[];
  made_by: string | null;
}

export interface Output {
  path: string;
  /** What is no `data` by its name may be read as data all the same. */
  kind: 'model' | 'data' | 'folder' | 'file';
  digest: string;
  /** What a dataset may be known by that is this output: never a single file of a folder, but for a model's. */
  contents: readonly string[];
  /** Set where the run did not write it. */
  reused: { made_by: string | null } | null;
  /** Set where the record has its files one by one: it is told where somebody has read them as a folder. */
  isGathered?: true;
}

const NEVER_READ: readonly RunRecord['outputs']['artifacts'][number]['kind'][] = [
  'picture',
  'params',
  'metrics',
];
const MOST_GATHERED = { files: 200, folders: 8 };

export function runFacts(run: RunRecord, record: string, asked: AskedOf = { package: null }): RunFacts {
  const { inputs, context, tags } = run;
  return {
    run_id: run.run_id,
    record,
    experiment: run.experiment,
    run_name: run.run_name,
    status: run.status,
    isWhole: run.status === 'FINISHED' && (run.problems ?? []).length === 0,
    started_at: run.started_at,
    ended_at: run.ended_at,
    trust: context.trust,
    parent: run.parent_run_id,
    command: context.command_run ?? null,
    job: jobAttemptOf(run),
    repository: inputs.code?.repository ?? null,
    commit: inputs.code?.commit ?? taggedCommit(tags),
    isCommitByTag: inputs.code?.commit == null && taggedCommit(tags) !== null,
    merged: inputs.code?.merge_commit == null ? null : inputs.code.base_commit,
    ...submoduleOf(inputs.code),
    datasets: datasetsOf(inputs),
    tagged: [...new Set(DATA_TAGS.flatMap((key) => namesIn(tags[key], inputs.datasets)))],
    models: (inputs.models ?? []).map((model) => ({
      uri: model.uri,
      version: model.version,
      revision: model.revision,
      digest: model.digest,
      contents: contentsBegun(model),
      files: (model.file_digests ?? []).map((digest) => `file ${digest}`),
      made_by: model.made_by,
    })),
    outputs: outputsOf(run.outputs),
    ...(asked.package === null
      ? {}
      : { package: packageInRun(run.environment, asked.package, asked.packages) }),
    ...(asked.isCommits === true
      ? { checkout: { tree: inputs.code?.tree ?? null, pull: context.pull_request?.number ?? null } }
      : {}),
  };
}

/** Whether an output is one of these contents. */
export function isOf({ contents }: Output, wanted: readonly string[]): boolean {
  return wanted.some((content) => contents.includes(content));
}

/** Whole ids alone: the beginning of one may be that of others. */
function taggedCommit({ git_commit = '' }: RunRecord['tags']): string | null {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(git_commit) ? git_commit : null;
}

function submoduleOf(code: RunRecord['inputs']['code']): Pick<RunFacts, 'submodule'> {
  const { repository, commit, tree } = code?.submodule ?? {};
  return commit == null ? {} : { submodule: { repository: repository ?? null, commit, tree: tree ?? null } };
}

/** Ids of the runs that it is a part of: what these read it may have, and what they wrote it may have made. */
export function partOf({
  run_id,
  parent,
  command,
}: Pick<RunFacts, 'run_id' | 'parent' | 'command'>): readonly string[] {
  return [...new Set([parent, command])].filter((id) => id !== null).filter((id) => id !== run_id);
}

/** Whether a run names nothing that it came from: of that nobody can tell. */
export function isSilent(
  run: Pick<RunFacts, 'run_id' | 'datasets' | 'tagged' | 'models' | 'parent' | 'command'>,
): boolean {
  const { datasets, tagged, models } = run;
  return datasets.length + tagged.length + models.length + partOf(run).length === 0;
}

function outputsOf({ artifacts, models, folders = [] }: RunRecord['outputs']): Output[] {
  return [
    ...models.map(
      ({ path, manifest, ...from }): Output => ({
        path,
        kind: 'model',
        digest: manifest.digest,
        contents: [
          `folder-2 ${manifest.digest}`,
          ...manifest.files.filter(({ size_bytes }) => size_bytes > 0).map(({ digest }) => `file ${digest}`),
        ],
        reused: reuse(from),
      }),
    ),
    ...artifacts
      // Those of models are files of the models.
      .filter(({ kind }) => kind !== 'model')
      .map(
        ({ path, digest, size_bytes, kind, ...from }): Output => ({
          path,
          digest,
          kind: kind === 'data' ? 'data' : 'file',
          contents: size_bytes > 0 && mayBeRead(path, kind) ? [`file ${digest}`] : [],
          reused: reuse(from),
        }),
      ),
    ...gathered(artifacts, [...models, ...folders]),
    ...folders.map(
      ({ path, digest, size_bytes }): Output => ({
        path,
        digest,
        kind: 'folder',
        contents: size_bytes === 0 ? [] : [`folder-2 ${digest}`],
        reused: null,
      }),
    ),
  ];
}

/** Folders that artifacts of a run come to, each with all that is below; none where there are too many to look at. */
function gathered(
  artifacts: RunRecord['outputs']['artifacts'],
  known: readonly { path: string }[],
): Output[] {
  if (artifacts.length > MOST_GATHERED.files) return [];
  const below = new Map<string, RunRecord['outputs']['artifacts']>();
  for (const one of artifacts)
    for (let end = one.path.lastIndexOf('/'); end > 0; end = one.path.lastIndexOf('/', end - 1))
      push(below, one.path.slice(0, end), one);
  if (below.size > MOST_GATHERED.folders) return [];
  return [...below].flatMap(([path, files]): Output[] => {
    const isOther = ({ kind, reused }: (typeof files)[number]) => kind === 'model' || reused === true;
    const isEmpty = files.every(({ size_bytes }) => size_bytes === 0);
    if (known.some((one) => one.path === path) || isEmpty || files.some(isOther)) return [];
    const digest = digestOfFiles(files.map((one) => ({ ...one, path: one.path.slice(path.length + 1) })));
    return [
      { path, kind: 'folder', digest, contents: [`folder-2 ${digest}`], reused: null, isGathered: true },
    ];
  });
}

/** Kinds are guesses by names, so that of what somebody names as data any file may be it, but for what is made for people and for us. */
function mayBeRead(path: string, kind: RunRecord['outputs']['artifacts'][number]['kind']): boolean {
  return !NEVER_READ.includes(kind) && !/\.log$/i.test(path);
}

function reuse({ reused, made_by = null }: { reused?: boolean; made_by?: string | null }): Output['reused'] {
  return reused === true ? { made_by } : null;
}
