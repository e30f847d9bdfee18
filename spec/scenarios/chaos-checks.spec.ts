import { NetworkError, type ChatEvent, type ChatMessage } from '../../lib/index.js';
import type { ChaosPlan } from './support/chaos/chaos-plan.js';
import type { ChaosRecord, ProcessRecord } from './support/chaos/chaos-record.js';
import { drawChaos } from './support/chaos/draw-chaos.js';
import { CHECKS, judge } from './support/chaos/judge.js';
import { live } from './support/chaos/live.js';
import { secretText } from './support/chaos/secret-text.js';

/** A life in which a little of everything happens, and no faults. */
const PLAN: ChaosPlan = {
  ...drawChaos(1),
  faults: {},
  ending: 'ended',
  steps: [
    { type: 'send', afterMs: 30, count: 2 },
    { type: 'message', afterMs: 30, by: 'agent', count: 3 },
    { type: 'stream', afterMs: 30, chunks: 3, completes: true },
    { type: 'file', afterMs: 30 },
    { type: 'receipt', afterMs: 30, isRead: true },
    { type: 'message', afterMs: 30, by: 'bot', count: 2 },
  ],
};

const isWhole = (event: ChatEvent): event is ChatMessage => event.type === 'message' && event.streaming === undefined;

const GAP: ChatEvent = { type: 'gap', contactId: 'contact', reason: 'tooManyPages' };

describe('judge', () => {
  let record: ChaosRecord;
  beforeAll(async () => {
    record = await live(PLAN);
  });

  const withProcess = (change: (last: ProcessRecord) => Partial<ProcessRecord>): ChaosRecord => ({
    ...record,
    processes: record.processes.map((one, index) =>
      index === record.processes.length - 1 ? { ...one, ...change(one) } : one,
    ),
  });
  const withEvents = (change: (events: ReadonlyArray<ChatEvent>) => ReadonlyArray<ChatEvent>): ChaosRecord =>
    withProcess(({ events }) => ({ events: change(events) }));

  /** The record with one thing wrong, by the check that has to find it. */
  const doctored: Readonly<Record<string, ReadonlyArray<readonly [what: string, record: () => ChaosRecord]>>> = {
    complete: [['a message that was not told', () => withEvents((events) => events.filter((one) => !isWhole(one)))]],
    once: [
      ['a message told twice', () => withEvents((events) => [...events.filter(isWhole), ...events])],
      ['a message told that the checkpoint knew of', () => withProcess(({ events }) => ({ known: events }))],
    ],
    ordered: [['the order turned round', () => withEvents((events) => events.toReversed())]],
    honest: [['a gap where nothing is missing', () => withEvents((events) => [GAP, ...events])]],
    trueContent: [
      [
        'another text',
        () => withEvents((events) => events.map((one) => (isWhole(one) ? { ...one, content: 'x' } : one))),
      ],
    ],
    trueTranscript: [
      [
        'a transcript that is not sorted',
        () =>
          withProcess(({ transcripts }) => ({
            transcripts: transcripts.map(({ items, gaps }) => ({ items: items.toReversed(), gaps })),
          })),
      ],
      [
        'a transcript without receipts',
        () =>
          withProcess(({ transcripts }) => ({
            transcripts: transcripts.map(({ items, gaps }) => ({
              items: items.map((item) => (item.type === 'message' ? { ...item, receipts: [] } : item)),
              gaps,
            })),
          })),
      ],
      ['a transcript in which something is not shown', () => withProcess(() => ({ transcripts: [] }))],
    ],
    trueSends: [
      [
        'a send that counts as sent under another id',
        () => ({ ...record, sends: record.sends.map((send) => ({ ...send, outcome: { type: 'sent', id: 'other' } })) }),
      ],
      [
        'a send that counts as rejected and was posted',
        () => ({
          ...record,
          sends: record.sends.map((send) => ({ ...send, outcome: { type: 'failed', error: new NetworkError() } })),
        }),
      ],
      ['a send posted twice', () => ({ ...record, truth: [...record.truth, ...record.truth] })],
      ['sends in another order', () => ({ ...record, truth: record.truth.toReversed() })],
      [
        'a send that came to nothing',
        () => ({ ...record, sends: [{ process: record.processes.length, content: 'never posted' }] }),
      ],
      ['a send that was taken over and came to nothing', () => withProcess(() => ({ owed: ['never posted'] }))],
    ],
    secretive: [
      [
        'a text in an error',
        () => ({ ...record, errors: [new Error('failed', { cause: new Error(secretText('own', 1)) })] }),
      ],
      [
        'a token in a diagnostic',
        () =>
          withProcess(() => ({ diagnostics: [{ type: 'unreadableFrame', at: 0, problems: ['connection-token-1'] }] })),
      ],
    ],
    finished: [
      ['no recovery', () => ({ ...record, hasRecovered: false })],
      ['something left', () => ({ ...record, isQuiet: false })],
      ['no end', () => withProcess(({ statuses }) => ({ statuses: statuses.slice(0, -1) }))],
      ['another end', () => ({ ...record, plan: { ...record.plan, ending: 'endedAway' } })],
      ['an event after the end', () => withEvents((events) => [...events, GAP])],
      ['a stream that goes on', () => withProcess(() => ({ finished: new Map() }))],
      ['a stream that emits after its end', () => withProcess(() => ({ afterwards: ['event$'] }))],
    ],
  };

  it('finds nothing wrong with a life in which nothing goes wrong', () => {
    expect(judge(record)).toEqual([]);
  });

  it('can find everything that it looks for', () => {
    expect(Object.keys(doctored).sort()).toEqual(Object.keys(CHECKS).sort());
  });

  it.each(
    Object.entries(doctored).flatMap(([check, cases]) => cases.map(([what, make]) => [check, what, make] as const)),
  )('notices by %s %s', (check, _, make) => {
    expect(CHECKS[check]!(make())).not.toEqual([]);
  });
});
