import { defaultBranch } from '../../src/github/commits.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };

let setup: Setup;
beforeAll(async () => {
  setup = await Setup.start();
});
afterAll(() => setup.close());

test('the default branch is what GitHub says it is', async () => {
  expect(await defaultBranch(setup.client({}), AT)).toBe('main');
});

test('it is an error of a repository that nobody sees, and from what is no API', async () => {
  const unseen = defaultBranch(setup.client({}), { ...AT, repo: 'none' });
  expect(await faultOf(unseen)).toMatchObject({ code: 'E_GITHUB_API' });
  const page = async () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } });
  const said = defaultBranch(setup.client({}, { fetch: page }), AT);
  expect(await faultOf(said)).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining('read the default branch of o/r'),
  });
});
