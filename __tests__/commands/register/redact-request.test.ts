import { redactRequest } from '../../../src/commands/register/redact-request.js';
import { UserError } from '../../../src/core/errors.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { RecordingLog } from '../../ledger/fixtures.js';

const S = 'xK9mP2qLw8';
const redactor = createRedactor([
  { name: 'MY_SERVICE_TOKEN', value: S },
  { name: 'DB_PASSWORD', value: 'champion' },
]);
const request = {
  model: 'clf',
  run_id: '01a1fcd5bbe5703381d71515631610fb',
  model_path: null,
  description: null,
  aliases: ['champion'],
  tags: {},
};

test('texts and tags have their secrets replaced, one line says so, and a weak one in a name is let be', () => {
  const log = new RecordingLog();
  const tags = { by: `me ${S}`, upload_secret: 'xyzzy', team: 'champion', pad_token: '[PAD]' };
  expect(redactRequest({ ...request, description: `see ${S}`, tags }, { redactor, log })).toEqual({
    ...request,
    description: 'see [redacted]',
    tags: { by: 'me [redacted]', upload_secret: '[redacted]', team: 'champion', pad_token: '[PAD]' },
  });
  expect(log.lines).toEqual([
    'Replaced by [redacted] in the version: description (value of the variable MY_SERVICE_TOKEN), tags.by (value of the variable MY_SERVICE_TOKEN), tags.upload_secret (its key means a credential).',
  ]);
});

test('without a secret nothing changes and nothing is said', () => {
  const log = new RecordingLog();
  expect(redactRequest(request, { redactor, log })).toEqual(request);
  expect(log.lines).toEqual([]);
});

test('a strong secret in any name is a fault, and no fault tells it', () => {
  const wrong = {
    ...request,
    model: `clf ${S}`,
    model_path: `m/${S}`,
    aliases: [`a-${S}`],
    tags: { [S]: 'x', fine: 'y' },
  };
  let error: unknown;
  try {
    redactRequest(wrong, { redactor, log: new RecordingLog() });
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(UserError);
  const faults = error instanceof UserError ? error.faults : [];
  expect(faults.map(({ where }) => where)).toEqual([
    'input model',
    'input model-path',
    'input aliases',
    'input tags',
  ]);
  expect(JSON.stringify(faults)).not.toContain(S);
});
