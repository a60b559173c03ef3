import { statSync } from 'node:fs';
import { parseBaseModels } from '../../collect/base-models.js';
import { misplacedPath, oddLines, parseDatasets } from '../../collect/dataset-lines.js';
import { claimedPaths } from '../../collect/datasets.js';
import { existingPath, type Place, placePath, type SourceFile } from '../../collect/files/paths.js';
import { committedOf } from '../../collect/git/committed.js';
import { collectMetrics } from '../../collect/metrics.js';
import { checkFlavor } from '../../collect/models.js';
import { collectParams } from '../../collect/params.js';
import { checkPointers } from '../../collect/pointer-check.js';
import { readInputLines } from '../../collect/values/input-lines.js';
import { existsIn } from '../../collect/values/line-options.js';
import { unexpanded } from '../../collect/values/unexpanded.js';
import { datasetVersion } from '../../core/dataset-version.js';
import { describeFault, type Fault, Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { hasControl, parseKeyValues, parseLines } from '../../core/key-values.js';
import { lineageTags } from '../../core/lineage-tags.js';
import { evaluate, missingTags } from '../../core/policy/evaluate.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';
import { parseMainRun } from '../../mlflow/logged/main-run.js';
import { namesOf } from './request-names.js';
import type { TrackRequest } from './session.js';

/** Characters of an experiment's name, as its record takes them. */
export const EXPERIMENT_LIMIT = 500;
/** Larger files of metrics are not read before the training; bytes. */
const LOOKED_INTO = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the lines of a request say by themselves, before anything is looked at.
 * @param redactor undefined when there is a fault in what it is made of
 */
export async function checkRequest(
  request: TrackRequest,
  faults: Faults,
  redactor: Redactor | undefined,
): Promise<void> {
  checkName({ input: 'experiment', value: request.experiment, max: EXPERIMENT_LIMIT }, faults);
  checkName({ input: 'run-name', value: request.run_name, max: 250 }, faults);
  const { main_run } = request;
  if (parseMainRun(main_run) === undefined) faults.add(noMainRun(main_run));
  const place = { workspace: request.workspace, cwd: request.cwd };
  await faults.catch(() => parseKeyValues(request.tags, 'tags'));
  const datasets = await faults.catch(() => parseDatasets(request.datasets, existsIn(place)));
  const models = await faults.catch(() => parseBaseModels(request.base_models, existsIn(place)));
  await faults.catch(() => checkFlavor(request.flavor));
  if (redactor !== undefined) for (const fault of secretsIn(namesOf(request), redactor)) faults.add(fault);
  for (const dataset of datasets ?? []) {
    const { path, line } = dataset;
    const mistaken = misplacedPath(dataset, existsIn(place));
    if (mistaken !== undefined) faults.add(mistaken);
    if (path !== null) await faults.catch(() => placePath(place, path, `datasets, line ${line}`));
  }
  for (const { path, line } of models ?? []) {
    if (path !== null) await faults.catch(() => placePath(place, path, `base-models, line ${line}`));
  }
  for (const { text, line } of parseLines(request.model)) {
    await faults.catch(() => placePath(place, text, `model, line ${line}`));
  }
}

function noMainRun(text: string): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `\`main-run\` is \`${text}\``,
    where: 'input main-run',
    mend: 'Use `only`, `first`, `last`, `max:KEY` or `min:KEY`, where KEY is a metric',
  };
}

function checkName(name: { input: string; value: string | null; max: number }, faults: Faults): void {
  const { input, value, max } = name;
  const problem = value === null ? undefined : nameProblem(value, max);
  if (problem === undefined) return;
  faults.add({
    code: 'E_NAME_INVALID',
    what: `\`${input}\` ${problem}`,
    where: `input ${input}`,
    mend: 'Give a shorter name of printable characters',
  });
}

/** Why a record cannot hold a name, as the end of a sentence; undefined when it can. @param max characters */
export function nameProblem(name: string, max: number): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > max) return `is longer than ${max} characters`;
  return hasControl(name) ? 'holds control characters' : undefined;
}

interface Sorting {
  env: Environment;
  faults: Faults;
}

export interface Foresight {
  code: RunRecord['inputs']['code'];
  triggered_by: string;
  policy: Policy;
  env: Environment;
}

/**
 * What can be known of a run before its training starts. What no training can mend is a fault; what it may still write or set is told.
 * @returns sentences without a full stop
 */
export async function foresee(
  request: TrackRequest,
  known: Foresight,
  faults: Faults,
): Promise<{ notices: string[]; warnings: string[] }> {
  const place = { workspace: request.workspace, cwd: request.cwd };
  const notices = [
    ...(await tagNotices(request, known, faults)),
    ...(await dataNotices(place, request.datasets, faults)),
    ...(await paramNotices(place, request.params, { env: known.env, faults })),
    ...(await metricNotices(place, request.metrics, faults)),
  ];
  const odd = oddLines(parseDatasets(request.datasets, existsIn(place)));
  const { datasets, params, tags } = request;
  const plain = unexpanded({ datasets, params, tags });
  return { notices, warnings: [...dirtyWarning(known), ...odd, ...plain] };
}

