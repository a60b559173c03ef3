import { parseQuery, type Selection } from '../graphql/query.js';
import { GraphQlError, type GraphQlWorld, type Node, root } from '../graphql/schema.js';
import { type Answer, json } from '../route.js';

interface Fault {
  type: string;
  path: (string | number)[];
  message: string;
}

/**
 * GraphQL as far as it is used: only fields that `../graphql/schema.ts` has, named and answered as GitHub's own schema says. What a
 * token may not read is null, with an error beside the rest of the answer.
 * @throws Error for a query that GitHub would not take
 */
export async function answerGraphQl(world: GraphQlWorld, body: unknown): Promise<Answer> {
  const { query, variables = {} } = body as { query: string; variables?: Record<string, unknown> };
  const errors: Fault[] = [];
  const data = await answerOf(root(world), { selection: parseQuery(query, variables), path: [], errors });
  return json(errors.length === 0 ? { data } : { data, errors });
}

interface Asked {
  selection: readonly Selection[];
  path: (string | number)[];
  errors: Fault[];
}

async function answerOf(node: Node, { selection, path, errors }: Asked): Promise<Record<string, unknown>> {
  const answer: Record<string, unknown> = {};
  for (const one of selection) {
    if (one.kind === 'fragment') {
      if (one.type === node.type)
        Object.assign(answer, await answerOf(node, { selection: one.selection, path, errors }));
      continue;
    }
    const resolve = node.fields[one.name];
    if (resolve === undefined) throw new Error(`GraphQL: the fake's ${node.type} has no field ${one.name}`);
    const at = [...path, one.alias];
    try {
      answer[one.alias] = await plain(await resolve(one.args), {
        selection: one.selection ?? [],
        path: at,
        errors,
      });
    } catch (error) {
      if (!(error instanceof GraphQlError)) throw error;
      errors.push({ type: error.type, path: at, message: error.message });
      answer[one.alias] = null;
    }
  }
  return answer;
}

async function plain(value: unknown, asked: Asked): Promise<unknown> {
  if (Array.isArray(value)) {
    const all: unknown[] = [];
    for (const [index, one] of value.entries())
      all.push(await plain(one, { ...asked, path: [...asked.path, index] }));
    return all;
  }
  const isNode = typeof value === 'object' && value !== null && 'fields' in value;
  if (!isNode) return value;
  if (asked.selection.length === 0) throw new Error(`GraphQL: ${asked.path.join('.')} needs a selection`);
  return answerOf(value as Node, asked);
}
