import { Faults, UserError } from '../../core/errors.js';
import type { ModelEvent, ModelVersion } from '../../core/generated/types.js';
import type { WaivedFinding } from '../../core/judgement.js';
import { shown } from '../../core/key-values.js';
import { meantName } from '../../core/meant-name.js';
import { BUILT_IN_POLICY, type Policy } from '../../core/policy/policy.js';
import { remarksOf } from '../../core/policy/waivers.js';
import { requireNewAliases } from '../../core/registry/alias-names.js';
import { aliasSet } from '../../core/registry/alias-set.js';
import { foldModel, type Held, type RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { isTrueEvent, requireTrueEvent, trustedModel } from '../promote/confirmed.js';
import { isRerun, rerunRefused } from '../promote/rerun.js';
import { versionNamed } from '../promote/resolve.js';
import { Recalled, type RecalledDeps } from '../recalled/recalled.js';
import { recalledError } from '../recalled/recalled-error.js';
import { type AliasPlaces, type AliasRequest, addAliasFaults, aliasRequestOf } from './alias-request.js';
import { type ChangeDeps, type Changed, changeModel, type Decision, subjectOf, tryChange } from './change.js';
import { addSecretNames, type Redaction } from './secrets.js';

const ARGUMENT: AliasPlaces = { set: 'argument ALIAS', remove: 'argument ALIAS' };

/** What lets a recalled version have an alias all the same: waivers of the policy. Left out: nothing does. */
type RecallRules = RecalledDeps & { rules?: () => Promise<Policy> };

export interface AliasDeps extends ChangeDeps, Redaction, RecallRules {
  /** Default: arguments of a command. */
  where?: AliasPlaces;
  /** Says of recalls what refuses nothing. Default: as a warning of the log. */
  warn?: (line: string) => void;
  /** Whether only the first attempt of a workflow run writes; a later one goes by the name of who started that. */
  isOnce?: boolean;
}

/**
 * Points aliases at a version, and takes others away.
 * @param asked with `dry_run` it only says what would be written
 * @throws UserError E_NAME_INVALID, E_SECRET_IN_NAME, E_VERSION_NOT_FOUND also where the model has no such alias; E_RECALLED where the
 * version comes from what is recalled; E_EVENT_UNCONFIRMED, E_RERUN; as {@link changeModel}
 */
export async function changeAliases(
  { dry_run = false, ...asked }: AliasRequest & { dry_run?: boolean },
  deps: AliasDeps,
): Promise<Changed> {
  const request = await checkedAliases(asked, deps);
  const change = dry_run ? tryChange : changeModel;
  return change(request.model, deps, (state, view) => decide(request, { state, view }, deps));
}

/** What can be told of a request without the ledger. @throws UserError with every fault */
export async function checkedAliases(
  asked: AliasRequest,
  { where = ARGUMENT, ...deps }: Redaction & { where?: AliasPlaces },
): Promise<AliasRequest> {
  const request = aliasRequestOf(asked);
  const faults = new Faults();
  await addAliasFaults(faults, request, where);
  const names = request.set.map((name) => ({ where: where.set, name }));
  addSecretNames(faults, names, deps);
  faults.throwIfAny();
  return request;
}

interface At {
  state: RegisteredModel;
  view: LedgerView;
}

async function decide(request: AliasRequest, at: At, deps: AliasDeps): Promise<Decision> {
  const { model, version: named, set, remove } = request;
  const { where = ARGUMENT } = deps;
  const { state } = at;
  const held = foldModel(state).aliases;
  const removed = await heldNow(request, at, deps);
  const version = named === null ? null : await versionMeant({ model, version: named }, at, deps);
  const left = [...held.keys()].filter((alias) => !remove.includes(alias));
  requireNewAliases(set, { held: left, where: where.set });
  const added: string[] = [];
  for (const alias of set)
    if (!(await isThere(held.get(alias), version, { state, ...deps }))) added.push(alias);
  const waived =
    version === null || added.length === 0 ? [] : await requireNotRecalled(version, at.view, deps);
  if (deps.isOnce === true && isRerun(deps) && removed.length + added.length > 0) throw rerunRefused(deps);
  const from = new Set(removed.map((one) => one.version));
  const number = version?.version ?? (from.size === 1 ? [...from][0] : undefined) ?? null;
  return {
    version: number,
    bodies: [
      ...removed.map((one) => ({ type: 'alias-deleted' as const, ...one })),
      ...added.map((alias) => aliasSet(alias, waived)),
    ],
    subject: [
      ...(added.length === 0 ? [] : [`alias ${subjectOf(model, number)} ${signed(added)}`]),
      ...removed.map((one) => `delete alias @${one.alias} of ${subjectOf(model, one.version)}`),
    ].join('; '),
  };
}

/** The version that a request names; where GitHub is asked, as far as it confirms what says so. */
async function versionMeant(
  { model, version }: { model: string; version: string },
  { state, view }: At,
  deps: AliasDeps,
): Promise<ModelVersion> {
  const request = { model, version, stage: null, rollback: false };
  return versionNamed(version, model, await trustedModel({ view, state, request }, deps));
}

/** Where nobody can tell that it is there, it is set once more, by somebody of whom GitHub knows. */
async function isThere(
  held: Held | undefined,
  version: ModelVersion | null,
  { state, ask }: Pick<AliasDeps, 'ask'> & { state: RegisteredModel },
): Promise<boolean> {
  return (
    held !== undefined && held.version === version?.version && (await isTrueEvent(held.event, state, { ask }))
  );
}

/** The aliases to take away, with what they name. Those that an earlier attempt of this run took away are left out. */
async function heldNow(
  { model, remove }: AliasRequest,
  { state }: At,
  deps: AliasDeps,
): Promise<{ alias: string; version: number }[]> {
  const { where = ARGUMENT, ask } = deps;
  const { aliases, aliasChanges } = foldModel(state);
  const faults = new Faults();
  const found: { alias: string; version: number }[] = [];
  for (const alias of remove) {
    const held = aliases.get(alias);
    const change = aliasChanges.get(alias);
    if (held !== undefined) found.push({ alias, version: held.version });
    else if (change === undefined || !isOwn(change, deps))
      await faults.catch(async () => {
        // One that only a forged event has taken away is there for those who ask GitHub.
        if (change !== undefined) await requireTrueEvent(change, state, { ask });
        throw unknownAlias(alias, { model, known: [...aliases.keys()], where: where.remove });
      });
  }
  faults.throwIfAny();
  return found;
}

function isOwn({ by }: ModelEvent, deps: AliasDeps): boolean {
  return deps.isOnce === true && isRerun(deps) && by?.ci_run_id === deps.facts.by?.ci_run_id;
}

function signed(aliases: readonly string[]): string {
  return aliases.map((alias) => `@${alias}`).join(' ');
}

/** On the state that the commit is built on: a recall that is there by then counts. @returns what a waiver lets pass, which is said */
async function requireNotRecalled(
  version: ModelVersion,
  view: LedgerView,
  deps: AliasDeps,
): Promise<readonly WaivedFinding[]> {
  const recalled = new Recalled(view, deps);
  if (await recalled.isEmpty()) return [];
  const [made] = await readRunsOf(view, [version]);
  if (made === undefined) throw new Error(`version ${version.version} has no run`);
  const run = { ...made, tags: version.tags };
  const policy = deps.rules ?? (async () => BUILT_IN_POLICY);
  const about = { model: version.model, version: version.version, digest: version.manifest.digest };
  const { findings, waived } = await recalled.refusals(run, about, { policy, now: deps.facts.at });
  const subject = subjectOf(about.model, about.version);
  if (findings.length > 0) throw recalledError(subject, findings);
  const said = await recalled.findings(run, { subject: about.model, digest: about.digest });
  const { warn = (line: string) => deps.log.warning(line) } = deps;
  for (const line of remarksOf({ findings: said, waived })) warn(`${subject}: ${line}`);
  return waived;
}

function unknownAlias(
  alias: string,
  { model, known, where }: { model: string; known: readonly string[]; where: string },
): UserError {
  const meant = meantName(alias, known);
  const some = known
    .slice(0, 20)
    .map((one) => shown(one))
    .join(', ');
  return new UserError({
    code: 'E_VERSION_NOT_FOUND',
    what: `${shown(model)} has no alias ${shown(alias)}`,
    where,
    mend:
      meant === undefined
        ? known.length === 0
          ? 'It has none'
          : `Its aliases are ${some}`
        : `Did you mean ${shown(meant.name)}${meant.differs}?`,
  });
}
