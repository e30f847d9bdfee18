import type { Origin } from '../../lib/chat/event.js';
import { CHECKS, judge } from './checks/checks.js';
import { EPOCH } from './epoch.js';
import { plainPlan } from './plain-plan.js';
import { factsOf, type Fact, type LifeRecord, type Stamped } from './life-record.js';
import { simulate } from './run/simulate.js';
import { secret } from './secret.js';

const RECORD = simulate(plainPlan());

const at = (time: number, fact: Fact): Stamped => ({ at: time, process: 1, ...fact });

const withFacts = (facts: ReadonlyArray<Stamped>): LifeRecord => ({ ...RECORD, facts });

/** The record with some of its facts changed, multiplied or left out. */
const changed = (change: (fact: Stamped, index: number) => ReadonlyArray<Stamped>): LifeRecord =>
  withFacts(RECORD.facts.flatMap(change));

/** The record with facts put in at their time. */
const withMore = (...more: ReadonlyArray<Stamped>): LifeRecord =>
  withFacts([...RECORD.facts, ...more].sort((a, b) => a.at - b.at));

const MESSAGE = factsOf(RECORD, 'event').find(
  ({ event }) => event.type === 'message' && event.streaming === undefined,
)!;
const OWN = RECORD.truth.find(({ own, content }) => own && content === secret('own', 1))!;
const CHECKPOINT = factsOf(RECORD, 'checkpoint')[0]!;
const LAST = RECORD.facts.length - 1;

const isMessage = (fact: Stamped): boolean => fact.type === 'event' && 'id' in fact.event && fact.event.id === id;
const id = 'id' in MESSAGE.event ? MESSAGE.event.id : '';

