import { artifactExpiry } from '../../src/github/artifacts.js';
import { faultOf, Setup } from './setup.js';

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

function add(expiresAt: string): number {
  const run = setup.github.state.addRun({ repository: 'o/r', headSha: 'a'.repeat(40) });
  return setup.github.state.addArtifact({ repository: 'o/r', runId: run.id, name: 'model', expiresAt }).id;
}

test('the time at which GitHub deletes it', async () => {
  const id = add('2027-01-02T03:04:05Z');
  expect(await artifactExpiry(setup.client({ actions: 'read' }), { owner: 'o', repo: 'r', id })).toBe(
    '2027-01-02T03:04:05Z',
  );
});

test('null with a line for debugging where the token may not read it, and where it is not there', async () => {
  const id = add('2027-01-02T03:04:05Z');
  expect(await artifactExpiry(setup.client({ contents: 'write' }), { owner: 'o', repo: 'r', id })).toBeNull();
  expect(
    await artifactExpiry(setup.client({ actions: 'read' }), { owner: 'o', repo: 'r', id: 1 }),
  ).toBeNull();
  expect(setup.debug.filter((line) => line.includes('actions: read'))).toHaveLength(2);
});

test('a time that is not in UTC is not passed on', async () => {
  const id = add('2027-01-02T03:04:05+02:00');
  expect(await artifactExpiry(setup.client({ actions: 'read' }), { owner: 'o', repo: 'r', id })).toBeNull();
});

test('a server that is broken is no answer', async () => {
  setup.github.failNext({ status: 500, times: 9 });
  const client = setup.client({ actions: 'read' });
  expect(await faultOf(artifactExpiry(client, { owner: 'o', repo: 'r', id: 1 }))).toMatchObject({
    code: 'E_GITHUB_API',
  });
});
