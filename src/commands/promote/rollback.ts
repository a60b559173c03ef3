import { UserError } from '../../core/errors.js';
import type { Finding, ModelVersion } from '../../core/generated/types.js';
import type { Policy } from '../../core/policy/policy.js';
import { quoted } from '../../core/printable.js';
import { RECALLED_RULE } from '../../core/recall/findings.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import { movedOut, rollbackVersions } from '../../core/registry/rollback.js';
import { asWord } from '../../core/shell-word.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import type { Recalled } from '../recalled/recalled.js';
import { bytesFindings } from './bytes.js';
import type { PromoteDeps } from './deps.js';
import { serves } from './move.js';

interface RecallDeps {
  policy: Policy;
  facts: Pick<PromoteDeps['facts'], 'at'>;
  view: LedgerView;
  recalled: Recalled;
}

type RollbackDeps = Pick<PromoteDeps, 'sources'> & RecallDeps;

/**
 * The version that a stage goes back to, and a notice for each that was passed over: it was moved out by hand, its files are gone, or it
 * comes from what is recalled.
 * @throws UserError E_VERSION_NOT_FOUND when there is none
 */
export async function rollbackTarget(
  state: RegisteredModel,
  { model, stage }: { model: string; stage: string },
  { sources, policy, facts, ...deps }: RollbackDeps,
): Promise<{ version: ModelVersion; notes: Finding[] }> {
  const notes: Finding[] = [];
  const ways = new Set<string>();
  const out = movedOut(state, stage);
  if (out !== undefined) notes.push(movedOutNote(out, { model, stage }));
  for (const version of rollbackVersions(state, stage)) {
    const found = serves(stage)
      ? [
          ...(sources === undefined ? [] : await bytesFindings(version, stage, { sources })),
          ...(await recallFindings(version, { policy, facts, ...deps })),
        ]
      : [];
    const gone = found.filter(({ severity }) => severity === 'error');
    if (gone.length === 0) return { version, notes };
    // In an emergency whoever reads this has no time to look it up.
    for (const { rule, mend } of gone) if (rule === RECALLED_RULE) ways.add(mend);
    notes.push({
      rule: `stages.${stage}.rollback`,
      severity: 'notice',
      subject: version.model,
      message: `Version ${version.version} was passed over: ${gone.map(({ message }) => message).join('; ')}`,
      mend: 'Nothing, if an older version may serve',
    });
  }
  const passed = notes.length === 0 ? '' : `; ${notes.map(({ message }) => message).join('; ')}`;
  throw new UserError({
    code: 'E_VERSION_NOT_FOUND',
    what: `There is no version of ${quoted(model)} that ${stage} could go back to${passed}`,
    where: 'input rollback',
    mend: `Name the version yourself: \`lineage-gate models history ${asWord(model)}\` says what ${stage} held${[...ways].map((way) => `. ${way}`).join('')}`,
  });
}

/** What open recalls have against a version, but for what the policy lets pass. A run that cannot be read is told of when it is judged. */
export async function recallFindings(
  version: ModelVersion,
  { policy, facts, view, recalled }: RecallDeps,
): Promise<Finding[]> {
  if (await recalled.isEmpty()) return [];
  const [run] = await readRunsOf(view, [version]);
  if (run === undefined) return [];
  const about = { model: version.model, version: version.version, digest: version.manifest.digest };
  const rules = { policy: async () => policy, now: facts.at };
  return (await recalled.refusals({ ...run, tags: version.tags }, about, rules)).findings;
}

/** Who moved a version out by mistake wants that one back, and not the one before. */
function movedOutNote(version: number, { model, stage }: { model: string; stage: string }): Finding {
  return {
    rule: `stages.${stage}.rollback`,
    severity: 'notice',
    subject: model,
    message: `Version ${version} was moved out of ${stage}, so that a rollback goes to the one before it`,
    mend: `Promote version ${version} to ${stage} if it was moved out by mistake`,
  };
}
