import fc from 'fast-check';

/** Names that objects have of themselves, or that the language looks for. */
const NAMES = ['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then'];

/** Half of them the one that an assignment would not take for a name. */
const anyName = fc.oneof(fc.constant('__proto__'), fc.constantFrom(...NAMES));

/** What may stand under such a name: what looks like a part of a frame, an item or an answer, and what does not. */
const PAYLOADS: ReadonlyArray<unknown> = [
  { polluted: true },
  { polluted: true, Id: 'polluted', topic: 'aws/chat', Url: 'http://polluted.invalid', length: 7 },
  { prototype: { polluted: true } },
  ['polluted'],
  'polluted',
  7,
  null,
];

/** A text of JSON with such names in some of its objects, at any depth. */
export const poisoned = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.record({ place: fc.nat(), name: anyName, value: fc.constantFrom(...PAYLOADS) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((doses) => {
      const root: unknown = JSON.parse(text);
      const places = objectsIn(root);
      for (const { place, name, value } of doses) {
        const at = places[place % places.length];
        // Not an assignment, which would do to this spec what it is about.
        if (at !== undefined) Object.defineProperty(at, name, { value, enumerable: true, configurable: true });
      }
      return JSON.stringify(root);
    });

const objectsIn = (value: unknown): ReadonlyArray<object> => {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value, ...inside];
};

/** The objects of a value whose prototype is not the one that they were born with. */
export const changelings = (value: unknown): ReadonlyArray<object> => {
  if (typeof value !== 'object' || value === null) return [];
  const born: unknown = Array.isArray(value) ? Array.prototype : value instanceof Error ? undefined : Object.prototype;
  const inside = Reflect.ownKeys(value).flatMap((key) =>
    changelings(Object.getOwnPropertyDescriptor(value, key)?.value),
  );
  return born === undefined || Object.getPrototypeOf(value) === born ? inside : [value, ...inside];
};
