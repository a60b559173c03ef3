import { execOk } from '../support/exec.js';
import { node24 } from '../support/node24.js';
import { pythonWith } from '../support/python.js';

test('Node 24 is there, also when two ask at once', async () => {
  const [one, two] = await Promise.all([node24(), node24()]);
  expect(one).toBe(two);
  if (one !== undefined) expect((await execOk(one, ['--version'])).toString()).toMatch(/^v24\./);
}, 300_000);

test('a Python with a package', async () => {
  const python = await pythonWith(['iniconfig==2.1.0']);
  if (python === undefined) return;
  expect((await execOk(python, ['-c', 'import iniconfig; print("ok")'])).toString().trim()).toBe('ok');
}, 300_000);
