import { readInputs } from '../../../src/actions/inputs.js';
import { trackRequest } from '../../../src/actions/track/inputs.js';
import { Faults } from '../../../src/core/errors.js';

const NAMES = {
  INPUT_EXPERIMENT: ' \t\n ',
  'INPUT_RUN-NAME': '  ',
  'INPUT_MODEL-NAME': '\n',
  INPUT_FLAVOR: ' ',
};
afterEach(() => {
  for (const name of Object.keys(NAMES)) delete process.env[name];
});

test.each([
  ['train', 'train'],
  ['', 'default'],
  [undefined, 'default'],
])('names of white space only are not given, in the workflow %p', async (workflow, experiment) => {
  Object.assign(process.env, NAMES);
  const faults = new Faults();
  const inputs = readInputs('track', NAMES, faults);
  const request = await trackRequest(inputs, { workspace: '/w', workflow }, faults);
  expect(request).toMatchObject({ experiment, run_name: null, model_name: experiment, flavor: null });
  expect(faults.list).toEqual([]);
});
