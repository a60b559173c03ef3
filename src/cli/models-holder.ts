import { askedOfJudged, recalledVersion } from '../commands/recalled/of-versions.js';
import { UserError } from '../core/errors.js';
import { howToFetch } from '../core/fetch/how-to.js';
import type {
  ApprovalRequestedEvent,
  ApprovedEvent,
  ModelEvent,
  ModelVersion,
  RunRecord,
  StageChangedEvent,
} from '../core/generated/types.js';
import type { WaivedFinding } from '../core/judgement.js';
import { shown } from '../core/key-values.js';
import { nearest } from '../core/nearest.js';
import { waivedText } from '../core/policy/waivers.js';
import { goneModel, unjudgedVersion } from '../core/registry/absent.js';
import { approvalsOf } from '../core/registry/history.js';
import { noneNamesNone } from '../core/registry/none.js';
import {
  everyVersion,
  FIRST_STAGE,
  foldModel,
  type Held,
  type ModelState,
  type RegisteredModel,
  STAGES,
  stageNamed,
} from '../core/registry/registry.js';
import { asWord } from '../core/shell-word.js';
import { requireWhole } from '../ledger/read/damage.js';
import { readKnownModel } from '../ledger/read/known-model.js';
import { readRunsOf } from '../ledger/read/records.js';
import { goneWords, rerunOf } from '../report/registry/event-words.js';
import { jsonText } from './json.js';
import { labelsOf } from './labels.js';
import { openReader, type ReadOptions } from './reader.js';
import { recalledVersionLines } from './recalled-nodes.js';
import { sameServer } from './remote.js';
import { fields } from './tables.js';
import { timeOf } from './time-option.js';

export type HolderOptions = ReadOptions & { stage?: string; alias?: string; at?: string; json?: boolean };

/** `lineage-gate models show MODEL --stage STAGE [--at TIME]`: which version it was, since when, who moved it there and why. */
export async function modelsHolder(name: string, options: HolderOptions): Promise<number> {
  const { ledger, log } = await openReader(options);
  const at = timeOf(options.at);
  const view = await ledger.view();
  const model = await readKnownModel(view, name);
  requireWhole(name, model);
  const state = foldModel(model, at);
  const { deleted, gone: away } = state;
  if (away !== undefined) throw goneModel(name, { gone: away, deleted }, 'ledger');
  const { title, held } = holderOf(options, state);
  // What was deleted since held it all the same.
  const version = everyVersion(model).find((one) => one.version === held?.version);
  if (version?.run_id === null) {
    const used = [{ model: name, version: version.version }];
    for (const line of await recalledVersionLines(view, used, log)) log.warning(`${line}.`);
    throw unjudgedVersion(version, `${title} of ${shown(name)}`);
  }
  if (held === undefined || version === undefined) {
    const when = at === undefined ? 'now' : `at ${at}`;
    throw new UserError({
      code: 'E_VERSION_NOT_FOUND',
      what: `No version of ${shown(name)} has ${title} ${when}`,
      where: 'ledger',
      mend: `See what it went through: lineage-gate models history ${asWord(name)}`,
    });
  }
  const [run] = await readRunsOf(view, [version], model);
  const { sentences, ...recalled } = await recalledVersion(view, askedOfJudged(version, run), log);
  const basis = basisOf(held.event, state, model);
  const now = foldModel(model);
  const gone = now.deleted.get(version.version) ?? now.gone;
  const stage = now.stages.get(version.version);
  const how = howToFetch(version, { stage, options: sameServer(options) });
  process.stdout.write(
    options.json
      ? `${jsonText({ ...held, ...basis, registry_labels: labelsOf(model, state, version.version), ...recalled, version, run, ...(gone === undefined ? {} : { gone }) })}\n`
      : fields([
          ...holderFields({ held, version, run }, basis),
          // As it is now, whatever held it when.
          ...sentences.map((one): [string, string] => ['recalled', `it ${one}`]),
          gone === undefined ? ['get it', how] : ['now', goneWords(gone)],
        ]),
  );
  return 0;
}

/** What a change rests on. */
interface Basis {
  /** Null where none was needed. */
  request: ApprovalRequestedEvent | null;
  approvals: readonly ApprovedEvent[];
}

function basisOf(event: ModelEvent, state: ModelState, { events }: RegisteredModel): Basis {
  const request = 'request' in event ? state.requests.get(event.request ?? '') : undefined;
  return { request: request?.event ?? null, approvals: approvalsOf(event, events) };
}

function holderFields(
  { held, version, run }: { held: Held; version: ModelVersion; run: RunRecord | undefined },
  { request, approvals }: Basis,
): [string, string][] {
  const { event } = held;
  return [
    ['version', `models:/${version.model}/${version.version}`],
    ['since', held.since],
    ...(request === null ? [] : [requestLine(request)]),
    ...approvals.map(({ person, evidence, at }): [string, string] => [
      'approved',
      `${person.login}, ${at} (${evidence.via})`,
    ]),
    ['by', whoDid(event)],
    ...(event.type === 'stage-changed' ? [['reason', event.reason ?? '–'] as [string, string]] : []),
    ...(event.type === 'stage-changed' ? policyLines(event) : []),
    ...(event.type === 'alias-set' ? waivedLines(event.waived) : []),
    ['data', version.tags.dataset_version ?? '–'],
    ['commit', run?.inputs.code?.commit ?? '–'],
    ['run', version.run_id],
    ['digest', version.manifest.digest],
    ['event', `${event.event_id}${event.ci_run_url === null ? '' : ` (${event.ci_run_url})`}`],
  ];
}

function requestLine(request: ApprovalRequestedEvent): [string, string] {
  const others = request.requesters.map(({ login }) => login).filter((login) => login !== request.actor);
  const behind = others.length === 0 ? '' : ` with ${others.join(', ')}`;
  return ['asked', `${whoDid(request)}${behind}, ${request.at}, request ${request.event_id}`];
}

/** With the address, where git says one: who reads this asks for evidence. */
function whoDid(event: ModelEvent): string {
  return `${event.actor ?? '–'}${rerunOf(event)}`;
}

function policyLines({ policy, override }: StageChangedEvent): [string, string][] {
  const lines: [string, string][] = override === true ? [['override', 'without the approvals it needs']] : [];
  if (policy === undefined) return lines;
  lines.push(['policy', `${policy.verdict}, ${policy.digest}`]);
  for (const { message } of policy.findings) lines.push(['remark', message]);
  return [...lines, ...waivedLines(policy.waived)];
}

function waivedLines(waived: readonly WaivedFinding[] = []): [string, string][] {
  return waived.map((one) => ['waived', waivedText(one)]);
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
  if (found === FIRST_STAGE) throw noneNamesNone('--stage');
  return { title: `the stage ${found}`, held: state.holders.get(found)?.at(-1) };
}
