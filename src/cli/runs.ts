import type { RunRecord } from '../core/generated/types.js';
import { inPolicyOrder } from '../core/policy/metric-order.js';
import { BUILT_IN_POLICY } from '../core/policy/policy.js';
import { UNREAD } from '../core/policy/rules/inputs-changed.js';
import { distrust } from '../core/trust.js';
import { findRun } from '../ledger/find-run.js';
import { findRuns } from '../ledger/index/find-runs.js';
import { amendedLines, amendedRuns, untold } from '../ledger/read/amended.js';
import { readRun } from '../ledger/read/records.js';
import { formatBytes, formatDuration, formatNumber } from '../report/units.js';
import { nothingYet } from './host.js';
import { jsonText } from './json.js';
import { openReader, type Reader, type ReadOptions } from './reader.js';
import { recalledRunLines } from './recalled-nodes.js';
import { likelyDatasets, type RunsQueryOptions, runQueryOf } from './runs-query.js';
import { cut, fields, minute, shortDigest, shortIds, tableWidth, textTable } from './tables.js';

export interface RunsListOptions extends ReadOptions, RunsQueryOptions {
  limit: number;
  json?: boolean;
}

/** `lineage-gate runs ls` */
export async function runsList(options: RunsListOptions): Promise<number> {
  const { limit } = options;
  const query = runQueryOf(options);
  const reader = await openReader(options);
  const view = await reader.ledger.view();
  const cache = await reader.cache();
  const { log } = reader;
  const runs = await findRuns(view, { ...query, limit }, cache === undefined ? { log } : { log, cache });
  if (runs.length === 0) for (const line of likelyDatasets(options)) log.warning(line);
  if (options.json) process.stdout.write(`${jsonText(runs)}\n`);
  else if (runs.length === 0)
    process.stdout.write(
      query === undefined || view.commit === null
        ? nothingYet('runs', view, options, 'Record one: lineage-gate track -- COMMAND')
        : 'No such runs\n',
    );
  else {
    const amended = await amendedRuns(view, runs).catch((error) => {
      log.warning(`${untold(error)}.`);
      return new Map();
    });
    process.stdout.write(runsTable(await ordered(runs, reader), { width: tableWidth(), amended }));
  }
  return 0;
}

/** With the metrics of the policy first; by name where the policy cannot be read, which is no matter of a list. */
async function ordered(runs: readonly RunRecord[], reader: Reader): Promise<RunRecord[]> {
  const policy = await reader.policy().catch((error) => {
    reader.log.debug(`the policy could not be read: ${(error as Error).message}`);
    return BUILT_IN_POLICY;
  });
  return runs.map((run) => inPolicyOrder(run, policy));
}

/** One line a run; the metrics take the room that is left, the first of them always. */
function runsTable(
  runs: readonly RunRecord[],
  { width, amended }: { width: number; amended: ReadonlyMap<string, 'amended' | 'deleted'> },
): string {
  const named = runs.some((run) => run.run_name !== null);
  const ids = shortIds(runs.map((run) => run.run_id));
  const head = ['RUN', 'EXPERIMENT', ...(named ? ['NAME'] : []), 'STATUS', 'STARTED', 'TOOK'];
  const rows = runs.map((run, index) => [
    ids[index] ?? run.run_id,
    cut(run.experiment, 24),
    ...(named ? [cut(run.run_name ?? '', 20)] : []),
    `${run.status}${isIncomplete(run) ? '*' : ''}${amended.has(run.run_id) ? '+' : ''}`,
    minute(run.started_at),
    formatDuration(run.duration_s),
  ]);
  const taken = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length + 2)),
  );
  const room = width - taken.reduce((sum, column) => sum + column, 0);
  const lines = rows.map((row, index) => [...row, metricsLine(runs[index]?.outputs.metrics ?? {}, room)]);
  const notes = [
    ...(runs.some(isIncomplete) ? ['* incomplete: lineage-gate runs show RUN says what is missing\n'] : []),
    ...(amended.size === 0 ? [] : [`+ ${amendedNote([...amended.values()])}\n`]),
  ];
  return `${textTable([...head, 'METRICS'], lines)}${notes.join('')}`;
}

function amendedNote(all: readonly ('amended' | 'deleted')[]): string {
  const deleted = all.filter((what) => what === 'deleted').length;
  const of = deleted === 0 ? '' : `, ${deleted} of them deleted`;
  return `amended after the end by an MLflow client${of}: records alone are shown and count, lineage-gate serve shows the rest`;
}

function isIncomplete({ problems = [] }: RunRecord): boolean {
  return problems.length > 0;
}

function metricsLine(metrics: RunRecord['outputs']['metrics'], room: number): string {
  const all = Object.entries(metrics).map(([key, { value }]) => `${cut(key, 30)}=${brief(value)}`);
  let line = all[0] ?? '';
  for (const [index, text] of all.entries()) {
    if (index === 0) continue;
    const rest = index < all.length - 1 ? ' …'.length : 0;
    if (line.length + 1 + text.length + rest > room) return `${line} …`;
    line += ` ${text}`;
  }
  return line;
}

/** Four digits tell runs apart; `runs show` has more. */
function brief(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : value;
}

