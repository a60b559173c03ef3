import { readFileSync } from 'node:fs';
import { TOOL_VERSION } from '../../src/core/version.js';

test('the version in the code is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(TOOL_VERSION).toBe(version);
});
