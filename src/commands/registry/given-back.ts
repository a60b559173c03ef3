import type { Finding, ModelEvent } from '../../core/generated/types.js';
import { foldModel, type ModelState } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import type { PromoteDeps } from '../promote/deps.js';
import { serves } from '../promote/move.js';
import { recallFindings } from '../promote/rollback.js';
import { Recalled } from '../recalled/recalled.js';
import { modelAfter } from './mended.js';

/**
 * What open recalls have against the versions that would hold a stage or an alias again once some records do not count: whoever disowns
 * a rollback promotes what it took away.
 */
export async function givenBack(
  { model, files, events }: { model: string; files: ModelFiles; events: readonly ModelEvent[] },
  view: LedgerView,
  { policy, facts, log, askRecall }: Pick<PromoteDeps, 'policy' | 'facts' | 'log' | 'askRecall'>,
): Promise<Finding[]> {
  const recalled = new Recalled(view, { log, askRecall });
  if (await recalled.isEmpty()) return [];
  const after = modelAfter(model, files, events);
  const before = new Set(heldIn(foldModel(assembleModel(files))).map(({ key }) => key));
  const again = heldIn(foldModel(after)).filter(({ key }) => !before.has(key));
  const numbers = new Set(again.map(({ version }) => version));
  const findings: Finding[] = [];
  for (const version of after.versions)
    if (numbers.has(version.version))
      findings.push(...(await recallFindings(version, { policy, facts, view, recalled })));
  return findings;
}

function heldIn({ holders, aliases }: ModelState): { key: string; version: number }[] {
  const stages = [...holders].filter(([stage]) => serves(stage));
  const held = [
    ...stages.flatMap(([stage, all]) => all.map(({ version }) => ({ of: `stage ${stage}`, version }))),
    ...[...aliases].map(([alias, { version }]) => ({ of: `alias ${alias}`, version })),
  ];
  return held.map(({ of, version }) => ({ key: `${of} ${version}`, version }));
}
