import { isCommand } from '../../../src/commands/promote/comment-decision.js';
import { type PromoteTexts, promoteRequestOf } from '../../../src/commands/promote/request.js';

const texts = (more: Partial<PromoteTexts>): PromoteTexts => ({
  ...{ model: 'clf', version: '3', stage: 'Production', reason: '', archiveExisting: null },
  ...{ rollback: false, override: false, dryRun: false },
  ...more,
});

test('model and version in the wrong order are told with the order, beside all else that is wrong', () => {
  const swapped = () => promoteRequestOf(texts({ model: '3', version: 'clf' }));
  expect(swapped).toThrow(
    /`reason` is empty[\s\S]*`version` is "clf", and `model` is "3".*MODEL VERSION STAGE/,
  );
  expect(() => promoteRequestOf(texts({ version: 'clg', reason: 'x' }))).toThrow(
    /`version` is "clg" .*Use a number/,
  );
  for (const version of ['3', 'latest', '@champion', 'staging', ''])
    expect(promoteRequestOf(texts({ model: '7', version, reason: 'x' })).stage).toBe('Production');
});

test('None cannot be rolled back', () => {
  const back = (stage: string) =>
    promoteRequestOf(texts({ version: '', stage, reason: 'x', rollback: true }));
  expect(() => back('none')).toThrow(/`stage` is None, where every version begins: it cannot be rolled back/);
  expect(back('Staging').rollback).toBe(true);
});

test('a command in capitals is for us as well, so that it gets a reply', () => {
  expect(['/approve x', '/Approve x', '/REJECT'].map(isCommand)).toEqual([true, true, true]);
  expect(['I /approve', '/approved', 'approve'].map(isCommand)).toEqual([false, false, false]);
});
