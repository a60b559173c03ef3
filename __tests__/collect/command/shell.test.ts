import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellCommand, writeScript } from '../../../src/collect/command/shell.js';
import { UserError } from '../../../src/core/errors.js';
import { realPython, run } from '../../support/command.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;
let folder: string;

beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

const linux = (shell: string, scriptPath = '/tmp/a b.sh') =>
  shellCommand({ shell, scriptPath, env: {}, platform: 'linux' });

test.each([
  ['bash', ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '/tmp/a b.sh']],
  ['Bash', ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '/tmp/a b.sh']],
  [' sh ', ['sh', '-e', '/tmp/a b.sh']],
  ['python', ['python', '/tmp/a b.sh']],
  ['pwsh', ['pwsh', '-command', ". '/tmp/a b.sh'"]],
  ['powershell', ['powershell', '-command', ". '/tmp/a b.sh'"]],
  ['perl {0}', ['perl', '/tmp/a b.sh']],
  ['bash -x {0}', ['bash', '-x', '/tmp/a b.sh']],
  ['env  A="b  c" sh\t-e {0} tail', ['env', 'A=b  c', 'sh', '-e', '/tmp/a b.sh', 'tail']],
  ['pwsh -command ". \'{0}\'"', ['pwsh', '-command', ". '/tmp/a b.sh'"]],
  ['x "" \\"q\\" --f={0} {{y}}', ['x', '', '"q"', '--f=/tmp/a b.sh', '{y}']],
  ['"/opt/my shell" {0}', ['/opt/my shell', '/tmp/a b.sh']],
])('%s means what it means to the runner', (shell, argv) => {
  expect(linux(shell)).toEqual({ argv, verbatim: false });
});

test('quotes and replacement patterns in the path of the script are only text', () => {
  expect(linux('pwsh', "/tmp/it's.ps1").argv.at(-1)).toBe(". '/tmp/it''s.ps1'");
  expect(linux('sh {0}', "/tmp/$& $1'{0}.sh").argv.at(-1)).toBe("/tmp/$& $1'{0}.sh");
});

test.each(['zsh', '', 'bash -x', 'fish -c', '{0'])('%j is refused with the names that are known', (shell) => {
  const error = expectUserError(() => linux(shell));
  expect(error.faults).toHaveLength(1);
  expect(error.faults[0]).toMatchObject({ code: 'E_INPUT_INVALID', where: 'shell' });
  expect(error.message).toContain('bash, sh, python, pwsh, powershell, cmd');
});

test('a name without {0} is shown with it', () => {
  expect(expectUserError(() => linux('zsh')).message).toContain('`zsh {0}`');
});

