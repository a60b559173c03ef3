import { clashingName, decodeName, encodeName } from '../../src/core/names.js';

test.each([
  ['clf_orders', 'clf_orders'],
  ['Model-1.2', 'Model-1.2'],
  ['a/b', 'a%2Fb'],
  ['../../etc', '..%2F..%2Fetc'],
  ['50% off', '50%25%20off'],
  ['prévision', 'pr%C3%A9vision'],
  ['模型', '%E6%A8%A1%E5%9E%8B'],
  ['🙂', '%F0%9F%99%82'],
  ['-rf', '-rf'],
  ['...', '...'],
  ['con', 'con'],
  ['name.', 'name.'],
  ['__proto__', '__proto__'],
  ['a'.repeat(200), 'a'.repeat(200)],
])('%j is %j in a path, and back', (name, encoded) => {
  expect(encodeName(name)).toBe(encoded);
  expect(decodeName(encoded)).toBe(name);
});

test.each([
  ['', 'empty'],
  ['.', 'folder'],
  ['..', 'folder'],
  ['.git', 'file of git'],
  ['.GitModules', 'file of git'],
  ['a\nb', 'control'],
  ['a\0b', 'control'],
  ['\u007f', 'control'],
  ['a\u0085b', 'control'],
  ['a\u2028b', 'control'],
  ['\ud800', 'broken Unicode'],
  ['a'.repeat(201), '201 bytes'],
  ['é'.repeat(34), '204 bytes'],
])('%j is refused', (name, why) => {
  expect(() => encodeName(name, 'model')).toThrow(expect.objectContaining({ name: 'UserError' }));
  expect(() => encodeName(name, 'model')).toThrow(why);
  expect(() => encodeName(name, 'model')).toThrow('(model)');
});

test.each([
  ['%41', 'is another way to write A'],
  ['%2f', 'has lower-case digits'],
  ['%', 'is cut short'],
  ['a b', 'was not encoded'],
  ['%FF', 'is no UTF-8'],
  ['%C0%AF', 'is overlong UTF-8'],
  ['%ED%A0%80', 'is a surrogate'],
  ['é', 'was not encoded'],
  ['..', 'is a folder'],
  ['', 'is empty'],
  ['a%0Ab', 'holds a line feed'],
])('%j is no encoded name: it %s', (encoded) => {
  expect(decodeName(encoded)).toBeUndefined();
});

test('names that differ only in case or Unicode form clash', () => {
  expect(clashingName('Orders', ['users', 'orders'])).toBe('orders');
  expect(clashingName('pr\u00e9vision', ['pre\u0301vision'])).toBe('pre\u0301vision');
  expect(clashingName('STRASSE', ['straße'])).toBe('straße');
  expect(clashingName('orders', ['orders', 'users'])).toBeUndefined();
});
