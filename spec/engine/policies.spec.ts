import * as fc from 'fast-check';
import { InvalidArgumentError } from '../../lib/chat/errors.js';
import {
  DEFAULT_POLICIES,
  enginePolicies,
  sessionPolicies,
  type PolicyChanges,
  type SessionPolicyChanges,
} from '../../lib/engine/policies.js';

const SECRET = 'a-very-secret-value';
const { rates: RATES, ...OF_SESSION } = DEFAULT_POLICIES;
const NUMBERS = Object.keys(OF_SESSION).filter((name) => name !== 'history' && name !== 'restore');

/** What is wrong for every policy that is a number. */
const JUNK: ReadonlyArray<unknown> = [
  null,
  '5s',
  '5000',
  SECRET,
  '',
  NaN,
  -1,
  -Infinity,
  0.5,
  2 ** 31,
  Number.MAX_VALUE,
  5_000n,
  true,
  [],
  [5_000],
  {},
  new Date(5_000),
  () => 5_000,
  Symbol('5s'),
];

const refusalOf = (act: () => unknown): InvalidArgumentError => {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error;
    throw error;
  }
  throw new Error('not refused');
};

describe('DEFAULT_POLICIES', () => {
  it('are within their own ranges', () => expect(enginePolicies(DEFAULT_POLICIES)).toEqual(DEFAULT_POLICIES));

  it('cannot be changed, for they are everybody’s', () => {
    expect(Object.isFrozen(DEFAULT_POLICIES)).toBe(true);
    expect(Object.isFrozen(RATES)).toBe(true);
    expect(Object.values(RATES).every(Object.isFrozen)).toBe(true);
  });
});

describe.each<readonly [string, (changes: unknown) => unknown]>([
  ['enginePolicies', enginePolicies],
  ['sessionPolicies', (changes) => sessionPolicies(changes, DEFAULT_POLICIES)],
])('%s', (_, read) => {
  it.each(NUMBERS)('takes no junk for %s, and names it without its value', (name) => {
    for (const junk of JUNK) {
      const error = refusalOf(() => read({ [name]: junk }));
      expect(error.field).toBe(`policies.${name}`);
      expect(error.message).toMatch(/^policies\.\w+ must be a whole number from \d+ to \d+(, or \w+)?$/);
    }
  });

  it.each(NUMBERS.filter((name) => name !== 'sendDeadlineMs'))('has no endless %s', (name) =>
    expect(refusalOf(() => read({ [name]: Infinity })).field).toBe(`policies.${name}`),
  );

  it.each(NUMBERS.filter((name) => name.endsWith('Ms')))('sets no timer for %s that overflows', (name) => {
    const longest = Number(/to (\d+)/.exec(refusalOf(() => read({ [name]: NaN })).message)?.[1]);
    expect(longest).toBeLessThan(2 ** 31);
    expect(read({ [name]: longest })).toMatchObject({ [name]: longest });
    expect(refusalOf(() => read({ [name]: longest + 1 })).field).toBe(`policies.${name}`);
  });

  it.each<readonly [string, unknown]>([
    ['policies', null],
    ['policies', SECRET],
    ['policies', [SECRET]],
    ['policies', 5],
    ['policies.history', 'some'],
    ['policies.history', SECRET],
    ['policies.history', null],
    ['policies.history', 5],
    ['policies.history', [5]],
    ['policies.history.mostRecent', { mostRecent: SECRET }],
    ['policies.history.mostRecent', { mostRecent: -1 }],
    ['policies.history.mostRecent', { mostRecent: null }],
    ['policies.history.mostRecnt', { mostRecnt: 5 }],
  ])('names %s', (field, value) => {
    const error = refusalOf(() => read(field === 'policies' ? value : { history: value }));
    expect(error.field).toBe(field);
    expect(error.message).not.toContain(SECRET);
  });

  it('names a policy that there is none of', () =>
    expect(refusalOf(() => read({ hartbeatMs: 5_000 })).message).toBe('policies.hartbeatMs is not known'));

  it('does not repeat a name that is none', () => {
    expect(refusalOf(() => read({ [`${SECRET} `]: 5 })).message).not.toContain(SECRET);
    expect(refusalOf(() => read(JSON.parse('{"__proto__":{}}'))).message).toBe('policies.__proto__ is not known');
  });

  it('takes undefined for absent, nested too', () => {
    const none = Object.fromEntries(Object.keys(OF_SESSION).map((name) => [name, undefined]));
    expect(read(undefined)).toEqual(DEFAULT_POLICIES);
    expect(read({ ...none, rates: undefined })).toEqual(DEFAULT_POLICIES);
    expect(read({ history: { mostRecent: undefined } })).toEqual(DEFAULT_POLICIES);
  });

  it('takes what is within the range', () =>
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 600_000 }), fc.constantFrom('all', 'none'), (ms, history) => {
        expect(read({ heartbeatMs: ms, history })).toEqual({ ...DEFAULT_POLICIES, heartbeatMs: ms, history });
      }),
    ));

  it.each([
    ['history', { mostRecent: 0 }],
    ['auditMs', 0],
    ['sendDeadlineMs', Infinity],
    ['sendDeadlineMs', 0],
    ['pageSize', 1],
  ])('takes for %s also %j', (name, value) => expect(read({ [name]: value })).toMatchObject({ [name]: value }));

  it('keeps nothing of the object that it is given', () => {
    const history = { mostRecent: 5 };
    const policies = read({ history });
    history.mostRecent = -1;
    expect(policies).toMatchObject({ history: { mostRecent: 5 } });
  });
});

