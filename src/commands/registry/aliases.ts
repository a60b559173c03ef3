import { Faults, UserError } from '../../core/errors.js';
import type { ModelVersion } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { meantName } from '../../core/meant-name.js';
import { BUILT_IN_POLICY, type Policy } from '../../core/policy/policy.js';
import { recalledWarnings } from '../../core/recall/findings.js';
import { requireNewAliases } from '../../core/registry/alias-names.js';
import { foldModel } from '../../core/registry/registry.js';
import { requireAlias } from '../../core/registry/uri-names.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { versionNamed } from '../promote/resolve.js';
import { Recalled, type RecalledDeps } from '../recalled/recalled.js';
import { recalledError } from '../recalled/recalled-error.js';
import { type ChangeDeps, type Changed, changeModel, subjectOf } from './change.js';
import { addSecretNames, type Redaction } from './secrets.js';

const WHERE = 'argument ALIAS';

/** What lets a recalled version have an alias all the same: waivers of the policy. Left out: nothing does. */
type RecallRules = RecalledDeps & { rules?: () => Promise<Policy> };

/**
 * Points an alias at a version.
 * @param version a number, `latest`, `@alias` or a stage
 * @throws UserError E_NAME_INVALID, E_SECRET_IN_NAME, E_VERSION_NOT_FOUND; E_RECALLED where the version comes from what is recalled; as {@link changeModel}
 */
export async function setAlias(
  { model, version, ...asked }: { model: string; alias: string; version: string },
  deps: ChangeDeps & Redaction & RecallRules,
): Promise<Changed> {
  const alias = withoutSign(asked.alias);
  const faults = new Faults();
  await faults.catch(() => requireAlias(alias, WHERE));
  addSecretNames(faults, [{ where: WHERE, name: alias }], deps);
  faults.throwIfAny();
  return changeModel(model, deps, async (state, view) => {
    const named = versionNamed(version, model, state);
    const number = named.version;
    const { aliases } = foldModel(state);
    requireNewAliases([alias], { held: aliases.keys(), where: WHERE });
    const isThere = aliases.get(alias)?.version === number;
    if (!isThere) await requireNotRecalled(named, view, deps);
    return {
      version: number,
      bodies: isThere ? [] : [{ type: 'alias-set', alias }],
      subject: `alias ${subjectOf(model, number)} @${alias}`,
    };
  });
}

/** On the state that the commit is built on: a recall that is there by then counts. */
async function requireNotRecalled(
  version: ModelVersion,
  view: LedgerView,
  deps: ChangeDeps & RecallRules,
): Promise<void> {
  const recalled = new Recalled(view, deps);
  if (await recalled.isEmpty()) return;
  const [made] = await readRunsOf(view, [version]);
  if (made === undefined) throw new Error(`version ${version.version} has no run`);
  const run = { ...made, tags: version.tags };
  const policy = deps.rules ?? (async () => BUILT_IN_POLICY);
  const about = { model: version.model, version: version.version, digest: version.manifest.digest };
  const findings = await recalled.refusals(run, about, { policy, now: deps.facts.at });
  const subject = subjectOf(about.model, about.version);
  if (findings.length > 0) throw recalledError(subject, findings);
  const said = await recalled.findings(run, { subject: about.model, digest: about.digest });
  for (const line of recalledWarnings(said)) deps.log.warning(`${subject}: ${line}`);
}

/** @throws UserError E_VERSION_NOT_FOUND when the model has no such alias; as {@link changeModel} */
export async function deleteAlias(
  { model, ...asked }: { model: string; alias: string },
  deps: ChangeDeps,
): Promise<Changed> {
  const alias = withoutSign(asked.alias);
  return changeModel(model, deps, (state) => {
    const { aliases } = foldModel(state);
    const held = aliases.get(alias);
    if (held === undefined) throw unknownAlias(model, alias, [...aliases.keys()]);
    return {
      version: held.version,
      bodies: [{ type: 'alias-deleted', alias }],
      subject: `delete alias @${alias} of ${subjectOf(model, held.version)}`,
    };
  });
}

/** People write an alias as they see it in a URI. */
function withoutSign(alias: string): string {
  return alias.replace(/^@/, '');
}

function unknownAlias(model: string, alias: string, known: readonly string[]): UserError {
  const meant = meantName(alias, known);
  const some = known
    .slice(0, 20)
    .map((one) => shown(one))
    .join(', ');
  return new UserError({
    code: 'E_VERSION_NOT_FOUND',
    what: `${shown(model)} has no alias ${shown(alias)}`,
    where: WHERE,
    mend:
      meant === undefined
        ? known.length === 0
          ? 'It has none'
          : `Its aliases are ${some}`
        : `Did you mean ${shown(meant.name)}${meant.differs}?`,
  });
}
