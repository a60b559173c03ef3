import { startable } from '../../../src/collect/command/windows-batch.js';

const env = { Path: 'C:\\node;C:\\conda\\bin', ComSpec: 'C:\\Windows\\System32\\cmd.exe' };
const files = new Set(['c:\\node\\npm.cmd', 'c:\\conda\\bin\\conda.bat', 'c:\\node\\node.exe']);
const isFile = (file: string) => files.has(file.toLowerCase());
const start = (...argv: string[]) => startable({ argv, env }, isFile);

test('a batch file of the PATH is started by cmd', () => {
  expect(start('npm', 'run', 'train')).toEqual({
    argv: [env.ComSpec, '/d', '/s', '/c', '"C:\\node\\npm.cmd ^^^"run^^^" ^^^"train^^^""'],
    verbatim: true,
  });
  expect(start('conda').argv.at(-1)).toBe('"C:\\conda\\bin\\conda.bat"');
  expect(start('D:/my tools/x.CMD').argv.at(-1)).toBe('"D:\\my^ tools\\x.CMD"');
});

test('nothing in an argument reaches cmd as more than text', () => {
  const line = start('npm', 'a&calc %PATH% "q" !x! back\\').argv.at(-1) ?? '';
  expect(line).toBe(
    '"C:\\node\\npm.cmd ^^^"a^^^&calc^^^ ^^^%PATH^^^%^^^ \\^^^"q\\^^^"^^^ ^^^!x^^^!^^^ back\\\\^^^""',
  );
});

test('programs, unknown names and lines for cmd itself stay as they are', () => {
  for (const argv of [['node', '-v'], ['no-such'], ['C:\\x\\y.exe', 'a'], []]) {
    expect(start(...argv).argv).toEqual(argv);
  }
  const own = { argv: ['npm', '"x"'], env, verbatim: true };
  expect(startable(own, isFile)).toBe(own);
});