const DOCTORED: ReadonlyArray<readonly [check: string, record: LifeRecord]> = [
  ['delivered', changed((fact) => (isMessage(fact) ? [] : [fact]))],
  ['toldOnce', changed((fact) => (isMessage(fact) ? [fact, fact] : [fact]))],
  [
    'trueGaps',
    withMore(at(100_000, { type: 'event', event: { type: 'gap', contactId: 'contact-1', reason: 'overlapNotFound' } })),
  ],
  ['ordered', withFacts([...RECORD.facts].reverse())],
  [
    'ordered',
    withFacts([
      at(1_000, { type: 'event', event: joined('b', 500) }),
      at(1_000, { type: 'event', event: { ...joined('a', 500), late: true } }),
    ]),
  ],
  [
    'ordered',
    withFacts([
      at(1_000, { type: 'event', event: joined('b', 500) }),
      { ...at(2_000, { type: 'wanted', state: 'started', told: [[0, 1]] }), process: 2 },
      { ...at(3_000, { type: 'event', event: joined('a', 400) }), process: 2 },
    ]),
  ],
  [
    'tiesInOrder',
    withTies(
      at(1_000, { type: 'event', event: joined('b', 500) }),
      at(1_000, { type: 'event', event: joined('a', 500) }),
    ),
  ],
  [
    'tiesInOrder',
    withTies(
      at(1_000, { type: 'event', event: joined('b', 500) }),
      at(1_000, { type: 'event', event: joined('x', 600) }),
      at(1_000, { type: 'event', event: { ...joined('a', 500), late: true } }),
    ),
  ],
  [
    'tiesInOrder',
    withTies(
      at(1_000, page('a')),
      at(1_000, { type: 'event', event: joined('b', 500) }),
      at(1_000, { type: 'event', event: joined('a', 500, 'backfill') }),
    ),
  ],
  [
    'tiesInOrder',
    withTies(
      at(900_000, { type: 'answered', operation: 'transcript', status: 200, readAt: 900_000 }),
      at(900_000, { type: 'transcript', transcript: { items: [joined('b', 500), joined('a', 500)], gaps: [] } }),
    ),
  ],
  [
    'heldBack',
    {
      ...RECORD,
      truth: [
        { ...RECORD.truth[0]!, id: 'old', since: 500 },
        { ...RECORD.truth[0]!, id: 'new', since: 2_000 },
      ],
      facts: [
        at(1_000, { type: 'socket', socket: 1, did: 'subscribed' }),
        at(2_000, { type: 'event', event: { ...joined('new', 2_000) } }),
        at(2_100, { type: 'event', event: { ...joined('old', 500), late: true } }),
      ],
    },
  ],
  [
    'trueContent',
    changed((fact) =>
      fact.type === 'event' && fact.event.type === 'message'
        ? [{ ...fact, event: { ...fact.event, content: 'x' } }]
        : [fact],
    ),
  ],
  [
    'trueContent',
    changed((fact) =>
      fact.type === 'event' && fact.event.type === 'message' && fact.event.streaming?.completed === false
        ? [{ ...fact, event: { ...fact.event, content: fact.event.content.padEnd(1_000) } }]
        : [fact],
    ),
  ],
  [
    'trueTranscript',
    changed((fact) =>
      fact.type === 'transcript'
        ? [{ ...fact, transcript: { ...fact.transcript, items: [...fact.transcript.items].reverse() } }]
        : [fact],
    ),
  ],
  ['truePresence', changed((fact) => (fact.type === 'participants' ? [{ ...fact, ids: [] }] : [fact]))],
  ['trueSends', changed((fact) => (fact.type === 'send' && fact.did === 'sent' ? [{ ...fact, id: 'other' }] : [fact]))],
  [
    'trueSends',
    {
      ...RECORD,
      truth: RECORD.truth.map((post) =>
        post.own && post.content === secret('own', 2) ? { ...post, clientToken: OWN.clientToken! } : post,
      ),
    },
  ],
  [
    'trueSends',
    {
      ...RECORD,
      accepted: RECORD.accepted.map((entry) => ({ ...entry, status: 'REJECTED' as const })),
      truth: RECORD.truth.filter(({ own }) => own !== true),
    },
  ],
  [
    'trueSends',
    withMore({ ...at(1, { type: 'wanted', state: 'started', told: [], unsent: ['nobody-knows'] }), process: 2 }),
  ],
  ['ownOnly', withMore(at(30_000, { type: 'event', event: joined('foreign-1', 500) }))],
  [
    'ownOnly',
    withMore(at(30_000, { type: 'transcript', transcript: { items: [joined('foreign-1', 500)], gaps: [] } })),
  ],
  ['ownOnly', withMore(at(30_000, { type: 'typing', ids: ['foreign-person'] }))],
  ['liveMeansSubscribed', changed((fact) => (fact.type === 'socket' && fact.did === 'subscribed' ? [] : [fact]))],
  ['allowedEnd', withMore(at(1_000, { type: 'status', status: { type: 'ended', reason: 'accessDenied' } }))],
  [
    'allowedEnd',
    withMore(
      at(1_000, { type: 'answered', operation: 'connection', status: 403 }),
      at(1_000, { type: 'answered', operation: 'connection', status: 403, isForeign: true }),
      at(1_000, { type: 'status', status: { type: 'ended', reason: 'accessDenied' } }),
    ),
  ],
  [
    'sameForAll',
    withFacts([
      at(1_000, { type: 'status', status: { type: 'idle' } }),
      at(1_000, { type: 'watched', watcher: 1 }),
      at(1_000, { type: 'saw', watcher: 1, status: { type: 'idle' } }),
      at(2_000, { type: 'status', status: { type: 'connecting' } }),
      at(2_000, { type: 'status', status: { type: 'live' } }),
      at(2_000, { type: 'saw', watcher: 1, status: { type: 'live' } }),
      at(2_000, { type: 'saw', watcher: 1, status: { type: 'connecting' } }),
    ]),
  ],
  [
    'sameForAll',
    withFacts([
      at(1_000, { type: 'watched', watcher: 1 }),
      at(1_000, { type: 'saw', watcher: 1, event: joined('a', 500) }),
    ]),
  ],
  ['heedsOwners', withMore(at(30_000, { type: 'status', status: { type: 'idle' } }))],
  [
    'heedsOwners',
    withFacts([
      at(1_000, { type: 'status', status: { type: 'live' } }),
      at(2_000, { type: 'wanted', state: 'offline' }),
      at(400_000, { type: 'quiet' }),
    ]),
  ],
  [
    'oneAttempt',
    withMore(
      at(30_000, { type: 'socket', socket: 90, did: 'opening' }),
      at(31_000, { type: 'socket', socket: 91, did: 'opening' }),
    ),
  ],
  ['recovered', changed((fact) => (fact.type === 'status' && fact.status.type === 'live' ? [] : [fact]))],
  [
    'nothingRemains',
    changed((fact, index) =>
      index === LAST
        ? [
            at(fact.at, {
              type: 'remains',
              when: 'over',
              remains: { timers: 1, sockets: 0, requests: 0, subscriptions: 0 },
            }),
          ]
        : [fact],
    ),
  ],
  [
    'bounded',
    withMore({
      ...CHECKPOINT,
      checkpoint: {
        ...CHECKPOINT.checkpoint,
        standing: { accepted: true, places: Array.from({ length: 60 }, () => ({ at: 0, id: '' })) },
      },
    }),
  ],
  ['bounded', { ...RECORD, largestCollection: 250_002 }],
  [
    'withinBudget',
    withMore(...Array.from({ length: 20 }, () => at(100_000, { type: 'called', operation: 'transcript' }))),
  ],
  [
    'patient',
    withMore(
      ...Array.from({ length: 100 }, (_, index) =>
        at(100_000 + index * 200, { type: 'called', operation: 'connection' }),
      ),
    ),
  ],
  ...['connection', 'transcript'].map(
    (operation) =>
      [
        'calmWhenHidden',
        {
          ...RECORD,
          truth: [],
          facts: [
            at(0, { type: 'visible', isVisible: false }),
            ...Array.from({ length: 300 }, (_, index) => at(400_000 + index * 10_000, { type: 'called', operation })),
            at(3_600_000, { type: 'visible', isVisible: true }),
          ],
        },
      ] as const,
  ),
  [
    'noSecrets',
    withMore(
      at(100_000, { type: 'effect', name: 'upload', error: new Error('no', { cause: { url: secret('url', 1) } }) }),
    ),
  ],
];

