import type { RunRecord } from '../core/generated/types.js';
import { findRunPrefix, listRuns, readRun } from '../ledger/records.js';
import { formatBytes, formatDuration, formatNumber } from '../report/units.js';
import { type CommonOptions, openCliHost } from './host.js';
import { fields, textTable } from './tables.js';

export interface RunsListOptions extends CommonOptions {
  experiment?: string;
  limit: number;
  json?: boolean;
}

/** `lineage-gate runs ls` */
export async function runsList(options: RunsListOptions): Promise<number> {
  const { ledger } = await openCliHost(options);
  const runs = await listRuns(await ledger.view(), { experiment: options.experiment, limit: options.limit });
  if (options.json) process.stdout.write(`${JSON.stringify(runs, undefined, 2)}\n`);
  else if (runs.length === 0)
    process.stdout.write('No runs yet. Record one: lineage-gate track -- COMMAND\n');
  else
    process.stdout.write(
      textTable(['RUN', 'EXPERIMENT', 'STATUS', 'STARTED', 'TOOK', 'METRICS'], runs.map(row)),
    );
  return 0;
}

function row(run: RunRecord): string[] {
  return [
    run.run_id,
    run.run_name ?? run.experiment,
    run.status,
    run.started_at.slice(0, 16).replace('T', ' '),
    formatDuration(run.duration_s),
    metricsLine(run, 3),
  ];
}

function metricsLine(run: RunRecord, most: number): string {
  const all = Object.entries(run.outputs.metrics);
  const shown = all.slice(0, most).map(([key, { value }]) => `${key}=${formatNumber(value)}`);
  return [...shown, ...(all.length > most ? ['…'] : [])].join(' ');
}

/** `lineage-gate runs show RUN` */
export async function runsShow(prefix: string, options: CommonOptions & { json?: boolean }): Promise<number> {
  const { ledger } = await openCliHost(options);
  const view = await ledger.view();
  const run = await readRun(view, await findRunPrefix(view, prefix));
  process.stdout.write(options.json ? `${JSON.stringify(run, undefined, 2)}\n` : shown(run));
  return 0;
}

function shown(run: RunRecord): string {
  const { code, datasets, params } = run.inputs;
  const dirty = code?.dirty === true ? ' (work tree had changes)' : '';
  const memory = run.outputs.system.peak_memory_bytes;
  const parts = [
    fields([
      ['run', run.run_id],
      ['experiment', run.experiment],
      ['status', run.status],
      ['started', run.started_at],
      ['took', formatDuration(run.duration_s)],
      ['command', run.command.run ?? '(later steps of the job)'],
      ['exit code', String(run.command.exit_code ?? '–')],
      ['code', `${code?.repository ?? ''} ${code?.commit ?? 'no commit'}${dirty}`.trim()],
      ['peak memory', memory === null ? 'unknown' : formatBytes(memory)],
      ['python', run.environment.python === null ? '–' : run.environment.python.version],
    ]),
    titled('Tags', Object.entries(run.tags)),
    titled(
      'Params',
      Object.entries(params).map(([key, value]) => [key, String(value)]),
    ),
    titled(
      'Metrics',
      Object.entries(run.outputs.metrics).map(([key, { value }]) => [key, formatNumber(value)]),
    ),
    titled(
      'Datasets',
      datasets.map((data) => [`${data.name} ${data.version}`, data.digest ?? '(no digest)']),
    ),
    titled(
      'Models',
      run.outputs.models.map(({ path, manifest }) => [
        path,
        `${manifest.format}, ${formatBytes(manifest.size_bytes)}, ${manifest.digest}`,
      ]),
    ),
    titled(
      'Artifacts',
      run.outputs.artifacts
        .filter(({ kind }) => kind !== 'model')
        .map(({ path, kind, size_bytes }) => [path, `${kind}, ${formatBytes(size_bytes)}`]),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function titled(title: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.length === 0 ? '' : `${title}\n${fields(pairs.map(([key, value]) => [`  ${key}`, value]))}`;
}
