import { yamlDocuments } from '../core/yaml-documents.js';

/** A key or list item of the file, its place in the text, and what stands under it. */
interface Entry {
  text: string;
  offset: number;
  value: unknown;
}

/** What stands right under a node of the file. */
type Reader = (node: unknown) => Entry[];

/** Where the parts of a rule's id end in the file: how many characters of the id they took. */
interface Found {
  taken: number;
  offset: number;
}

/**
 * Line of a policy file that says a rule; null when the rule stands nowhere in it, as defaults do. Of the overrides that apply
 * to the model the last one that says as much counts, as when the policy is evaluated.
 * @param text a file that was read without faults
 * @param rule id of a finding, e.g. `metrics.val_auc.min`; keys may have dots in them
 * @param applies whether the overrides of a glob are for the model
 */
export async function ruleLine(
  text: string,
  rule: string,
  applies: (glob: string) => boolean,
): Promise<number | null> {
  const yaml = await import('yaml');
  const { isAlias, isMap, isScalar, isSeq } = yaml;
  const lines = new yaml.LineCounter();
  const [document] = yamlDocuments(yaml, text, { lines });
  const entry = (key: unknown, value: unknown): Entry[] =>
    isScalar(key) && key.range != null ? [{ text: String(key.value), offset: key.range[0], value }] : [];
  const under: Reader = (node) => {
    const real = isAlias(node) ? node.resolve(document) : node;
    if (isMap(real)) return real.items.flatMap(({ key, value }) => entry(key, value));
    return isSeq(real) ? real.items.flatMap((item) => entry(item, null)) : [];
  };
  const models = under(document.contents).find((one) => one.text === 'models');
  const overrides = under(models?.value).filter((one) => applies(one.text));
  const nodes = [...overrides.map(({ value }) => value).reverse(), document.contents];
  const all = nodes.map((node) => deepest(node, rule, under));
  const best = all.reduce((one, other) => ((other?.taken ?? 0) > (one?.taken ?? 0) ? other : one), null);
  return best === null ? null : lines.linePos(best.offset).line;
}

/** Follows the parts of the id as far as they go. */
function deepest(node: unknown, rule: string, under: Reader): Found | null {
  const [next] = under(node)
    .filter(({ text }) => isPartOf(text, rule))
    .sort((one, other) => other.text.length - one.text.length);
  if (next === undefined) return null;
  const taken = next.text.length + 1;
  const below = deepest(next.value, rule.slice(taken), under);
  return below === null ? { taken, offset: next.offset } : { ...below, taken: taken + below.taken };
}

/** The id of a rule of the team's own schema goes on with a JSON pointer. */
function isPartOf(text: string, rule: string): boolean {
  return text !== '' && (rule === text || rule.startsWith(`${text}.`) || rule.startsWith(`${text}/`));
}
