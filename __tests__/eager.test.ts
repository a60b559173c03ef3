import path from 'node:path';
import { pathToFileURL } from 'node:url';

const script = path.join(import.meta.dirname, '..', 'scripts', 'eager.mjs');
const { compileModulesWithFile } = (await import(pathToFileURL(script).href)) as {
  compileModulesWithFile: (code: string) => string;
};

test('the modules of a chunk are functions in parentheses, and nothing else of it is changed', () => {
  const chunk =
    'export const id=7;export const modules={1234:(e,t)=>{t.a={5:()=>1}},56:function(e){e.b=(0,e.c)(n=>n)}};';
  expect(compileModulesWithFile(chunk)).toBe(
    'export const id=7;export const modules={1234:(function(e,t){t.a={5:()=>1}}),56:(function(e){e.b=(0,e.c)(n=>n)})};',
  );
});

test('a module that waits goes on waiting, one without a block gives what it gave', () => {
  const chunk = 'export const modules={1:async(e,t)=>{await t()},2:e=>e.exports=3,3:()=>({a:1})};';
  expect(compileModulesWithFile(chunk)).toBe(
    'export const modules={1:(async function(e,t){await t()}),2:(function(e){return e.exports=3}),3:(function(){return {a:1}})};',
  );
});

test('the table of the first file is one, other tables are not', () => {
  const first = 'var e={9:(e,t,n)=>{}},t={},n={a:()=>1,3:2},r={4(){}};export{t as x};';
  expect(compileModulesWithFile(first)).toBe(
    'var e={9:(function(e,t,n){})},t={},n={a:()=>1,3:2},r={4(){}};export{t as x};',
  );
});
