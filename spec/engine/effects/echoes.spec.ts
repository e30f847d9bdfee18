import fc from 'fast-check';
import type { HandOver } from '../../../lib/chat/hand-over.js';
import { remainsOf } from '../../../lib/engine/effects/is-redaction.js';
import { echoesOf, type Awaiting, type Candidate } from '../../../lib/engine/effects/echoes.js';

const NOTHING: HandOver = { latestAt: 0, ids: [] };

const send = (clientToken: string, content: string, handOver: HandOver = NOTHING): Awaiting => ({
  message: { clientToken, content, contentType: 'text/plain' },
  handOver,
});

const own = (id: string, at: number, content: string, isLive = false): Candidate => ({
  id,
  at,
  content,
  contentType: 'text/plain',
  remains: remainsOf(content),
  isLive,
});

const found = (awaiting: ReadonlyArray<Awaiting>, candidates: ReadonlyArray<Candidate>): string =>
  echoesOf(awaiting, candidates)
    .map(({ clientToken, candidate }) => `${clientToken} is ${candidate.id}`)
    .join(', ');

describe('echoesOf', () => {
  it('knows a send by its text', () => {
    expect(found([send('s', 'hi')], [own('a', 1, 'ho'), own('b', 2, 'hi')])).toBe('s is b');
  });

  it('knows it by its content type too', () => {
    const candidate = { ...own('a', 1, 'hi'), contentType: 'text/markdown' };
    expect(found([send('s', 'hi')], [candidate])).toBe('');
  });

  it('takes nothing that was posted before, or was known', () => {
    const handOver = { latestAt: 5, ids: ['b'] };
    const all = [own('a', 4, 'hi'), own('b', 5, 'hi')];
    expect(found([send('s', 'hi', handOver)], all)).toBe('');
    expect(found([send('s', 'hi', handOver)], [...all, own('c', 5, 'hi')])).toBe('s is c');
  });

  it('takes only what was pushed since, where the chat was not known to its end', () => {
    const handOver = { latestAt: 0, ids: [], isPartial: true } as const;
    expect(found([send('s', 'hi', handOver)], [own('a', 1, 'hi')])).toBe('');
    expect(found([send('s', 'hi', handOver)], [own('a', 1, 'hi', true)])).toBe('s is a');
  });

  it('attributes in order where there are as many as were sent', () => {
    const two = [send('s', 'hi'), send('t', 'hi')];
    expect(found(two, [own('a', 1, 'hi'), own('b', 2, 'hi')])).toBe('s is a, t is b');
  });

  it('attributes nothing that may be meant by two', () => {
    expect(found([send('s', 'hi'), send('t', 'hi')], [own('a', 1, 'hi')])).toBe('');
  });

  it('attributes what only one can mean', () => {
    const two = [send('s', 'hi'), send('t', 'hi', { latestAt: 1, ids: ['a'] })];
    expect(found(two, [own('a', 1, 'hi')])).toBe('s is a');
  });

  it('attributes nothing that may be meant by one that cannot claim it', () => {
    const partial = { latestAt: 0, ids: [], isPartial: true } as const;
    expect(found([send('s', 'hi', partial), send('t', 'hi')], [own('a', 1, 'hi')])).toBe('');
    expect(found([send('s', 'hi', partial), send('t', 'hi')], [own('a', 1, 'hi', true), own('b', 2, 'hi')])).toBe(
      's is a, t is b',
    );
  });

  it('takes no other text, whose send it may not be', () => {
    expect(found([send('s', 'hi')], [own('a', 1, 'hello')])).toBe('');
  });

  it('takes the text with parts of it masked, where only one can mean it and it means only one', () => {
    const [s, t] = [send('s', 'pin 1234'), send('t', 'pin 5678')];
    const [a, b] = [own('a', 1, 'pin ****'), own('b', 2, 'pin ****')];
    expect(found([s], [a])).toBe('s is a');
    expect(found([s, t], [a])).toBe('');
    expect(found([s], [a, b])).toBe('');
    expect(found([s, t], [a, own('c', 2, 'pin 1234')])).toBe('s is c, t is a');
    expect(found([send('s', 'pin 1234', { latestAt: 2, ids: [] })], [a])).toBe('');
    expect(found([send('s', 'pin 1234', { latestAt: 0, ids: [], isPartial: true })], [a])).toBe('');
  });

  it('takes nothing that comes when the send could not arrive any more', () => {
    const handOver = { latestAt: 1, ids: [], until: { latestAt: 5, ids: ['b'] } };
    expect(found([send('s', 'hi', handOver)], [own('a', 5, 'hi'), own('c', 6, 'hi')])).toBe('');
    expect(found([send('s', 'hi', handOver)], [own('b', 5, 'hi'), own('c', 6, 'hi')])).toBe('s is b');
    expect(found([send('s', 'hi', handOver)], [own('a', 4, 'hi'), own('c', 6, 'hi')])).toBe('s is a');
    // It may have been held up, and then it is not another's.
    expect(found([send('s', 'hi', handOver), send('t', 'hi')], [own('c', 6, 'hi')])).toBe('');
  });

  const awaiting = fc
    .array(fc.tuple(fc.constantFrom('x', 'y'), fc.nat(4)), { maxLength: 5 })
    .map((all) =>
      [...all]
        .sort(([, a], [, b]) => a - b)
        .map(([content, latestAt], index) => send(`send ${index}`, content, { latestAt, ids: [] })),
    );
  const candidates = fc
    .array(fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.nat(6)), { maxLength: 6 })
    .map((all) =>
      [...all].sort(([, a], [, b]) => a - b).map(([content, at], index) => own(`own ${index}`, at, content)),
    );

  it('gives each send one message at most, each message to one send, and none that is older', () => {
    fc.assert(
      fc.property(awaiting, candidates, (sends, messages) => {
        const echoes = echoesOf(sends, messages);
        expect(new Set(echoes.map(({ clientToken }) => clientToken)).size).toBe(echoes.length);
        expect(new Set(echoes.map(({ candidate }) => candidate)).size).toBe(echoes.length);
        for (const { clientToken, candidate } of echoes) {
          const one = sends.find(({ message }) => message.clientToken === clientToken);
          expect(candidate.at).toBeGreaterThanOrEqual(one?.handOver.latestAt ?? Infinity);
          expect(candidate.content).toBe(one?.message.content);
        }
      }),
    );
  });
});
