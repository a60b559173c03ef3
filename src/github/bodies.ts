import { UserError } from '../core/errors.js';

const LONGEST = 65_536;

/**
 * GitHub answers a text that is too long as it answers a defect of ours.
 * @param what begins a sentence: `The comment on pull request 7`
 * @throws UserError E_GITHUB_API when GitHub would not take the text
 */
export function assertFits(body: string, what: string): void {
  if (body.length <= LONGEST) return;
  throw new UserError({
    code: 'E_GITHUB_API',
    what: `${what} would have ${body.length} characters; GitHub takes ${LONGEST}`,
    mend: 'Read the summary of the job instead, which says the same',
  });
}
