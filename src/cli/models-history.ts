import { type Fault, UserError } from '../core/errors.js';
import { howToFetch } from '../core/fetch/how-to.js';
import type { ModelEvent } from '../core/generated/types.js';
import { shown } from '../core/key-values.js';
import { nearest } from '../core/nearest.js';
import { foldModel, type Held, STAGES, stageNamed, withEffect } from '../core/registry/registry.js';
import { queryFaults } from '../core/run-query.js';
import { readKnownModel } from '../ledger/read/known-model.js';
import { readRunsOf } from '../ledger/read/records.js';
import { readRegistry } from '../ledger/read/registry.js';
import { openReader, type ReadOptions } from './reader.js';
import { sameServer } from './remote.js';
import { fields, minute, textTable } from './tables.js';

export type HistoryOptions = ReadOptions & { since?: string; until?: string; json?: boolean };

/** `lineage-gate models history MODEL` */
export async function modelsHistory(name: string, options: HistoryOptions): Promise<number> {
  const { ledger } = await openReader(options);
  const faults = queryFaults(periodOf(options)).map(
    (fault): Fault => ({ ...fault, where: `--${fault.where ?? ''}` }),
  );
  if (faults.length > 0) throw new UserError(faults);
  const model = await readKnownModel(await ledger.view(), name);
  const damage = new Map(foldModel(model).damage.map(({ event_id, why }) => [event_id, why]));
  const { since, until } = options;
  const shownEvents = withEffect(model.events).filter(
    ({ effect }) =>
      (since === undefined || Date.parse(effect) >= Date.parse(since)) &&
      (until === undefined || Date.parse(effect) <= endOf(until)),
  );
  if (options.json) {
    const events = shownEvents.map(({ event, effect }) => ({
      ...event,
      effect,
      ...(damage.has(event.event_id) ? { not_counted: damage.get(event.event_id) } : {}),
    }));
    process.stdout.write(`${JSON.stringify(events, undefined, 2)}\n`);
    return 0;
  }
  const rows = shownEvents.map(({ event, effect }) => [
    minute(effect),
    String(event.version),
    damage.has(event.event_id) ? `not counted: ${damage.get(event.event_id)}` : whatOf(event),
    whoOf(event),
    event.type === 'stage-changed' ? (event.reason ?? '') : '',
  ]);
  process.stdout.write(
    rows.length === 0
      ? 'No event in this time.\n'
      : textTable(['AT', 'VERSION', 'WHAT', 'BY', 'REASON'], rows),
  );
  return 0;
}

function whoOf(event: ModelEvent): string {
  return `${(event.actor ?? '–').replace(/ <[^<>]*>$/, '')}${rerunOf(event)}`;
}

/** A re-run keeps the actor of the first attempt. */
function rerunOf({ actor, by }: ModelEvent): string {
  const other = by?.triggering_actor ?? actor;
  return other === null || other === actor ? '' : ` (re-run by ${other})`;
}

/** A day counts to its end. */
function endOf(until: string): number {
  return Date.parse(until) + (until.includes('T') ? 0 : 86_399_999);
}

function periodOf({ since, until }: HistoryOptions) {
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

function whatOf(event: ModelEvent): string {
  switch (event.type) {
    case 'registered':
      return `registered from run ${event.run_id}`;
    case 'alias-set':
      return `@${event.alias}`;
    case 'stage-changed': {
      const archived = event.archived ?? [];
      const others = archived.length === 0 ? '' : ` (archived ${archived.join(', ')})`;
      return `${event.from_stage} → ${event.to_stage}${others}`;
    }
  }
}

export type HolderOptions = ReadOptions & { stage?: string; alias?: string; at?: string; json?: boolean };

/** `lineage-gate models show MODEL --stage STAGE [--at TIME]`: which version it was, since when, who moved it there and why. */
export async function modelsHolder(name: string, options: HolderOptions): Promise<number> {
  const { ledger } = await openReader(options);
  const at = timeOf(options.at);
  const view = await ledger.view();
  const model = await readRegistry(view, name);
  const state = foldModel(model, at);
  const { title, held } = holderOf(options, state);
  const version = held === undefined ? undefined : model.versions[held.version - 1];
  if (held === undefined || version === undefined) {
    const when = at === undefined ? 'now' : `at ${at}`;
    throw new UserError({
      code: 'E_MODEL_NOT_FOUND',
      what: `No version of ${shown(name)} has ${title} ${when}`,
      where: 'ledger',
      mend: `See what it went through: lineage-gate models history ${name}`,
    });
  }
  const [run] = await readRunsOf(view, [version]);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...held, version, run }, undefined, 2)}\n`);
    return 0;
  }
  const { event } = held;
  const policy = event.type === 'stage-changed' ? event.policy : undefined;
  const how = howToFetch(version, {
    stage: state.stages.get(version.version),
    options: sameServer(options),
  });
  const pairs: [string, string][] = [
    ['version', `models:/${name}/${version.version}`],
    ['since', held.since],
    ['by', `${event.actor ?? '–'}${rerunOf(event)}`],
    ...(event.type === 'stage-changed' ? [['reason', event.reason ?? '–'] as [string, string]] : []),
    ...(policy === undefined ? [] : [['policy', `${policy.verdict}, ${policy.digest}`] as [string, string]]),
    ['data', version.tags.dataset_version ?? '–'],
    ['commit', run?.inputs.code?.commit ?? '–'],
    ['run', version.run_id],
    ['digest', version.manifest.digest],
    ['event', `${event.event_id}${event.ci_run_url === null ? '' : ` (${event.ci_run_url})`}`],
    ['get it', how],
  ];
  process.stdout.write(fields(pairs));
  return 0;
}

function holderOf(
  { stage, alias }: HolderOptions,
  state: ReturnType<typeof foldModel>,
): { title: string; held: Held | undefined } {
  if (alias !== undefined) {
    const name = alias.replace(/^@/, '');
    return { title: `the alias ${shown(name)}`, held: state.aliases.get(name) };
  }
  if (stage === undefined) {
    throw new UserError({
      code: 'E_INPUT_MISSING',
      what: '`--at` alone does not say of what',
      where: '--at',
      mend: 'Use it with `--stage STAGE` or `--alias ALIAS`; all that happened is in `models history`',
    });
  }
  const found = stageNamed(stage);
  if (found === undefined) {
    const meant = nearest(stage, STAGES);
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `There is no stage ${shown(stage)}`,
      where: '--stage',
      mend: meant === undefined ? `Use one of ${STAGES.join(', ')}` : `Did you mean \`${meant}\`?`,
    });
  }
  return { title: `the stage ${found}`, held: state.holders.get(found)?.at(-1) };
}

/** `2026-03-01T12:00Z` and the like, as a record writes times. @throws UserError E_INPUT_INVALID */
function timeOf(at: string | undefined): string | undefined {
  if (at === undefined) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(
    at,
  );
  if (isTime && !Number.isNaN(Date.parse(at))) return new Date(at).toISOString();
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`--at\` is ${shown(at)}`,
    where: '--at',
    mend: 'Write a day or a time with its zone: 2026-03-01, 2026-03-01T12:00Z',
  });
}
