import { UserError } from '../../../src/core/errors.js';
import { parseModelUri } from '../../../src/core/fetch/uri.js';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

test.each([
  ['models:/clf/3', ['clf'], { by: 'number', number: 3 }],
  ['models:/clf/latest', ['clf'], { by: 'latest' }],
  ['models:/clf/Latest', ['clf'], { by: 'latest' }],
  ['models:/clf/Production', ['clf'], { by: 'stage', stage: 'Production' }],
  ['models:/clf/pRODuction', ['clf'], { by: 'stage', stage: 'Production' }],
  ['models:/clf@champion', ['clf'], { by: 'alias', aliases: ['champion'] }],
  ['models:/clf@a%20b', ['clf'], { by: 'alias', aliases: ['a%20b', 'a b'] }],
  ['models:/clf orders/3', ['clf orders'], { by: 'number', number: 3 }],
  ['models:/clf%20orders/3', ['clf%20orders', 'clf orders'], { by: 'number', number: 3 }],
  ['models:/%E7%A0%81/3', ['%E7%A0%81', '码'], { by: 'number', number: 3 }],
  // A percent sign of its own is no code.
  ['models:/100%/3', ['100%'], { by: 'number', number: 3 }],
  ['models:/a/b@champion', ['a/b'], { by: 'alias', aliases: ['champion'] }],
  ['models:/a@b/3', ['a@b'], { by: 'number', number: 3 }],
])('%s', (uri, names, choice) => {
  expect(parseModelUri(uri)).toEqual({ kind: 'version', names, choice });
});

test.each([
  ['runs:/019ff2/out/model', '019ff2', ['out/model']],
  ['runs:/019ff2/out/model/', '019ff2', ['out/model']],
  ['runs:/019ff2/out%2Fmy%20model', '019ff2', ['out%2Fmy%20model', 'out/my model']],
])('%s', (uri, run, paths) => {
  expect(parseModelUri(uri)).toEqual({ kind: 'run', run, paths });
});

test('a digest, in upper case too', () => {
  expect(parseModelUri(DIGEST)).toEqual({ kind: 'digest', digest: DIGEST });
  expect(parseModelUri(DIGEST.toUpperCase())).toEqual({ kind: 'digest', digest: DIGEST });
});

test.each([
  ['', 'no model URI'],
  ['clf', 'no model URI'],
  ['models:clf/3', 'no model URI'],
  ['models://clf/3', 'no model URI'],
  ['models:/', 'no model URI'],
  ['s3://bucket/model', 'no model URI'],
  ['models:/clf\n/3', 'no model URI'],
  [`models:/${'x'.repeat(3000)}/3`, 'no model URI'],
  ['models:/clf', 'which version'],
  ['models:/clf/', 'which version'],
  ['models:/clf@', 'which version'],
  ['models:/clf/0', 'no version number'],
  ['models:/clf/-1', 'no version number'],
  ['models:/clf/1e9', 'no version number'],
  ['models:/clf/1.0', 'no version number'],
  ['models:/clf/+1', 'no version number'],
  ['models:/clf/01', 'no version number'],
  ['models:/clf/10000000000', 'no version number'],
  ['models:/clf/v2', 'Write `models:/clf/2`'],
  ['models:/clf/None', 'never moved'],
  ['models:/clf/Prodction', 'Did you mean `models:/clf/Production`'],
  ['models:/clf/champion', '`models:/clf@champion`'],
  ['runs:/019ff2', 'names no path'],
  ['runs:/019ff2/', 'names no path'],
  ['sha256:abc', 'no digest'],
])('%j is a mistake of the user that is explained', (uri, said) => {
  const parse = () => parseModelUri(uri);
  expect(parse).toThrow(UserError);
  expect(parse).toThrow(/^E_INPUT_INVALID: /);
  expect(parse).toThrow(said);
});
