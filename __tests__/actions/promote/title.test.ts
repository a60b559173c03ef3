import { promoteTitle } from '../../../src/actions/promote/title.js';

test.each([
  [{}, 'Nothing was promoted'],
  [{ INPUT_APPROVE: 'x' }, 'Nothing was approved'],
  [{ INPUT_REJECT: 'x', INPUT_APPROVE: ' ' }, 'Nothing was rejected'],
  [{ INPUT_CANCEL: 'x', GITHUB_EVENT_NAME: 'issue_comment' }, 'Nothing was cancelled'],
  [{ INPUT_REPAIR: 'true', INPUT_MODEL: 'clf' }, 'Nothing was repaired'],
  [{ INPUT_REPAIR: 'false', INPUT_RECORDS: 'models/clf/versions/1.json' }, 'Nothing was repaired'],
  [{ INPUT_ALIASES: 'champion', INPUT_ROLLBACK: 'true' }, 'No alias was changed'],
  [{ 'INPUT_REMOVE-ALIASES': 'champion' }, 'No alias was changed'],
  [{ INPUT_ROLLBACK: 'true' }, 'Nothing was rolled back'],
  [{ INPUT_ROLLBACK: 'false', INPUT_MODEL: 'clf' }, 'Nothing was promoted'],
  [{ GITHUB_EVENT_NAME: 'issue_comment' }, 'Nothing was decided'],
])('%j: %s', (env, title) => {
  expect(promoteTitle(env)).toBe(title);
});
