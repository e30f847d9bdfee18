import { fit, record, type Reader } from '../protocol/reader.js';
import type { Ports } from './ports.js';

const has = (value: unknown, ...methods: ReadonlyArray<string>): boolean =>
  typeof value === 'object' &&
  value !== null &&
  methods.every((name) => name in value && typeof Reflect.get(value, name) === 'function');

const callable = <T>(): Reader<T> => fit('must be a function', (value): value is T => typeof value === 'function');

const observable = <T>(): Reader<T> =>
  fit('must be an observable', (value): value is T => has(value, 'subscribe', 'pipe'));

const read = record<Ports>({
  clock: fit('must be an RxJS scheduler', (value): value is Ports['clock'] => has(value, 'now', 'schedule')),
  random: callable(),
  newId: callable(),
  http: callable(),
  openSocket: callable(),
  online$: observable(),
  visible$: observable(),
});

/** The platform's ports, but for those that a caller gives. Throws an `InvalidArgumentError` that names the port. */
export const readPorts = (given: unknown, platform: Ports): Ports =>
  given === undefined ? platform : (read('ports', given, platform) ?? platform);