function expectUserError(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('on Windows', () => {
  const files = new Set<string>();
  const windows = (shell: string, env: Record<string, string>) =>
    shellCommand({
      shell,
      scriptPath: 'C:\\a b\\s.cmd',
      env,
      platform: 'win32',
      isFile: (file) => files.has(file.toLowerCase()),
    });
  beforeEach(() => files.clear());

  test('cmd is the one of ComSpec, with quotes of its own kind', () => {
    expect(windows('cmd', { COMSPEC: 'C:\\Windows\\System32\\cmd.exe' })).toEqual({
      argv: [
        'C:\\Windows\\System32\\cmd.exe',
        '/D',
        '/E:ON',
        '/V:OFF',
        '/S',
        '/C',
        '"CALL "C:\\a b\\s.cmd""',
      ],
      verbatim: true,
    });
  });

  test("bash is Git's, whatever stands before it on the PATH", () => {
    files.add('c:\\windows\\system32\\bash.exe').add('c:\\git\\bin\\bash.exe');
    const Path = '"C:\\Windows\\System32";C:\\Git\\bin';
    expect(windows('bash', { Path }).argv[0]).toBe('C:\\Git\\bin\\bash.exe');
  });

  test('bash is found beside git when only git is on the PATH', () => {
    files.add('c:\\windows\\system32\\bash.exe').add('d:\\tools\\git\\cmd\\git.exe');
    files.add('d:\\tools\\git\\bin\\bash.exe');
    const Path = 'C:\\Windows\\System32;D:\\tools\\Git\\cmd';
    expect(windows('bash', { Path }).argv[0]).toBe('D:\\tools\\Git\\bin\\bash.exe');
  });

  test('bash is found where Git is installed', () => {
    files.add('c:\\program files\\git\\bin\\bash.exe');
    expect(windows('bash', { Path: '', ProgramFiles: 'C:\\Program Files' }).argv[0]).toBe(
      'C:\\Program Files\\Git\\bin\\bash.exe',
    );
  });

  test('without Git any bash is better than none', () => {
    files.add('c:\\windows\\system32\\bash.exe');
    expect(windows('bash', { Path: 'C:\\Windows\\System32' }).argv[0]).toBe(
      'C:\\Windows\\System32\\bash.exe',
    );
    expect(windows('bash', { Path: 'C:\\other' }).argv[0]).toBe('bash');
  });
});

describe('the script file', () => {
  const written = async (shell: string, platform: NodeJS.Platform, script = 'a\r\nb\n') => {
    const file = await writeScript({ script, shell, folder, name: 'step', platform });
    return [file.slice(folder.length + 1), readFileSync(file, 'utf8')];
  };

  test.each([
    ['bash', 'step.sh'],
    ['sh', 'step.sh'],
    ['python', 'step.py'],
    ['perl {0}', 'step'],
    ['bash -x {0}', 'step.sh'],
    ['python -u {0}', 'step.py'],
  ])('of %s has the right ending and plain line feeds', async (shell, name) => {
    expect(await written(shell, 'linux')).toEqual([name, 'a\nb\n']);
  });

  test('has Windows line ends on Windows', async () => {
    expect(await written('bash', 'win32')).toEqual(['step.sh', 'a\r\nb\r\n']);
    expect(await written('cmd', 'win32')).toEqual(['step.cmd', '@echo off\r\na\r\nb\r\n']);
  });

  test.each(['pwsh', 'powershell'])('of %s stops at errors and keeps the exit code', async (shell) => {
    expect(await written(shell, 'linux', 'a')).toEqual([
      'step.ps1',
      "$ErrorActionPreference = 'stop'\na\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }",
    ]);
  });

  test('does not replace what is there', async () => {
    writeFileSync(join(folder, 'step.sh'), 'mine');
    await expect(written('sh', 'linux')).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test('of an unknown shell is not written', async () => {
    await expect(written('zsh', 'linux')).rejects.toThrow('E_INPUT_INVALID');
  });
});

describe('real shells', () => {
  const shellRun = async (shell: string, script: string, at = folder) => {
    mkdirSync(at, { recursive: true });
    const scriptPath = await writeScript({ script, shell, folder: at, name: 'lineage-step' });
    const command = shellCommand({ shell, scriptPath, env: process.env });
    return run(folder, command.argv, { verbatim: command.verbatim, cwd: at });
  };

  onUnix('bash stops at the first failure, also within a pipe', async () => {
    expect(await shellRun('bash', 'echo one; false | cat\necho two')).toMatchObject({
      exit_code: 1,
      stdout: 'one\n',
    });
  });

  onUnix('sh stops at the first failure', async () => {
    expect(await shellRun('sh', 'echo one\n(exit 3)\necho two')).toMatchObject({
      exit_code: 3,
      stdout: 'one\n',
    });
  });

  onUnix('a script with Windows line ends runs', async () => {
    const ran = await shellRun('bash', 'set -u\r\nfor i in 1 2; do\r\n  echo "n$i"\r\ndone\r\nexit 4\r\n');
    expect(ran).toMatchObject({ exit_code: 4, stdout: 'n1\nn2\n', stderr: '' });
  });

  onUnix('folders with blanks, quotes and letters of any script do no harm', async () => {
    const at = join(folder, `dir "q" it's $HOME \`x\` Größe 模型 -e`);
    expect(await shellRun('bash', 'pwd; exit 5', at)).toMatchObject({ exit_code: 5, stdout: `${at}\n` });
  });

  const perl = has('perl') && process.platform !== 'win32' ? test : test.skip;
  perl('a template runs any interpreter', async () => {
    const ran = await shellRun('env GREETING="hello  you" perl -w {0}', 'print $ENV{GREETING}; exit 6;');
    expect(ran).toMatchObject({ exit_code: 6, stdout: 'hello  you' });
  });

  const python = realPython() === null || !has('python') ? test.skip : test;
  python('python runs Python', async () => {
    const ran = await shellRun('python', 'import sys\nprint("Grüße")\nsys.exit(7)');
    expect(ran).toMatchObject({ exit_code: 7 });
  });

  const powershell = has('pwsh') ? test : test.skip;
  powershell('pwsh ends with the exit code of the last program', async () => {
    expect(await shellRun('pwsh', 'node -e "process.exit(8)"')).toMatchObject({ exit_code: 8 });
  });

  const cmd = process.platform === 'win32' ? test : test.skip;
  cmd('cmd ends with the exit code that the script gives', async () => {
    const ran = await shellRun('cmd', 'echo hi\nexit /b 9', join(folder, 'a b'));
    expect(ran).toMatchObject({ exit_code: 9, stdout: 'hi\r\n' });
  });
});
