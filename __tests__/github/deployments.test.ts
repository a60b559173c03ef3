import {
  dispatchEvent,
  findDeployment,
  makeDeployment,
  type NewDeployment,
} from '../../src/github/deployments.js';
import type { CommitFacts, CommitSource } from '../support/github/state.js';
import { Setup } from './setup.js';

const TRAINED = 'a'.repeat(40);
const MAIN = 'b'.repeat(40);
const facts = (sha: string): CommitFacts => ({
  ...{ sha, tree: sha, parents: [], message: 'm', date: '2026-11-21T00:00:00Z' },
});
const COMMITS: CommitSource = {
  list: async (_, revision) =>
    revision === TRAINED ? [facts(TRAINED)] : revision === 'refs/heads/main' ? [facts(MAIN)] : [],
  files: async () => [],
  has: async () => false,
  branchesAt: async () => [],
  compare: async () => undefined,
};
const DEPLOYMENT: NewDeployment = {
  ...{ owner: 'o', repo: 'r', refs: [TRAINED, 'main'], environment: 'Production/clf' },
  description: 'clf version 3: Staging → Production',
  payload: { model: 'clf', version: 3, event_id: 'e3' },
  environmentUrl: 'https://github.com/o/r/blob/lineage/x',
  logUrl: 'https://github.com/o/r/actions/runs/1',
};
const WRITE = { deployments: 'write' } as const;

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start({ commits: COMMITS });
});
afterEach(() => setup.close());

test('a deployment of the commit, with its status; it retires the one before in its environment and no other', async () => {
  const client = setup.client(WRITE);
  for (const environment of ['Production/clf', 'Production/churn', 'Production/clf'])
    expect(await makeDeployment(client, { ...DEPLOYMENT, environment })).toMatchObject({ done: 'made' });
  const { deployments } = setup.github.state;
  expect(deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
    'inactive',
    'success',
    'success',
  ]);
  expect(deployments[2]).toMatchObject({
    ...{ ref: TRAINED, sha: TRAINED, environment: 'Production/clf', payload: DEPLOYMENT.payload },
    ...{ description: DEPLOYMENT.description, transient: false, production: false },
    statuses: [{ environmentUrl: DEPLOYMENT.environmentUrl, logUrl: DEPLOYMENT.logUrl }],
  });
});

test('a commit that GitHub does not have: the default branch; neither of both is told', async () => {
  const client = setup.client(WRITE);
  const gone = 'c'.repeat(40);
  expect(await makeDeployment(client, { ...DEPLOYMENT, refs: [gone, 'main'] })).toMatchObject({
    done: 'made',
  });
  expect(setup.github.state.deployments).toMatchObject([{ ref: 'main', sha: MAIN }]);
  expect(await makeDeployment(client, { ...DEPLOYMENT, refs: [gone, 'trunk'] })).toMatchObject({
    ...{ done: 'refused', permission: null },
    fault: { what: expect.stringContaining('No ref found for: trunk') },
  });
});

test('a description that is too long is shortened', async () => {
  const description = `${'model '.repeat(40)}: Staging → Production`;
  expect(await makeDeployment(setup.client(WRITE), { ...DEPLOYMENT, description })).toMatchObject({
    done: 'made',
  });
  const [made] = setup.github.state.deployments;
  expect([...(made?.description ?? '')].length).toBeLessThanOrEqual(140);
});

test('what may not be done names the permission, and a conflict is no defect', async () => {
  expect(await makeDeployment(setup.client({ deployments: 'read' }), DEPLOYMENT)).toMatchObject({
    ...{ done: 'refused', permission: 'deployments: write' },
    fault: { code: 'E_GITHUB_API', mend: 'Give the job the permission `deployments: write`' },
  });
  setup.github.failNext({ status: 409 });
  expect(await makeDeployment(setup.client(WRITE), { ...DEPLOYMENT, refs: ['main'] })).toMatchObject({
    ...{ done: 'refused', permission: null },
    fault: { what: expect.stringContaining('(409)') },
  });
});

test('a deployment is found by the id of its event, whether its payload comes back as an object or as text', async () => {
  const client = setup.client(WRITE);
  const find = (event_id: string) =>
    findDeployment(client, { owner: 'o', repo: 'r', environment: 'Production/clf', event_id });
  await makeDeployment(client, DEPLOYMENT);
  const [made] = setup.github.state.deployments;
  if (made === undefined) throw new Error('no deployment');
  const id = made.id;
  expect(await find('e3')).toEqual({ done: 'looked', id });
  for (const payload of [JSON.stringify(made.payload), '{', '"e3"', '']) {
    made.payload = payload;
    expect(await find('e3')).toEqual({ done: 'looked', id: payload.startsWith('{"') ? id : null });
  }
  made.environment = 'Staging/clf';
  expect(await find('e3')).toEqual({ done: 'looked', id: null });
  const blind = setup.client({ contents: 'write' });
  const asked = { owner: 'o', repo: 'r', environment: 'Production/clf', event_id: 'e3' };
  expect(await findDeployment(blind, asked)).toMatchObject({ permission: 'deployments: write' });
});

test('an event for workflows is sent with what may write contents', async () => {
  const event = { owner: 'o', repo: 'r', type: 'lineage-promoted', payload: { model: 'clf', version: 3 } };
  expect(await dispatchEvent(setup.client({ contents: 'write' }), event)).toEqual({ done: 'sent' });
  expect(setup.github.state.dispatches).toEqual([
    { repository: 'o/r', eventType: 'lineage-promoted', payload: event.payload },
  ]);
  expect(await dispatchEvent(setup.client({ contents: 'read' }), event)).toMatchObject({
    ...{ done: 'refused', permission: 'contents: write' },
  });
});