/** `lineage-gate runs show RUN` */
export async function runsShow(prefix: string, options: ReadOptions & { json?: boolean }): Promise<number> {
  const reader = await openReader(options);
  const view = await reader.ledger.view();
  const run = await readRun(view, await findRun(view, prefix));
  const [inOrder = run] = await ordered([run], reader);
  for (const line of await amendedLines(view, [run])) reader.log.warning(`${line}.`);
  for (const line of await recalledRunLines(view, run.run_id, reader.log)) reader.log.warning(`${line}.`);
  process.stdout.write(options.json ? `${jsonText(run)}\n` : shown(inOrder));
  return 0;
}

function shown(run: RunRecord): string {
  const { datasets, models, params } = run.inputs;
  const parts = [
    inShort(run),
    ...wrong(run),
    titled('Tags', Object.entries(run.tags)),
    titled(
      'Params',
      Object.entries(params).map(([key, value]) => [key, String(value)]),
    ),
    titled(
      'Metrics',
      Object.entries(run.outputs.metrics).map(([key, metric]) => [
        key,
        `${formatNumber(metric.value)}${origin(metric)}`,
      ]),
    ),
    titled(
      'Datasets',
      datasets.map((data) => [
        `${data.name} ${data.version}${data.role === undefined ? '' : ` (${data.role})`}`,
        data.digest === null ? otherDigest(data.digests) : shortDigest(data.digest),
      ]),
    ),
    titled(
      'Base models',
      (models ?? []).map(({ uri, revision, digest }) => [
        uri,
        [revision ?? '', digest === null ? '' : shortDigest(digest)].filter((text) => text !== '').join(', '),
      ]),
    ),
    ...outputsShown(run.outputs),
    titled(
      'Last lines of standard error',
      run.command.stderr_tail.map((line) => ['', line]),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** What a reader must know before he trusts the rest. */
function wrong(run: RunRecord): string[] {
  const { problems = [], redacted = [], context } = run;
  const { changed = [] } = run.inputs;
  const doubt = distrust(run);
  return [
    titled('Not trusted', doubt === null ? [] : [[context.trust, `the run ${doubt.why}`]]),
    titled(
      'Problems',
      problems.map(({ code, what, where }) => [code, `${what}${where === null ? '' : ` (${where})`}`]),
    ),
    titled(
      'Inputs that changed during the run',
      changed.map(({ kind, name, begin, end }) => [
        `${kind} ${name}`,
        kind === 'params-file' ? UNREAD : `${String(begin)} to ${String(end)}`,
      ]),
    ),
    titled(
      'Replaced by [redacted]',
      redacted.map(({ where, why }) => [where, why]),
    ),
  ];
}

/** Whose bytes an output has that the run did not write, or that another run wrote too. */
function origin({
  reused,
  made_by,
  same_as,
}: {
  reused?: boolean;
  made_by?: string | null;
  same_as?: string | null;
}): string {
  if (reused === true) return made_by == null ? ', reused' : `, reused, made by ${made_by}`;
  return same_as == null ? '' : `, the same as of ${same_as}`;
}

function outputsShown({ models, artifacts, folders }: RunRecord['outputs']): string[] {
  return [
    titled(
      'Models',
      models.map(({ path, manifest, ...from }) => [
        path,
        `${manifest.format}, ${formatBytes(manifest.size_bytes)}, ${shortDigest(manifest.digest)}${origin(from)}`,
      ]),
    ),
    titled(
      'Artifacts',
      artifacts
        .filter(({ kind }) => kind !== 'model')
        .map(({ path, kind, size_bytes }) => [path, `${kind}, ${formatBytes(size_bytes)}`]),
    ),
    titled(
      'Folders',
      (folders ?? []).map(({ path, files, size_bytes, digest }) => [
        path,
        `${files} file${files === 1 ? '' : 's'}, ${formatBytes(size_bytes)}, ${shortDigest(digest)}`,
      ]),
    ),
  ];
}

/** What a pointer says of data whose own digest is not known. */
function otherDigest(digests: RunRecord['inputs']['datasets'][number]['digests']): string {
  const [first] = Object.entries(digests ?? {});
  return first === undefined ? '(no digest)' : `${first[0]}:${first[1].slice(0, 12)}`;
}

function inShort(run: RunRecord): string {
  const { code } = run.inputs;
  const { command_run } = run.context;
  const { parent_run_id: parent } = run;
  const dirty = code?.dirty === true ? ' (work tree had changes)' : '';
  const memory = run.outputs.system.peak_memory_bytes;
  return fields([
    ['run', run.run_id],
    ['experiment', run.experiment],
    ...(run.run_name === null ? [] : [['name', run.run_name] as const]),
    ['status', run.status],
    ...(command_run === undefined ? [] : [['made by', `the command of run ${command_run}`] as const]),
    ...(parent === null ? [] : [['part of', `run ${parent}`] as const]),
    ['started', run.started_at],
    ['took', formatDuration(run.duration_s)],
    ['command', run.command.run ?? '(later steps of the job)'],
    ['exit code', String(run.command.exit_code ?? '–')],
    ['code', `${code?.repository ?? ''} ${code?.commit ?? 'no commit'}${dirty}`.trim()],
    ['peak memory', memory === null ? 'unknown' : formatBytes(memory)],
    ['python', pythonVersions(run.environment.python)],
  ]);
}

function pythonVersions(python: RunRecord['environment']['python']): string {
  if (python === null) return '–';
  return [python, ...(python.others ?? [])].map(({ version }) => version).join(', ');
}

function titled(title: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.length === 0 ? '' : `${title}\n${fields(pairs.map(([key, value]) => [`  ${key}`, value]))}`;
}
