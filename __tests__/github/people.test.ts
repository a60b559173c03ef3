import { readCollaborator, readPerson } from '../../src/github/people.js';
import type { Role } from '../support/github/people.js';
import { userId } from '../support/github/shapes.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

describe('an account', () => {
  test('by its login, and by its number', async () => {
    const { people } = setup.github.state;
    people.add('alice');
    people.add('helper[bot]', { id: 41 });
    people.add('acme', { type: 'Organization', id: 42 });
    const client = setup.client({});
    const alice = { login: 'alice', id: String(userId('alice')), type: 'User' };
    expect(await readPerson(client, { login: 'Alice' })).toEqual(alice);
    expect(await readPerson(client, { id: alice.id })).toEqual(alice);
    expect(await readPerson(client, { login: 'helper[bot]' })).toEqual({
      login: 'helper[bot]',
      id: '41',
      type: 'Bot',
    });
    expect(await readPerson(client, { id: '42' })).toMatchObject({ login: 'acme', type: 'Organization' });
  });

  test('a login that has changed hands is another account, and the number of the first is gone', async () => {
    const { people } = setup.github.state;
    people.add('alice', { id: 1 });
    people.add('alice', { id: 2 });
    expect(await readPerson(setup.client({}), { login: 'alice' })).toMatchObject({ id: '2' });
    expect(await readPerson(setup.client({}), { id: '1' })).toBeNull();
  });

  test('null when there is none, without a request for what is no number', async () => {
    const client = setup.client({});
    expect(await readPerson(client, { login: 'nobody' })).toBeNull();
    expect(await readPerson(client, { id: '7' })).toBeNull();
    const asked = setup.github.requests.length;
    for (const id of ['', 'alice', '1e3', '7/../8']) expect(await readPerson(client, { id })).toBeNull();
    expect(setup.github.requests).toHaveLength(asked);
  });

  test('what cannot be read is not nobody', async () => {
    setup.github.state.people.add('alice');
    const token = 'ghp_notValid';
    expect(await faultOf(readPerson(setup.client({}, { token }), { login: 'alice' }))).toMatchObject({
      code: 'E_GITHUB_API',
      what: expect.stringContaining('read the account alice'),
    });
  });
});

describe('what somebody may do in a repository', () => {
  test.each<[Role, string, string | undefined]>([
    ['read', 'read', undefined],
    ['triage', 'read', undefined],
    ['write', 'write', undefined],
    ['maintain', 'write', undefined],
    ['admin', 'admin', undefined],
    ['maintain', 'write', 'ml-lead'],
    ['triage', 'read', 'labeller'],
    ['write', 'write', 'admin-of-models'],
  ])('%s is the permission %s, as the role %s', async (role, permission, roleName) => {
    setup.github.state.people.addCollaborator('o/r', 'alice', role, roleName);
    expect(await readCollaborator(setup.client({}), { ...AT, login: 'alice' })).toEqual({
      account: { login: 'alice', id: String(userId('alice')), type: 'User' },
      permission,
      roleName: roleName ?? role,
      level: role,
    });
  });

  test('nothing in a private repository, reading in a public one', async () => {
    const { state } = setup.github;
    state.people.add('stranger');
    state.addRepository('o/open', { private: false });
    const login = 'stranger';
    const client = setup.client({});
    expect(await readCollaborator(client, { ...AT, login })).toMatchObject({ level: 'none' });
    expect(await readCollaborator(client, { ...AT, repo: 'open', login })).toMatchObject({ level: 'read' });
  });

  test('null when there is nobody; not when it cannot be read', async () => {
    const login = 'nobody';
    expect(await readCollaborator(setup.client({}), { ...AT, login })).toBeNull();
    const token = setup.tokens.make({}, { 'o/other': {} });
    const blind = readCollaborator(setup.client({}, { token }), { ...AT, login });
    expect(await faultOf(blind)).toMatchObject({ code: 'E_GITHUB_API' });
    const message = 'Must have push access to view collaborator permission.';
    setup.github.failNext({ status: 403, body: JSON.stringify({ message }) });
    expect(await faultOf(readCollaborator(setup.client({}), { ...AT, login }))).toMatchObject({
      code: 'E_GITHUB_API',
      what: expect.stringContaining(`read what nobody may do in o/r: ${message}`),
      mend: expect.stringContaining('somebody who may push'),
    });
  });
});
