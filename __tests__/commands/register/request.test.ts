import { registerRequestOf } from '../../../src/commands/register/request.js';

const RUN = '01a1fcd5bbe5703381d71515631610fb';
const TEXTS = { model: 'clf', runId: RUN, modelPath: '', description: '', aliases: '', tags: '' };

test('a request from texts', async () => {
  const texts = { ...TEXTS, modelPath: 'out/model/', aliases: 'champion, blue\ngreen', tags: 'team=risk' };
  expect(await registerRequestOf(texts)).toEqual({
    model: 'clf',
    run_id: RUN,
    model_path: 'out/model',
    description: null,
    aliases: ['champion', 'blue', 'green'],
    tags: { team: 'risk' },
  });
});

test.each([
  ['./out/model', 'out/model'],
  ['out//./model/', 'out/model'],
  ['.', '.'],
  ['', null],
])('the model path %p is %p of the record', async (modelPath, model_path) => {
  expect(await registerRequestOf({ ...TEXTS, modelPath })).toMatchObject({ model_path });
});

test.each(['', '..', 'a/b', 'a:b', 'a@b', 'a\nb', 'x'.repeat(201)])('%p is no model name', async (model) => {
  await expect(registerRequestOf({ ...TEXTS, model })).rejects.toThrow(/E_NAME_INVALID.*input model/);
});

test.each(['latest', 'v3', '7', 'a@b'])('%p is no alias', async (aliases) => {
  await expect(registerRequestOf({ ...TEXTS, aliases })).rejects.toThrow(/E_NAME_INVALID.*input aliases/);
});

test('every fault is told at once', async () => {
  const texts = { ...TEXTS, model: 'a/b', runId: 'x', aliases: 'v1', tags: 'team' };
  await expect(registerRequestOf(texts)).rejects.toMatchObject({
    faults: ['E_NAME_INVALID', 'E_NAME_INVALID', 'E_TAG_INVALID', 'E_INPUT_INVALID'].map((code) => ({
      code,
    })),
  });
});
