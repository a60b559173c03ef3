import type { Clause } from './clause.js';
import type { Subject } from './subject.js';

const KEY = 'mlflow.prompt.is_prompt';

/**
 * Prompts are registered models with a tag, and models have no such tag. So conditions on that tag say only which of the two
 * are meant: prompts when the first of them is `= 'true'` or `!= 'false'`, and otherwise models, which need not have the tag.
 */
export function withoutPrompts(clauses: readonly Clause[]): Clause[] {
  const first = clauses.find(isOnPrompt);
  if (first !== undefined && asksForPrompts(first)) return [...clauses];
  const isTrueOf = (subject: Subject) => subject.get('tag', KEY) !== 'true';
  const position = first?.position ?? 0;
  const models: Clause = { entity: 'tag', key: KEY, operator: '!=', value: 'true', position, isTrueOf };
  return [...clauses.filter((clause) => !isOnPrompt(clause)), models];
}

function isOnPrompt({ entity, key }: Clause): boolean {
  return entity === 'tag' && key === KEY;
}

function asksForPrompts({ operator, value }: Clause): boolean {
  const text = String(value).toLowerCase();
  return (operator === '=' && text === 'true') || (operator === '!=' && text === 'false');
}
