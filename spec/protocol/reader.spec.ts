import { fit, fromTo, record, wholeFromTo, type Reader } from '../../lib/protocol/reader.js';
import { refusalOf } from './refusal-of.js';

interface Shape {
  readonly size: number;
  readonly inner: { readonly name: string };
}

const text: Reader<string> = fit('must be text', (value): value is string => typeof value === 'string');
const readShape = record<Shape>({ size: wholeFromTo(1, 9), inner: record<Shape['inner']>({ name: text }) });
const PRESENT: Shape = { size: 5, inner: { name: 'a' } };

describe('wholeFromTo', () => {
  it('takes both ends and the exception', () => {
    const read = wholeFromTo(1, 9, Infinity);
    expect([1, 9, Infinity].map((value) => read('size', value, 5))).toEqual([1, 9, Infinity]);
  });

  it.each([0, 10, 1.5, NaN, -Infinity, '5', null, 5n, {}])('refuses %p', (value) =>
    expect(refusalOf(() => wholeFromTo(1, 9, Infinity)('size', value, 5))).toMatchObject({
      message: 'size must be a whole number from 1 to 9, or Infinity',
    }),
  );
});

describe('fromTo', () => {
  it('takes fractions', () => expect(fromTo(0.5, 9)('size', 0.75, 5)).toBe(0.75));
  it.each([0.4, 9.1, NaN, Infinity, '5', null])('refuses %p', (value) =>
    expect(refusalOf(() => fromTo(0.5, 9)('size', value, 5))).toMatchObject({
      message: 'size must be a number from 0.5 to 9',
    }),
  );
});

describe('record', () => {
  it('changes what is given and keeps the rest', () => {
    expect(readShape('shape', { inner: { name: 'b' } }, PRESENT)).toEqual({ size: 5, inner: { name: 'b' } });
    expect(readShape('shape', { size: undefined, inner: { name: undefined } }, PRESENT)).toEqual(PRESENT);
  });

  it('reads what is inherited, as an object of a class has it', () =>
    expect(readShape('shape', Object.create({ size: 7 }), PRESENT)).toEqual({ ...PRESENT, size: 7 }));

  it.each<readonly [string, unknown]>([
    ['shape', null],
    ['shape', 'text'],
    ['shape', []],
    ['shape.size', { size: 10 }],
    ['shape.sise', { sise: 5 }],
    ['shape.inner', { inner: null }],
    ['shape.inner.name', { inner: { name: 5 } }],
    ['shape.inner.nam', { inner: { nam: 'b' } }],
    ['shape', { 'not a name': 5 }],
  ])('names %s', (field, given) =>
    expect(refusalOf(() => readShape('shape', given, PRESENT))).toMatchObject({ field }),
  );
});
