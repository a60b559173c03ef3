import { trueMaker } from '../../core/lineage/producers.js';
import type { Output, RunFacts } from '../../core/lineage/run-facts.js';
import type { Hit } from '../../core/recall/hit.js';
import type { Matcher } from '../../core/recall/match.js';
import type { FactsOf } from './makers.js';

/** Models of a run that are asked about. */
interface Asked {
  /** None: all that it made itself. */
  contents: readonly string[];
  /** What its record does not have as a model. */
  others: readonly Output[];
}

/**
 * What recalls say of the bytes of a run's models. What it took over is judged as who made it, where that is true, and as its own else.
 */
export function copied(
  facts: RunFacts,
  { contents, others }: Asked,
  { matchers, factsOf }: { matchers: readonly Matcher[]; factsOf: FactsOf },
): Hit[] {
  const isAll = contents.length === 0;
  const asked = facts.outputs.filter(
    ({ kind, digest }) => kind === 'model' && (isAll || contents.includes(`folder-2 ${digest}`)),
  );
  return [...asked, ...others].flatMap((model) => {
    const held = matchers.flatMap((matcher) => matcher.held(model));
    const maker = trueMaker(model, factsOf);
    if (isAll && maker !== null) return held;
    return [...held, ...matchers.flatMap((matcher) => matcher.copied(maker ?? facts, model))];
  });
}
