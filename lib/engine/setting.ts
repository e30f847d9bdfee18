import { fromTo, record, wholeFromTo, type Reader } from '../protocol/reader.js';

/** One thing that can be set: what it is by default, and how what a caller gives for it is read. */
export interface Setting<T> {
  readonly initial: T;
  readonly read: Reader<T>;
}

/** The settings of an object, by name. */
export type Settings<T> = { readonly [Name in keyof T]-?: Setting<T[Name]> };

/** Nearly 25 days: platforms run a timer at once when it is set for longer. */
const LONGEST_MS = 2_147_483_647;

/** A duration in whole milliseconds: `from` at the least, `to` at the most, or the one that means something of its own. */
export const duration = (initial: number, from = 0, to = LONGEST_MS, exception?: number): Setting<number> => ({
  initial,
  read: wholeFromTo(from, to, exception),
});

/** A whole number of things. */
export const count = (initial: number, from: number, to: number): Setting<number> => ({
  initial,
  read: wholeFromTo(from, to),
});

/** A number that need not be whole. */
export const amount = (initial: number, from: number, to: number): Setting<number> => ({
  initial,
  read: fromTo(from, to),
});

/** An object of settings, of which a caller may give some. Its default is frozen: it is everybody's. */
export function group<T extends object>(settings: Settings<T>): Setting<T>;
export function group(settings: Settings<Readonly<Record<string, unknown>>>): Setting<object> {
  const each = <V>(of: (setting: Setting<unknown>) => V): Record<string, V> =>
    Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, of(setting)]));
  return { initial: Object.freeze(each(({ initial }) => initial)), read: record(each(({ read }) => read)) };
}
