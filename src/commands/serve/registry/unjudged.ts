import type { UnjudgedVersion } from '../../../core/generated/types.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';

type Created = Extract<RegistryChange, { type: 'version-created' }>;

/** The record of a version that nobody judges: it has nothing but what its client says. @param at RFC 3339 */
export function unjudgedVersion(
  change: Created,
  { at, actor }: { at: string; actor: string | null },
): UnjudgedVersion {
  const { model, version, source, storage, run_id, run_link, model_id, description } = change;
  return {
    schema: 'lineage-gate/model-version/v1',
    model,
    version,
    run_id: null,
    run_path: null,
    manifest: null,
    stored: [],
    // Those of the client are events, so that they can be changed.
    tags: {},
    description: description || null,
    card: null,
    policy: { digest: null, verdict: 'unjudged', findings: [] },
    ...(source === '' ? {} : { source }),
    ...(storage === source ? {} : { storage }),
    ...(run_id === '' ? {} : { claimed_run_id: run_id }),
    ...(model_id === '' ? {} : { claimed_model_id: model_id }),
    ...(run_link === '' ? {} : { run_link }),
    registered_at: at,
    registered_by: actor,
  };
}
