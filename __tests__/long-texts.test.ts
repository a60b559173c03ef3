// What others hand us may be as long as a file, a request or a comment may be: whatever it is made of, a look at it has to end.

import { parseGpus } from '../src/collect/gpu.js';
import { instantOf, metricOfText, stepOf } from '../src/collect/values/metric-values.js';
import { unexpanded } from '../src/collect/values/unexpanded.js';
import { spelled } from '../src/core/compare/spelled.js';
import { errorLine } from '../src/core/error-line.js';
import { requireSafePaths } from '../src/core/fetch/places.js';
import { parseModelUri } from '../src/core/fetch/uri.js';
import { contradicted } from '../src/core/lineage/data-tags.js';
import { parseReference } from '../src/core/lineage/reference.js';
import { parseRange } from '../src/core/lineage/version-range.js';
import { meaningOfVariable } from '../src/core/redact/keys.js';
import { secretsOf } from '../src/core/redact/secrets.js';
import { ANSWER_COMMENT } from '../src/core/registry/confirm/comment.js';
import { remoteRepositoryOf } from '../src/core/remote-repository.js';
import { withoutTrailing } from '../src/core/without-trailing.js';
import { parseRequirements } from '../src/formats/requirements.js';
import { isNumberText } from '../src/mlflow/protocol/number-texts.js';
import { below } from '../src/mlflow/protocol/uris.js';
import { uploadName } from '../src/stores/upload-name.js';

/** In quadratic time each case takes minutes, and the runner gives up long before. */
const many = (text: string) => text.repeat(200_000);

test.each<[string, () => unknown, unknown]>([
  ['a metric of digits that is none', () => metricOfText(`${many('1')}x`), undefined],
  ['a step', () => stepOf(`${many('1')}x`), undefined],
  ['a time', () => instantOf(`${many('1')}x`), undefined],
  ['a number of a request', () => isNumberText(`${many('0')}E`), false],
  ['a number between blanks', () => isNumberText(`${many(' ')}x`), false],
  ['a value of a param', () => spelled(`1${many('0')}x`), undefined],
  ['a line of a table of requirements', () => parseRequirements(`${many('\t')}x`, 'p'), ['x']],
  [
    'a comment that approves nothing',
    () => ANSWER_COMMENT.test(`/approve ${'a'.repeat(32)}${many(' ')}x\ny`),
    false,
  ],
  ['a line of standard error', () => errorLine([`error${many(' ')}x`])?.length, 200_006],
  ['a GPU', () => parseGpus(`a${many(' ')}`), []],
  [
    'an input that looks like variables',
    () => unexpanded({ tags: `a=${many('$' + '{{').slice(0, 200_000)}` }),
    [],
  ],
  ['the end of a name', () => uploadName('model', `a${many('.')}b`, 'c'.repeat(32)).length < 200, true],
  ['the name of a variable', () => meaningOfVariable(`${many('A1')}_`), 'none'],
  ['the value of a variable', () => secretsOf({ MY_TOKEN: `${many('A')}${many(' ')}!` }).length > 0, true],
  ['the address of a remote', () => remoteRepositoryOf(`https://github.com/${many('/')}x y`), null],
  ['a place of artifacts', () => below(`s3://b${many('/')}x`, 'a').length, 200_009],
  ['a name that a dataset has', () => contradicted(`${many('0')}_`, [{ name: 'a', version: '1' }]), []],
  ['a text that ends otherwise', () => withoutTrailing(`${many('/')}x`, '/').length, 200_001],
])('%s', (_, look, expected) => {
  expect(look()).toEqual(expected);
});

test.each<[string, () => unknown]>([
  ['a path of a record', () => requireSafePaths([`a${many('. ')}b`, `.git${many(' ')}`], 'x')],
  ['a URI of a run', () => parseModelUri(`runs:/${many('/')}`)],
  ['a URI of a model', () => parseModelUri(`models:/a${many('/@')}b`)],
  ['a reference to a run', () => parseReference(`runs:/${many('/')}x\0`)],
  ['a range of times', () => parseRange(`first-used:${many('..')}`)],
])('%s is refused', (_, look) => {
  expect(look).toThrow();
});