describe('enginePolicies', () => {
  it('merges rates by operation and by part', () => {
    expect(enginePolicies({ rates: { SendMessage: { perSecond: 20, burst: 30 } } }).rates).toEqual({
      ...RATES,
      SendMessage: { perSecond: 20, burst: 30 },
    });
    const changes: PolicyChanges = { rates: { GetTranscript: { perSecond: 0.5 }, SendEvent: undefined } };
    expect(enginePolicies(changes).rates).toEqual({ ...RATES, GetTranscript: { perSecond: 0.5, burst: 12 } });
  });

  it.each<readonly [string, unknown]>([
    ['policies.rates', 10],
    ['policies.rates', null],
    ['policies.rates', [10]],
    ['policies.rates.SendMesage', { SendMesage: { perSecond: 1, burst: 1 } }],
    ['policies.rates.SendMessage', { SendMessage: 10 }],
    ['policies.rates.SendMessage', { SendMessage: null }],
    ['policies.rates.SendMessage.perMinute', { SendMessage: { perMinute: 10 } }],
    ['policies.rates.SendMessage.perSecond', { SendMessage: { perSecond: 0 } }],
    ['policies.rates.SendMessage.perSecond', { SendMessage: { perSecond: -1 } }],
    ['policies.rates.SendMessage.perSecond', { SendMessage: { perSecond: NaN } }],
    ['policies.rates.SendMessage.perSecond', { SendMessage: { perSecond: Infinity } }],
    ['policies.rates.SendMessage.perSecond', { SendMessage: { perSecond: '10' } }],
    ['policies.rates.SendMessage.perSecond', { SendMessage: { perSecond: 1e-9 } }],
    ['policies.rates.SendMessage.burst', { SendMessage: { burst: 0 } }],
    ['policies.rates.SendMessage.burst', { SendMessage: { burst: 0.9 } }],
    ['policies.rates.SendMessage.burst', { SendMessage: { burst: null } }],
  ])('names %s in %j', (field, rates) => expect(refusalOf(() => enginePolicies({ rates })).field).toBe(field));
});

describe('sessionPolicies', () => {
  it('changes those of the engine', () => {
    const engine = enginePolicies({ heartbeatMs: 5_000, history: 'none' });
    const changes: SessionPolicyChanges = { history: { mostRecent: 5 }, heartbeatMs: undefined };
    expect(sessionPolicies(changes, engine)).toEqual({ ...engine, history: { mostRecent: 5 } });
  });

  it('leaves alone what sessions share', () =>
    expect(refusalOf(() => sessionPolicies({ rates: RATES }, DEFAULT_POLICIES)).message).toBe(
      'policies.rates belongs to the engine: its sessions share it',
    ));
});
