import { type Decision, decisionOf } from '../../commands/promote/decision.js';
import { promote } from '../../commands/promote/promote.js';
import { redactReason } from '../../commands/promote/redact-reason.js';
import { type PromoteRequest, promoteRequestOf } from '../../commands/promote/request.js';
import { type AskedAliases, askedAliasesOf } from '../../commands/registry/alias-request.js';
import { answerRequest } from '../../commands/registry/answer.js';
import { type AskedRepair, askedRepairOf } from '../../commands/registry/repair-texts.js';
import { Faults, UserError } from '../../core/errors.js';
import { type Host, openHost } from '../host.js';
import { choice, flag, type Inputs, readInputs } from '../inputs.js';
import { defaultBranchPolicy } from '../policy.js';
import { promoteDeps } from '../promote-deps.js';
import { aliasesAsked } from './aliases.js';
import { decideByComment } from './comment.js';
import { decidersOf } from './deciders.js';
import { finish } from './finish.js';
import { remembering } from './recalls.js';
import { repairAsked } from './repair.js';

/**
 * The `promote` action: moves a version to a stage, asks for the approvals that it needs, answers such a request, or changes aliases.
 * @returns the exit code of the step
 */
export async function promoteAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('promote', env, faults);
  const isComment = env['GITHUB_EVENT_NAME'] === 'issue_comment' && inputs.model === '';
  const asked = await faults.catch(() => askedOf(inputs, { isComment, faults }));
  const verify = choice({ name: 'verify', value: inputs.verify || 'digest' }, ['digest', 'full'], faults);
  const opened = await faults.catch(() => openHost(env, inputs));
  const rules = opened && (await faults.catch(() => defaultBranchPolicy(opened, inputs.policy)));
  faults.throwIfAny();
  if (asked === undefined || opened === undefined || rules === undefined)
    throw new Error('no request and no fault');
  const { ledger, seen } = remembering(opened.ledger);
  const host = { ...opened, ledger };
  const deps = { ...promoteDeps(host, inputs, rules), verifyIn: verify === 'full' ? host.temp : null };
  const reviewed = { ...rules, seen, ask: deps.askRecall };
  warnOfEvent(host);
  if (asked.kind === 'comment') return decideByComment(host, deps, reviewed);
  if (asked.kind === 'aliases') return aliasesAsked(asked, { host, deps, reviewed });
  const words = redactReason(asked, host);
  if (words.kind === 'move')
    return finish(host, { about: 'move', ...words, result: await promote(words, deps) }, reviewed);
  const { reason, dry_run } = words;
  const answered =
    words.kind === 'repair'
      ? await repairAsked(words, { ...host, ...deps })
      : await answerRequest(words, { ...deps, deciders: decidersOf(host, deps) });
  return finish(host, { ...answered, reason, dry_run }, reviewed);
}

/** What nobody started by hand is not what anybody decided: readers who ask GitHub will not count it. */
function warnOfEvent({ ci, log }: Host): void {
  const { event } = ci.context;
  if (event === 'workflow_dispatch' || event === 'issue_comment') return;
  log.warning(
    `The event \`${event ?? 'none'}\` started this workflow. Whoever asks GitHub, as \`fetch\` does, counts only what was started by hand: use \`workflow_dispatch\`.`,
  );
}

type Asked =
  | Decision
  | AskedAliases
  | AskedRepair
  | ({ kind: 'move' } & PromoteRequest)
  | { kind: 'comment' };

/** What is asked for: aliases, an answer to a request, a repair, or a move. A comment says it itself. */
async function askedOf(
  inputs: Inputs<'promote'>,
  { isComment, faults }: { isComment: boolean; faults: Faults },
): Promise<Asked> {
  const on = (name: 'rollback' | 'override' | 'repair' | 'dry-run') =>
    flag({ name, value: inputs[name] || 'false' }, faults);
  const { approve, reject, cancel, model, version, stage, reason } = inputs;
  const dryRun = on('dry-run');
  const aliases = await askedAliasesOf(aliasTexts(inputs, dryRun));
  if (aliases !== null) return aliases;
  const decision = decisionOf({ approve, reject, cancel, model, version, stage, reason, dryRun });
  if (decision !== null) return decision;
  if (isComment) return { kind: 'comment' };
  if (on('repair') || inputs.records !== '') return askedRepairOf(repairTexts(inputs, dryRun));
  const archive = inputs['archive-existing'];
  const texts = {
    model,
    version,
    stage,
    reason,
    dryRun,
    rollback: on('rollback'),
    override: on('override'),
    endpoint: inputs.endpoint,
    archiveExisting: archive === '' ? null : flag({ name: 'archive-existing', value: archive }, faults),
  };
  return { kind: 'move', ...withAnswers(() => promoteRequestOf(texts)) };
}

/** An answer whose id comes from an output that is empty looks like a promotion of nothing. */
function withAnswers<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const told = error.faults.map((fault) =>
      fault.code === 'E_INPUT_MISSING' && fault.where === 'input model'
        ? {
            ...fault,
            what: `${fault.what}, and so are \`approve\`, \`reject\` and \`cancel\``,
            mend: NAME_OR_ANSWER,
          }
        : fault,
    );
    throw new UserError(told, { cause: error });
  }
}

const NAME_OR_ANSWER =
  'Name the registered model; or, to answer a request, see why the output that its id comes from is empty';

function aliasTexts(inputs: Inputs<'promote'>, dryRun: boolean) {
  const { model, version, aliases, stage, approve, reject, cancel, repair, records, reason } = inputs;
  const unused = { stage, approve, reject, cancel, repair, records, reason, ...ofMove(inputs) };
  return { model, version, aliases, removeAliases: inputs['remove-aliases'], unused, dryRun };
}

function repairTexts(inputs: Inputs<'promote'>, dryRun: boolean) {
  const { repair, model, records, reason, version, stage } = inputs;
  const isAsked = repair !== 'false' && repair !== '';
  return { isAsked, model, records, reason, unused: { version, stage, ...ofMove(inputs) }, dryRun };
}

/** What only says how a version is moved. */
function ofMove({ endpoint, rollback, override, ...inputs }: Inputs<'promote'>) {
  return { endpoint, rollback, override, 'archive-existing': inputs['archive-existing'] };
}
