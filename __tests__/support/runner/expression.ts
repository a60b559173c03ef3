export type JobStatus = 'success' | 'failure' | 'cancelled';

/** What expressions may name: `github`, `job`, `matrix`, `strategy`, `runner`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** Works out `${{ … }}` in a default. Only paths and `toJSON(path)` are known; anything else throws. */
export function fillTemplate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const asJson = /^toJSON\(\s*(.*?)\s*\)$/i.exec(expression)?.[1];
    if (asJson !== undefined) return JSON.stringify(lookUp(asJson, contexts) ?? null, null, 2);
    const value = lookUp(expression, contexts);
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? 'Object' : String(value);
  });
}

/** A missing property is null, as on GitHub; a missing context is a fault of the test. */
function lookUp(path: string, contexts: Contexts): unknown {
  if (!/^[a-z_]+(\.[\w-]+)*$/i.test(path))
    throw new Error(`This runner does not know the expression ${path}`);
  const [root = '', ...keys] = path.split('.');
  if (!Object.hasOwn(contexts, root)) throw new Error(`This runner does not know the context ${root}`);
  let value = contexts[root];
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** Whether a step with this `if:` (or `post-if:`) runs, given the job's status. */
export function meets(condition: string, status: JobStatus): boolean {
  const bare = condition.replace(/^\$\{\{\s*|\s*\}\}$/g, '').replaceAll(' ', '');
  return bare.split('||').some((part) => {
    const negated = part.startsWith('!');
    const name = /^!?(always|success|failure|cancelled)\(\)$/.exec(part)?.[1];
    if (name === undefined) throw new Error(`This runner does not know the condition ${condition}`);
    const holds = name === 'always' || name === status;
    return negated ? !holds : holds;
  });
}
