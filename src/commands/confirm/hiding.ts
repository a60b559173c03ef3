import { keyOfEvent } from '../../core/registry/disowned.js';
import { foldModel, type Hiding, type RegisteredModel } from '../../core/registry/registry.js';
import { eventPath } from '../../ledger/layout.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import type { AskEvent } from './ask.js';
import { judge, type Uncounted } from './model.js';

/** Whoever floods a model with events that hide it is told, and not asked about for ever. */
const MOST_ASKED = 100;

/**
 * A model without the events that hide a version, or the model, and that GitHub does not confirm. What is damaged is no concern here:
 * a number means one version all the same.
 * @param wanted number of the version; `latest`: none newer than the newest that is there may be hidden
 * @throws UserError E_GITHUB_API
 */
export async function unhidden(
  files: ModelFiles,
  wanted: number | 'latest',
  ask: AskEvent,
): Promise<{ model: RegisteredModel; uncounted: Uncounted[] }> {
  const without = new Set<string>();
  const uncounted: Uncounted[] = [];
  const confirmed = new Set<Hiding>();
  for (;;) {
    const model = assembleModel(files, without);
    const event = hidingOf(model, wanted).find((one) => !confirmed.has(one));
    if (event === undefined || uncounted.length + confirmed.size >= MOST_ASKED) return { model, uncounted };
    const out = await judge(event, model.events, ask);
    if (out.length === 0) confirmed.add(event);
    for (const { event: one, ...rest } of out) {
      without.add(keyOfEvent(one));
      uncounted.push({ path: eventPath(one.model, one.event_id), ...rest });
    }
  }
}

/** The events that hide the version, or the model. @param wanted as of {@link unhidden} */
export function hidingOf(model: RegisteredModel, wanted: number | 'latest'): Hiding[] {
  const { deleted, gone } = foldModel(model);
  const { versions, hidden = [] } = model;
  const newest = versions.at(-1)?.version ?? 0;
  // What nobody judged is never the newest, hidden or not.
  const judged = new Set(hidden.filter(({ run_id }) => run_id !== null).map(({ version }) => version));
  const isWanted = (version: number) =>
    wanted === 'latest' ? version > newest && judged.has(version) : version === wanted;
  const hiding = [...deleted].flatMap(([version, event]) => (isWanted(version) ? [event] : []));
  return [...new Set([...(gone === undefined ? [] : [gone]), ...hiding])];
}
