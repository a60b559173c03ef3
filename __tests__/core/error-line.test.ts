import { errorLine } from '../../src/core/error-line.js';

const lines = (text: string) => text.replace(/^\n/, '').split('\n');

test.each([
  [
    'the end of a traceback, not what is printed after it',
    `
Loading data
Traceback (most recent call last):
  File "/w/train.py", line 3, in <module>
    import sklearn
ModuleNotFoundError: No module named 'sklearn'
wandb: waiting for uploads

`,
    "ModuleNotFoundError: No module named 'sklearn'",
  ],
  [
    'the last of several exceptions',
    `
Traceback (most recent call last):
  File "a.py", line 1, in f
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "a.py", line 3, in <module>
RuntimeError: CUDA out of memory
  tried to allocate 2 GiB
`,
    'RuntimeError: CUDA out of memory',
  ],
  [
    'a traceback whose header is gone',
    `
    return self._call(x)
           ^^^^^^^^^^^^^
  File "deep.py", line 9, in forward
    raise Stop
custom.StopTraining
`,
    'custom.StopTraining',
  ],
  [
    'one of several processes',
    `
[rank1]: Traceback (most recent call last):
[rank1]:   File "t.py", line 2, in <module>
[rank1]:     x()
[rank1]: ValueError: bad shape
`,
    'ValueError: bad shape',
  ],
  [
    'Node, whose stack stands below',
    `
node:internal/modules/cjs/loader:1143
  throw err;
  ^

Error: Cannot find module '/x.js'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1140:15) {
  code: 'MODULE_NOT_FOUND',
}

Node.js v20.11.0
`,
    "Error: Cannot find module '/x.js'",
  ],
  [
    'R, which says it on two lines',
    'Error in readRDS("x.rds") :\n  cannot open the connection\nExecution halted',
    'Error in readRDS("x.rds") : cannot open the connection',
  ],
  [
    'a shell',
    'train.sh: line 3: train.py: No such file or directory\n\n',
    'train.sh: line 3: train.py: No such file or directory',
  ],
  [
    'an error, not the progress around it',
    'epoch 1, error 0.21\nfatal: no space left\nepoch 2, error: 0.19\n 45%|####      | 45/100 [00:03<00:04, 12.1it/s]\n-----',
    'fatal: no space left',
  ],
  ['the last line that is no progress', 'giving up\n100%|##########| 9/9\n   ', 'giving up'],
])('%s', (_, text, line) => {
  expect(errorLine(lines(text))).toBe(line);
});

test('nothing where nothing was said', () => {
  expect(errorLine([])).toBeNull();
  expect(errorLine(['', '  ', '====', '50%|###'])).toBeNull();
});
