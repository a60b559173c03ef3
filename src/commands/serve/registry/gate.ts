import { sentence } from '../../../core/errors.js';
import type { Finding, ModelVersion, VersionRecord } from '../../../core/generated/types.js';
import type { WaivedFinding } from '../../../core/judgement.js';
import { LOGGED_DATA } from '../../../core/lineage/data-tags.js';
import { approvalRule } from '../../../core/policy/approval-rules.js';
import { verdictOf } from '../../../core/policy/evaluate.js';
import { policyFor } from '../../../core/policy/overrides.js';
import type { Policy } from '../../../core/policy/policy.js';
import { requireSameRules } from '../../../core/policy/same-rules.js';
import { RECALLED_RULE } from '../../../core/recall/findings.js';
import { requireNewAliases } from '../../../core/registry/alias-names.js';
import type { EventFacts } from '../../../core/registry/event-chain.js';
import { requireModelName } from '../../../core/registry/uri-names.js';
import { asWord } from '../../../core/shell-word.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { readRun } from '../../../ledger/read/records.js';
import { readRegistry } from '../../../ledger/read/registry.js';
import { invalid, type ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import { known, type State } from '../../../mlflow/state/state.js';
import { judgeMove } from '../../promote/judge-move.js';
import { comparedWith, moveOf, serves } from '../../promote/move.js';
import { LOCAL_PEOPLE } from '../../promote/people.js';
import { requireFreeName } from '../../register/free-name.js';
import { verdictRecord } from '../../register/judge-run.js';
import { judgeCandidate } from '../../register/register.js';
import { lineageKeys } from '../../track/mlflow/choose.js';
import { findingsNow, type Giving, type RecallDeps, recallFindings } from './recalls.js';
import { runPathOf } from './run-path.js';

export type GateDeps = RecallDeps;

/** What a change is judged by. */
export interface Asked {
  /** The ledger as it is before the commit. */
  view: LedgerView;
  state: State;
  facts: EventFacts;
  recordOf(model: string, version: number): VersionRecord | undefined;
}

/** What the policy has said of a change that it lets pass. */
export interface Passed {
  /** Of a new version. */
  record?: VersionRecord;
  /** Of a move to a stage. */
  verdict?: ModelVersion['policy'];
  /** Of an alias: what of recalls it let pass. */
  waived?: readonly WaivedFinding[];
}

const WHERE = 'the name';
const PRODUCTION = 'Production';

/** Holds what clients ask for against a policy, as the command line does. */
export class Gate {
  readonly #deps: GateDeps;

  constructor(deps: GateDeps) {
    this.#deps = deps;
  }

  /** @throws ProtocolError with every finding @throws UserError as `register` and `promote` */
  async judge(change: RegistryChange, asked: Asked): Promise<Passed> {
    const { state } = asked;
    switch (change.type) {
      case 'model-created':
        await this.requireName(change.model, asked.view);
        return {};
      case 'model-renamed':
        await this.requireName(change.to, asked.view);
        requireSameRules(this.#deps.policy, { from: change.model, to: change.to }, WHERE);
        requireIdle(change.model, state);
        return {};
      case 'model-deleted':
        requireIdle(change.model, state);
        return {};
      case 'version-deleted':
        requireIdle(change.model, state, change.version);
        return {};
      case 'alias-set': {
        const held = known(state.models, change.model).aliases.keys();
        requireNewAliases([change.alias], { held, where: WHERE });
        const { findings, waived } = await recallFindings(change, asked, this.#deps);
        if (findings.length > 0) throw refused(`the alias ${change.alias} of ${change.model}`, findings);
        return { waived };
      }
      case 'stage-changed':
        return this.#move(change, asked);
      case 'version-created':
        return this.#version(change, asked);
      default:
        return {};
    }
  }

  /**
   * Of what is held, which is judged once its run is recorded: what its clients have said of it until now is held against recalls. What
   * they have stored until then may be another thing than what is registered.
   * @throws ProtocolError
   */
  async heedRecalls(
    change: Giving,
    asked: Pick<Asked, 'view' | 'state'> & { facts: Pick<EventFacts, 'at'> },
  ): Promise<void> {
    const told = { ...asked, recordOf: () => undefined };
    const { findings } = await findingsNow(change, told, { ...this.#deps, uploaded: async () => [] });
    if (findings.length > 0) throw refused(`this change of ${change.model}`, findings);
  }

  /** Of a new model. @throws UserError E_NAME_INVALID */
  async requireName(model: string, view: LedgerView): Promise<void> {
    requireModelName(model, WHERE);
    await requireFreeName(view, { model, where: WHERE }, this.#deps.log);
  }

  async #version(
    change: Extract<RegistryChange, { type: 'version-created' }>,
    { view, state, facts }: Asked,
  ): Promise<Passed> {
    const { model, version, run_id, source, description } = change;
    if (run_id === '')
      throw invalid(
        `The policy judges runs, and the version names none. Send the run_id that ${source} is of.`,
      );
    const { outputs, tags: own } = await readRun(view, run_id);
    const recorded = outputs.models.map((one) => one.path);
    const model_path = runPathOf(change, state, recorded);
    if (model_path === undefined)
      throw invalid(
        `The policy judges what a run has recorded, and ${source} is none of the models of run ${run_id}.`,
      );
    const tags = tagsAskedFor(change, own, this.#deps.policy);
    const request = { model, run_id, model_path, description: description || null, tags };
    const { judgement, candidate } = await judgeCandidate(request, view, { ...this.#deps, facts });
    if (judgement.verdict === 'fail') throw refused(`a version of ${model}`, judgement.findings);
    return { record: { ...candidate, schema: 'lineage-gate/model-version/v1', version } };
  }

  async #move(
    { model, version: number, to, archived }: Extract<RegistryChange, { type: 'stage-changed' }>,
    { view, facts, recordOf }: Asked,
  ): Promise<Passed> {
    const { policy, log } = this.#deps;
    const version = recordOf(model, number);
    if (version === undefined || version.run_id === null) {
      if (!serves(to)) return {};
      throw invalid(
        `Nobody has judged version ${number} of ${model}, so it is moved to no stage. Let \`lineage-gate register\` judge its run, and move that version.`,
      );
    }
    const registry = await readRegistry(view, model);
    const move = moveOf(version, { stage: to, archive_existing: archived.length > 0 }, registry);
    const beside = { view, compared: comparedWith(move, registry) };
    const asking = { actor: facts.actor, triggering_actor: null };
    const deps = { policy, log, facts, triggering_actor: null, job: null, people: LOCAL_PEOPLE };
    const { judgement } = await judgeMove({ ...move, asking }, beside, deps);
    const rule = approvalRule(policy, { model, to, rollback: false });
    const asked =
      rule.needed === 0
        ? []
        : [
            `The policy asks for ${rule.needed} approval(s) before a version is moved to ${to}. Ask for them: lineage-gate promote ${asWord(model)} ${number} ${to} --reason '…'`,
          ];
    if (verdictOf(judgement.findings) === 'fail')
      throw refused(`version ${number} of ${model} in ${to}`, judgement.findings, asked);
    if (asked.length > 0) throw invalid(asked.join('\n'));
    return { verdict: verdictRecord(policy, judgement) };
  }
}

/** What a client says of its version in lineage tags, and in those that the policy asks for, counts as with `register`; its other tags are events. */
function tagsAskedFor(
  { model, tags }: Extract<RegistryChange, { type: 'version-created' }>,
  own: Readonly<Record<string, string>>,
  policy: Policy,
): Record<string, string> {
  const { required_tags, tags: patterns } = policyFor(policy, model);
  const asked = new Set([...lineageKeys({ required_tags }), LOGGED_DATA, ...Object.keys(patterns)]);
  const given = tags.filter(({ key }) => asked.has(key) && !Object.hasOwn(own, key));
  return Object.fromEntries(given.map(({ key, value }) => [key, value]));
}

/** @param version left out: any of them @throws ProtocolError for what serves */
function requireIdle(model: string, state: State, version?: number): void {
  const serving = [...known(state.models, model).versions.values()].find(
    (one) => one.stage === PRODUCTION && (version === undefined || one.version === version),
  );
  if (serving === undefined) return;
  throw invalid(
    `Version ${serving.version} of ${model} is in ${PRODUCTION}. Move it to Archived first, as the policy lets you.`,
  );
}

/** All of it in one answer. */
export function refused(
  what: string,
  findings: readonly Finding[],
  more: readonly string[] = [],
): ProtocolError {
  const all = findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message, mend }) => `${rule}: ${message}. ${sentence(mend)}`);
  const isOfRecalls = findings.length > 0 && findings.every(({ rule }) => rule === RECALLED_RULE);
  return invalid(
    `${isOfRecalls ? 'An open recall' : 'The policy'} refuses ${what}.\n${[...all, ...more].join('\n')}`,
  );
}
