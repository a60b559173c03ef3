import { type AccountRequest, type Answer, json } from '../route.js';

/**
 * GraphQL as far as it is used: who the token acts as, which REST does not tell to the token of a job.
 * GitHub's description does not cover it, so any other query is a violation. @returns `undefined` for such a one
 */
export function answerGraphQl(request: Pick<AccountRequest, 'login' | 'body'>): Answer | undefined {
  const { query } = request.body as { query?: unknown };
  const words = String(query).replace(/[{}]/g, ' $& ').split(/\s+/).filter(Boolean).join(' ');
  if (words !== 'query { viewer { login } }') return undefined;
  return json({ data: { viewer: { login: request.login } } });
}
