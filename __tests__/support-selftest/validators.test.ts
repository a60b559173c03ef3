import { readdir } from 'node:fs/promises';
import { OpenApi } from '../support/github/openapi.js';
import { Validators } from '../support/github/validators.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const SCHEMA = {
  type: 'object',
  properties: { id: { type: 'integer' }, at: { type: 'string', format: 'date-time' } },
  required: ['id'],
  additionalProperties: false,
};

let folder: string;
beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(async () => {
  await removeDir(folder);
});

it('a kept validator says what the one says that was made, and its schema is not asked for again', async () => {
  const values = [{ id: 1, at: '2026-01-02T03:04:05Z' }, { id: 'x' }, { at: 'now' }, { id: 1, more: 1 }, []];
  const said = (validators: Validators, schema: () => Record<string, unknown>) => {
    const validator = validators.get('one', false, schema);
    return values.map((value) => [validator(value), validator.errors]);
  };
  const made = said(new Validators(folder), () => SCHEMA);
  expect(made.map(([valid]) => valid)).toEqual([true, false, false, false, false]);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.cjs$/)]);
  const kept = said(new Validators(folder), () => {
    throw new Error('asked again');
  });
  expect(kept).toEqual(made);
});

it('texts are taken for numbers where that is wanted, and nowhere else', () => {
  for (const validators of [new Validators(folder), new Validators(folder)]) {
    expect(validators.get('one', true, () => SCHEMA)({ id: '7' })).toBe(true);
    expect(validators.get('one', false, () => SCHEMA)({ id: '7' })).toBe(false);
  }
});

it("GitHub's description knows what there is and refuses what there is not", async () => {
  const api = await OpenApi.load();
  expect(api.has('GET', '/repos/{owner}/{repo}')).toBe(true);
  expect(api.has('PATCH', '/zen')).toBe(false);
  expect(api.has('GET', '/constructor')).toBe(false);
  expect(api.findTemplate('GET', '/repos/octo/models/issues/7')).toBe(
    '/repos/{owner}/{repo}/issues/{issue_number}',
  );
  const answer = { status: 200, contentType: 'application/json', body: [{ id: 'seven' }] };
  expect(api.checkResponse('GET', '/user/emails', answer)).toContainEqual(
    expect.stringContaining("must have required property 'email'"),
  );
});
