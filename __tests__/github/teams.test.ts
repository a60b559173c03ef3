import { isTeamMember, readTeam } from '../../src/github/teams.js';
import { READ_WRITE } from '../support/tokens.js';
import { faultOf, Setup } from './setup.js';

const TEAM = { org: 'acme', slug: 'ml' };

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
  setup.github.state.people.addTeam('acme/ml', ['alice'], ['bob']);
});
afterEach(() => setup.close());

test('who is in a team, and who was only asked to join or never was', async () => {
  const client = setup.client({}, { token: setup.tokens.makeForTeams('acme') });
  const team = await readTeam(client, TEAM);
  expect(team).toEqual(TEAM);
  expect(await isTeamMember(client, team, 'Alice')).toBe(true);
  expect(await isTeamMember(client, team, 'bob')).toBe(false);
  expect(await isTeamMember(client, team, 'carol')).toBe(false);
});

test.each([
  ['of a job', () => setup.tokens.make(READ_WRITE)],
  ['of another organisation', () => setup.tokens.makeForTeams('other')],
  ['that is not valid', () => 'ghp_notValid'],
])('a team that the token %s does not see is no team without members', async (_, make) => {
  const client = setup.client({}, { token: make() });
  expect(await faultOf(readTeam(client, TEAM))).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining('read the team @acme/ml'),
    mend: expect.stringContaining('`team-token`'),
  });
});

test('a team that is not there, and one whose members cannot be read', async () => {
  const client = setup.client({}, { token: setup.tokens.makeForTeams('acme') });
  expect(await faultOf(readTeam(client, { ...TEAM, slug: 'none' }))).toMatchObject({ code: 'E_GITHUB_API' });
  const body = JSON.stringify({ message: 'Resource not accessible by personal access token' });
  setup.github.failNext({ status: 403, body });
  expect(await faultOf(isTeamMember(client, TEAM, 'alice'))).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining('alice is in the team @acme/ml'),
    mend: expect.stringContaining('`team-token`'),
  });
});
