import { UserError } from '../../../src/core/errors.js';
import { requireSafePaths } from '../../../src/core/fetch/places.js';

test.each([
  ['model.bin'],
  ['-rf'],
  ['.hidden/$HOME/`x`'],
  ['ünï 码/..x/x..'],
  ['a/b', 'a/c', 'ab'],
  ['A.txt', 'a.txt'],
  ['.gitignore', '.gitattributes', 'x.git/config', 'git/config'],
  ['HEAD', 'a/objects/x', 'a/refs/x'],
])('%j', (...paths) => {
  requireSafePaths(paths, 'runs/x.json');
});

test.each([
  [['../x'], 'leads elsewhere'],
  [['a/../../x'], 'leads elsewhere'],
  [['..'], 'leads elsewhere'],
  [['.'], 'leads elsewhere'],
  [[''], 'leads elsewhere'],
  [['a//b'], 'leads elsewhere'],
  [['a/'], 'leads elsewhere'],
  [['/etc/passwd'], 'absolute'],
  [['C:/x'], 'colon'],
  [['c:x'], 'colon'],
  [['a.txt:hidden'], 'colon'],
  [['..\\x'], 'backslash'],
  [['\\\\server\\share'], 'backslash'],
  [['a\u0000b'], 'control character'],
  [['a\nb'], 'control character'],
  [['.git/config'], 'repository of git'],
  [['a/.GIT/hooks/x'], 'repository of git'],
  [['.git'], 'repository of git'],
  [['.git. /config'], 'repository of git'],
  [['.g\u200cit/config'], 'repository of git'],
  [['GIT~1/config'], 'repository of git'],
  [['x/HEAD', 'x/config', 'x/objects/y', 'x/refs/y'], 'repository of git'],
  [['head', 'Objects/y', 'REFS/y'], 'repository of git'],
  [['HEAD', 'commondir', 'c/config'], 'repository of git'],
  [['x/Head', 'x/CommonDir'], 'repository of git'],
  [['a', 'a/b'], 'of a file and of a folder'],
  [['a/b', 'a'], 'of a file and of a folder'],
  [['a', 'b', 'a'], 'is there twice'],
])('%j is refused', (paths, said) => {
  const check = () => requireSafePaths(paths, 'runs/x.json');
  expect(check).toThrow(UserError);
  expect(check).toThrow(/^E_PATH_NAME: .*runs\/x\.json/);
  expect(check).toThrow(said);
});

test('of many only some are named', () => {
  const paths = Array.from({ length: 1000 }, (_, index) => `../${index}`);
  expect(() => requireSafePaths(paths, 'r')).toThrow(expect.objectContaining({ faults: expect.any(Array) }));
  try {
    requireSafePaths(paths, 'r');
  } catch (error) {
    expect((error as UserError).faults).toHaveLength(5);
  }
});
