import { UserError } from '../../../src/core/errors.js';
import { requireNewAliases } from '../../../src/core/registry/alias-names.js';

const where = 'argument ALIAS';

test.each(['Production', 'staging', 'ARCHIVED', 'none', 'Ｐroduction'])(
  'a new alias %s would be taken for a stage; one that is there goes on moving',
  (alias) => {
    expect(() => requireNewAliases([alias], { held: ['champion'], where })).toThrow(UserError);
    expect(() => requireNewAliases([alias], { held: [alias], where })).not.toThrow();
  },
);

test('a word that only holds the name of a stage is an alias like others', () => {
  expect(() => requireNewAliases(['production-eu', 'prod'], { held: [], where })).not.toThrow();
});
