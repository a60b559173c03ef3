import { isRunPage } from '../../src/core/run-page.js';

const REPOSITORY = 'https://github.com/octo/models';
const RUN = `${REPOSITORY}/actions/runs/3`;

test.each([
  [RUN, true],
  [`${RUN}/attempts/2`, true],
  [`${RUN}/job/7`, true],
  [`${RUN}/job/7#step:4:1`, true],
  ['https://github.com/Octo/Models/actions/runs/3', true],
  [`${REPOSITORY}/blob/evil/fake.md`, false],
  [`${REPOSITORY}/actions/runs/`, false],
  [`${RUN}/../../../blob/evil/fake.md`, false],
  [`${RUN}/artifacts/4`, false],
  [`${RUN}?next=https://evil.test`, false],
  [`${RUN}#evil`, false],
  [`${RUN}\n`, false],
  [`${RUN} https://evil.test`, false],
  ['https://github.com/octo/models-evil/actions/runs/3', false],
  ['https://evil.test/octo/models/actions/runs/3', false],
  ['https://github.com@evil.test/octo/models/actions/runs/3', false],
])('%j is a page of a workflow run: %s', (url, isPage) => {
  expect(isRunPage(url, REPOSITORY)).toBe(isPage);
});
