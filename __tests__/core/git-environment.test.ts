import fc from 'fast-check';
import { gitEnvironment } from '../../src/core/git-environment.js';
import { gitRefusal } from '../../src/core/git-refusal.js';
import { bareEnvironment, execOk } from '../support/exec.js';

async function readBack(env: Record<string, string>): Promise<string> {
  return (await execOk('git', ['config', '--null', '--get', 'x.Y z.k'], { env })).toString('utf8');
}

test('git reads back every value, after all that the caller says', async () => {
  const theirs = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'x.Y z.k', GIT_CONFIG_VALUE_0: 'theirs' };
  const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const env = { ...bareEnvironment('/'), ...theirs, GIT_CONFIG_PARAMETERS: "'x.Y z.k=theirs' 'a.b'" };
      expect(await readBack(gitEnvironment(env, [['x.Y z.k', value]]))).toBe(`${value}\0`);
    }),
    { numRuns: 30, examples: [["it's"], ['!'], ["'\\''"], ['a\nb'], [''], ['=']] },
  );
});

test("the caller's part is passed on as it is; what leads elsewhere or is the action's is not", () => {
  const env = {
    GIT_CONFIG_PARAMETERS: " 'in.a=newer quoting' ",
    GIT_CONFIG_KEY_12: 'k',
    GIT_DIR: '/elsewhere',
    git_work_tree: '/elsewhere',
    GIT_TRACE: '1',
    GIT_ASKPASS: '/ask',
    LANGUAGE: 'de',
    INPUT_TOKEN: 'ghs_secret',
    'INPUT_MODEL-PATH': 'x',
    input_token: 'ghs_secret',
    STATE_token: 'ghs_secret',
    ACTIONS_RUNTIME_TOKEN: 'ey',
    ACTIONS_RESULTS_URL: 'https://results',
    ACTIONS_CACHE_URL: 'https://cache',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'ey',
    OTHER: 'x',
  };
  expect(gitEnvironment(env, [['a.b', 'c']])).toEqual({
    GIT_CONFIG_PARAMETERS: " 'in.a=newer quoting'  'a.b'='c'",
    GIT_CONFIG_KEY_12: 'k',
    OTHER: 'x',
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TRACE2: '0',
    GIT_TRACE2_EVENT: '0',
    GIT_TRACE2_PERF: '0',
  });
});

test.each([
  ["fatal: detected dubious ownership in repository at '/a b'\nTo add", 'E_REPOSITORY_OWNER', "'/a b'"],
  ["fatal: detected dubious ownership in repository at '/it's'\n", 'E_REPOSITORY_OWNER', "'/it'\\''s'"],
  ["fatal: unsafe repository ('/r' is owned by someone else)\n", 'E_REPOSITORY_OWNER', 'safe.directory /r'],
  ['fatal: not a git repository (or any of the parent directories): .git\n', 'E_NO_REPOSITORY', 'git init'],
  ['fatal: bad config line 1 in file .git/config\n', 'E_GIT_REFUSED', 'git status'],
  ['', 'E_GIT_REFUSED', 'git status'],
])('what git says: %s', (said, code, mend) => {
  expect(gitRefusal('/folder', said)).toMatchObject({ code, mend: expect.stringContaining(mend) });
});