function joined(name: string, since: number, origin: Origin = 'live') {
  return { type: 'participantJoined', id: name, at: EPOCH + since, contactId: 'contact-1', origin } as const;
}

function chunkOf(name: string, since: number) {
  const streaming = { completed: false, chunks: 1 };
  return { ...joined(name, since), type: 'message', contentType: 'text/plain', content: 'Hel', streaming } as const;
}

function page(...shows: ReadonlyArray<string>): Fact {
  return { type: 'answered', operation: 'transcript', status: 200, shows };
}

/** A life in which the service has a before b, both of one time. */
function withTies(...facts: ReadonlyArray<Stamped>): LifeRecord {
  const truth = ['a', 'b'].map((name) => ({ ...RECORD.truth[0]!, id: name, at: EPOCH + 500 }));
  return { ...RECORD, truth, facts };
}

describe('checks', () => {
  it('finds nothing wrong with a life as it should be', () => {
    expect(judge(RECORD)).toEqual([]);
  });

  it('excuses a tie that is told before anything showed what stands before it', () => {
    const record = withTies(
      at(1_000, page('b')),
      at(1_000, { type: 'event', event: joined('b', 500) }),
      at(2_000, page('a', 'b')),
      at(2_000, { type: 'event', event: joined('a', 500, 'backfill') }),
    );
    expect(CHECKS.tiesInOrder!(record)).toEqual([]);
  });

  it.each([
    [false, []],
    [true, ['a is told after b, at 1000']],
  ])('takes for the place of a streamed message that of its beginning, where that is its place: %s', (first, said) => {
    const record = withTies(
      at(1_000, { type: 'event', event: chunkOf('b', 500) }),
      at(1_000, { type: 'event', event: joined('a', 500) }),
    );
    const traits = { ...record.plan.traits, streamStandsFirst: first };
    expect(CHECKS.tiesInOrder!({ ...record, plan: { ...record.plan, traits } })).toEqual(said);
  });

  it('has a doctored record for each check', () => {
    expect(new Set(DOCTORED.map(([check]) => check))).toEqual(new Set(Object.keys(CHECKS)));
  });

  it.each(DOCTORED)('%s finds what is wrong', (check, record) => {
    expect(CHECKS[check]!(record)).not.toEqual([]);
  });
});
