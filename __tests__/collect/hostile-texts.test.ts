import { StderrTail } from '../../src/collect/command/stderr-tail.js';
import { startable } from '../../src/collect/command/windows-batch.js';
import { parseDatasets } from '../../src/collect/dataset-lines.js';
import { repositoryOf } from '../../src/collect/git/remote.js';
import { parseGpuSample, parseGpus } from '../../src/collect/gpu.js';
import { choosePythons } from '../../src/collect/python/choice.js';
import { instantOf, metricOfText, stepOf } from '../../src/collect/values/metric-values.js';
import { unexpanded } from '../../src/collect/values/unexpanded.js';
import { plainScalar } from '../../src/collect/values/yaml-scalars.js';
import { UserError } from '../../src/core/errors.js';
import { breathe, hostileTexts } from '../support/hostile-texts.js';

const READERS: readonly [name: string, read: (text: string) => unknown][] = [
  ['a number of a metric', (text) => [metricOfText(text), stepOf(text), instantOf(text)]],
  ['a scalar of YAML', plainScalar],
  ['what a command says', (text) => new StderrTail().add(Buffer.from(text))],
  ['the script of a step', (text) => choosePythons({ seen: [], env: {}, cwd: '/', script: text })],
  ['a line of datasets', (text) => parseDatasets(`orders=v1${text}`)],
  ['what is for a shell', (text) => unexpanded({ params: text })],
  ['what nvidia-smi says', (text) => [parseGpus(`A, ${text}`), parseGpuSample(`1, ${text}`)]],
  ['the address of a remote', (text) => repositoryOf(`https://h/${text}`, 'https://h')],
  ['an argument', (text) => startable({ argv: ['C:\\\\a.cmd', text], env: {} })],
];

test.each(READERS)('%s is read or refused in moments, whatever it is', async (_, read) => {
  for (const text of hostileTexts(300_000)) {
    await breathe();
    await refusedOrRead(read, text);
  }
});

async function refusedOrRead(read: (text: string) => unknown, text: string): Promise<void> {
  try {
    await read(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
