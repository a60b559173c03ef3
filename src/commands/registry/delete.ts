import { UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import { UNJUDGED_LEAVES } from '../../core/registry/absent.js';
import { foldModel, isUnjudged, type RegisteredModel } from '../../core/registry/registry.js';
import { anyVersion } from '../../core/registry/version.js';
import { type ChangeDeps, type Changed, changeModel, type Decision, subjectOf } from './change.js';
import { redactedReason } from './label-texts.js';
import type { Redaction } from './secrets.js';

export interface Deletion {
  model: string;
  /** Number of a version; null: the model with all of them. */
  version: number | null;
  reason: string | null;
  /** Whether a policy stands before what serves, so that it is not deleted. */
  isGated: boolean;
}

/**
 * Hides a model or a version of it. Nothing is removed, and no number is given again.
 * @throws UserError E_MODEL_NOT_FOUND, E_MODEL_DELETED, E_MODEL_RENAMED, E_VERSION_NOT_FOUND, E_VERSION_DELETED, E_VERSION_SERVES,
 *   E_MODEL_DAMAGED, E_LEDGER_*
 */
export async function deleteFromRegistry(asked: Deletion, deps: ChangeDeps & Redaction): Promise<Changed> {
  const reason = redactedReason(asked.reason, deps);
  return changeModel(asked.model, deps, (state) => deletion(state, { ...asked, reason }));
}

/** @throws UserError E_VERSION_NOT_FOUND, E_VERSION_DELETED, E_VERSION_SERVES */
export function deletion(state: RegisteredModel, { model, version, reason, isGated }: Deletion): Decision {
  if (version !== null) anyVersion(model, state, version);
  const serving = (foldModel(state).holders.get('Production') ?? [])
    .map((held) => held.version)
    .find((one) => version === null || one === version);
  if (isGated && serving !== undefined) throw servingVersion(model, serving, isUnjudged(state, serving));
  return {
    version,
    bodies: [{ type: version === null ? 'model-deleted' : 'version-deleted', reason }],
    subject: `delete ${subjectOf(model, version)}`,
  };
}

function servingVersion(model: string, version: number, byClient: boolean): UserError {
  return new UserError({
    code: 'E_VERSION_SERVES',
    what: `Version ${version} of ${quoted(model)} is in Production`,
    where: `models:/${model}/${version}`,
    mend: byClient
      ? `Archive it first: ${UNJUDGED_LEAVES}`
      : 'Move it to Archived first, as the policy lets you: `lineage-gate promote`',
  });
}