async function tagNotices(
  request: TrackRequest,
  { code, triggered_by, policy }: Foresight,
  faults: Faults,
): Promise<string[]> {
  const tags = await faults.catch(() =>
    lineageTags({
      given: Object.fromEntries(parseKeyValues(request.tags, 'tags')),
      script: {},
      datasetVersion: datasetVersion(parseDatasets(request.datasets, existsIn(request))) ?? null,
      commit: code?.commit ?? null,
      mergeCommit: code?.merge_commit ?? null,
      triggeredBy: triggered_by,
    }),
  );
  if (tags === undefined) return [];
  const missing = missingTags(evaluate(policy, { tags: [tags], matches: () => true }).findings);
  if (missing.length === 0) return [];
  const keys = missing.map((key) => `\`${key}\``).join(', ');
  return [
    `the policy asks for ${keys}, which is not given yet; a model of this run is refused unless the script sets it in LINEAGE_DIR/tags.json${request.mlflow === 'off' || request.command === null ? '' : ', or logs it with MLflow'}`,
  ];
}

async function dataNotices(place: Place, text: string, faults: Faults): Promise<string[]> {
  const notices: string[] = [];
  const lines = parseDatasets(text, existsIn(place));
  for (const { path, line } of lines) {
    if (path === null) continue;
    const own = new Faults();
    await own.catch(() => existingPath(place, path, `datasets, line ${line}`));
    for (const fault of own.list) {
      if (fault.code === 'E_PATH_OUTSIDE') faults.add(fault);
      else notices.push(describeFault(fault).replace(/\.$/, ''));
    }
  }
  // `git lfs pull` or `dvc pull` may be a part of the command.
  const pointers = await checkPointers(claimedPaths(lines), place);
  notices.push(...pointers.map((fault) => describeFault(fault).replace(/\.$/, '')));
  return notices;
}

/** A params file of the commit is what the training will read; one that is not committed may be written by it. */
async function paramNotices(place: Place, text: string, { env, faults }: Sorting): Promise<string[]> {
  const own = new Faults();
  const lines = { text, place, input: 'params', code: 'E_PARAM_INVALID' } as const;
  const { files } = await readInputLines(lines, new Faults());
  const names = files.map((file) => file.shown);
  await collectParams({ ...place, text }, own);
  const committed = await committedOf(place.workspace, names, env);
  const unsure = names.filter((name) => !committed.has(name));
  return sorted(own, { unsure, faults, tellsMissing: true });
}

/** A metrics file that is broken now is most often what the run is to mend. */
async function metricNotices(place: Place, text: string, faults: Faults): Promise<string[]> {
  const own = new Faults();
  const unsure: string[] = [];
  const skip = (file: SourceFile) => {
    unsure.push(file.shown);
    return (statSync(file.absolute, { throwIfNoEntry: false })?.size ?? 0) > LOOKED_INTO;
  };
  await collectMetrics({ ...place, text, skip }, own);
  return sorted(own, { unsure, faults, tellsMissing: false });
}

/** Passes on what no run can mend, and answers the rest as notices. @param options.unsure files that the run may write */
function sorted(
  own: Faults,
  options: { unsure: readonly string[]; faults: Faults; tellsMissing: boolean },
): string[] {
  const { unsure, faults } = options;
  const notices: string[] = [];
  const seen = new Set<string>();
  for (const fault of own.list) {
    const text = describeFault(fault).replace(/\.$/, '');
    if (seen.has(text)) continue;
    seen.add(text);
    if (fault.code === 'E_PATH_MISSING') {
      // A training writes its metrics; it seldom writes its params.
      if (options.tellsMissing) notices.push(text);
    } else if (isOfFile(fault.where ?? '', unsure)) notices.push(text);
    else faults.add(fault);
  }
  return notices;
}

function dirtyWarning({ code, policy }: Foresight): string[] {
  const dirty = code?.dirty ?? null;
  if (policy.code.allow_dirty !== false || dirty === false) return [];
  const refusal = 'and by the policy `register` will refuse a model of this run';
  return dirty
    ? [`the work tree has changes that are in no commit, ${refusal}; commit them first`]
    : [`nobody knows whether the code is that of its commit, ${refusal}`];
}

/** Whether the place of a fault is one of these files, or a line of it. */
function isOfFile(where: string, files: readonly string[]): boolean {
  return files.some((file) => where === file || where.startsWith(`${file}:`) || where.startsWith(`${file},`));
}
