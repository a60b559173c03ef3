import { judged, policy, told } from '../support.js';

/** What the gate says of a model by this name. */
function saidOf(subject: string, { names = ['clf', 'ranker'], is_given = true, keys = ['clf'] } = {}) {
  const rules = policy({ models: Object.fromEntries(keys.map((key) => [key, {}])) });
  return judged(rules, { subject, registered: { names, is_given } });
}

test.each(['cfl', 'Clf', 'cIf', 'clff'])(
  '`model: %s` beside a registered `clf` is an error that names it',
  (name) => {
    const judgement = saidOf(name);
    expect(told(judgement)).toEqual(['model.unknown error']);
    const [{ message, mend } = { message: '', mend: '' }] = judgement.findings;
    expect(message).toContain('one is called `clf`, whose rules and Production version are not taken');
    expect(mend).toContain('`model: clf`');
    expect(mend).toContain(`\`models: { '${name}': {} }\``);
  },
);

test('a new model can have its first run: said, and no error', () => {
  expect(told(saidOf('forecast'))).toEqual(['model.unknown notice']);
  expect(told(saidOf('forecast', { names: [] }))).toEqual(['model.unknown notice']);
  // Called as people call a second one.
  expect(told(saidOf('ranker2'))).toEqual(['model.unknown warning']);
  // One that the policy names is meant.
  expect(told(saidOf('clff', { keys: ['clf', 'clff'] }))).toEqual(['model.unknown notice']);
  expect(told(saidOf('clf'))).toEqual([]);
});

test('rules for a name that no registered model has, nearly that of the one that is judged', () => {
  const judgement = saidOf('clf', { keys: ['cfl'] });
  expect(told(judgement)).toEqual(['model.unknown error']);
  expect(judgement.findings[0]?.message).toContain('`cfl`, which no registered model is called');
  expect(told(saidOf('Churn', { is_given: false, keys: ['churn'] }))).toEqual(['model.unknown error']);
  expect(told(saidOf('ranker', { keys: ['ranker_b'] }))).toEqual(['model.unknown notice']);
  // Both have rules, so that both are meant; one is registered; a glob is no name.
  expect(told(saidOf('clf', { keys: ['cfl', 'clf'] }))).toEqual([]);
  expect(told(saidOf('clf', { names: ['clf', 'clff'], keys: ['clff'] }))).toEqual([]);
  expect(told(saidOf('clf', { keys: ['cl?', 'cf*'] }))).toEqual([]);
});

test('an experiment may be called as it likes, and is warned of where that looks like a slip', () => {
  expect(told(saidOf('train', { is_given: false }))).toEqual([]);
  expect(told(saidOf('rankers', { is_given: false }))).toEqual(['model.unknown warning']);
  expect(told(saidOf('ranker_b', { is_given: false }))).toEqual([]);
});

test('nothing is said where nobody looked, as where the model is being registered', () => {
  expect(told(judged(policy({}), { subject: 'cfl' }))).toEqual([]);
});
