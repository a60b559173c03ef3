import { type Fault, UserError } from '../core/errors.js';
import { howToFetch } from '../core/fetch/how-to.js';
import { shown } from '../core/key-values.js';
import { nearest } from '../core/nearest.js';
import { effectsOf, foldModel, type Held, STAGES, stageNamed, versionOf } from '../core/registry/registry.js';
import { queryFaults } from '../core/run-query.js';
import { readKnownModel } from '../ledger/read/known-model.js';
import { readRunsOf } from '../ledger/read/records.js';
import { readRegistry } from '../ledger/read/registry.js';
import { reasonOf, wordsOf } from '../report/registry/event-words.js';
import { rerunOf, whoOf } from './events.js';
import { openReader, type ReadOptions } from './reader.js';
import { sameServer } from './remote.js';
import { fields, minute, textTable } from './tables.js';
import { timeOf } from './time-option.js';

export type HistoryOptions = ReadOptions & { since?: string; until?: string; json?: boolean };

/** `lineage-gate models history MODEL` */
export async function modelsHistory(name: string, options: HistoryOptions): Promise<number> {
  const { ledger } = await openReader(options);
  const faults = queryFaults(periodOf(options)).map(
    (fault): Fault => ({ ...fault, where: `--${fault.where ?? ''}` }),
  );
  if (faults.length > 0) throw new UserError(faults);
  const model = await readKnownModel(await ledger.view(), name);
  const state = foldModel(model);
  const notCounted = new Map([
    ...state.damage.map(({ event_id, why }) => [event_id, why] as const),
    ...[...state.disowned].map(([id, by]) => [id, `disowned by ${by.event_id}`] as const),
  ]);
  const { since, until } = options;
  const shownEvents = effectsOf(model).filter(
    ({ effect }) =>
      (since === undefined || Date.parse(effect) >= Date.parse(since)) &&
      (until === undefined || Date.parse(effect) <= endOf(until)),
  );
  if (options.json) {
    const events = shownEvents.map(({ event, effect }) => ({
      ...event,
      effect,
      ...(notCounted.has(event.event_id) ? { not_counted: notCounted.get(event.event_id) } : {}),
    }));
    process.stdout.write(`${JSON.stringify(events, undefined, 2)}\n`);
    return 0;
  }
  const rows = shownEvents.map(({ event, effect }) => [
    minute(effect),
    String(event.version ?? '–'),
    notCounted.has(event.event_id) ? `not counted: ${notCounted.get(event.event_id)}` : wordsOf(event),
    whoOf(event),
    reasonOf(event),
  ]);
  process.stdout.write(
    rows.length === 0
      ? 'No event in this time.\n'
      : textTable(['AT', 'VERSION', 'WHAT', 'BY', 'REASON'], rows),
  );
  return 0;
}

/** A day counts to its end. */
function endOf(until: string): number {
  return Date.parse(until) + (until.includes('T') ? 0 : 86_399_999);
}

function periodOf({ since, until }: HistoryOptions) {
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
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
  const version = held === undefined ? undefined : versionOf(model, held.version);
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
