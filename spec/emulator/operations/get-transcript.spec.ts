import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

describe('getTranscript', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  let contactId: string;
  const ids: string[] = [];
  const get = (body: unknown = {}) => customer.call('/participant/transcript', body);
  /** The page as positions in the truth. */
  const read = async (body: unknown = {}) => {
    const { body: page } = await get(body);
    return { ...page, at: page.Transcript.map((item) => ids.indexOf(item.Id)) };
  };

  beforeAll(async () => {
    emulator = await startEmulator();
    const details = emulator.startChat({ displayName: 'Jane' });
    contactId = details.contactId;
    customer = await connectRaw(emulator, details);
    await emulator.until(() => emulator.transcript(contactId).length === 1);
    for (let index = 1; index < 25; index += 1) emulator.postMessage(contactId, { content: String(index) });
    ids.push(...emulator.transcript(contactId).map((item) => item.Id));
  });
  afterAll(() => emulator.close());

  it('gives the ten newest, newest first, and a token', async () => {
    const { at, InitialContactId, NextToken } = await read();
    expect(at).toEqual([24, 23, 22, 21, 20, 19, 18, 17, 16, 15]);
    expect(InitialContactId).toBe(contactId);
    expect(NextToken).toEqual(expect.any(String));
  });

  it('takes zero results for the default and an empty start position for none', async () => {
    expect((await read({ MaxResults: 0, StartPosition: {} })).at).toHaveLength(10);
    expect((await read({ StartPosition: { Id: null }, MaxResults: null })).at[0]).toBe(24);
  });

  it('separates the direction of reading from the order of the page', async () => {
    expect((await read({ MaxResults: 3, SortOrder: 'ASCENDING' })).at).toEqual([22, 23, 24]);
    const StartPosition = { Id: ids[3] };
    expect((await read({ MaxResults: 3, StartPosition })).at).toEqual([5, 4, 3]);
    expect((await read({ MaxResults: 3, StartPosition, SortOrder: 'ASCENDING' })).at).toEqual([3, 4, 5]);
    expect((await read({ MaxResults: 3, StartPosition, ScanDirection: 'BACKWARD' })).at).toEqual([3, 2, 1]);
  });

  it('pages to the end in either direction', async () => {
    for (const ScanDirection of ['FORWARD', 'BACKWARD']) {
      const request = {
        ScanDirection,
        MaxResults: 7,
        StartPosition: { MostRecent: ScanDirection === 'FORWARD' ? 25 : 1 },
      };
      const seen: number[] = [];
      let NextToken: string | undefined;
      do {
        const page = await read({ ...request, ...(NextToken !== undefined && { NextToken }) });
        seen.push(...page.at);
        ({ NextToken } = page);
      } while (NextToken !== undefined);
      expect(seen.toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index));
    }
  });

  it('has next to nothing in front of the newest item', async () => {
    expect((await read({ ScanDirection: 'FORWARD' })).at).toEqual([24]);
  });

  it('starts at the n-th newest item and at a time', async () => {
    expect((await read({ StartPosition: { MostRecent: 2 }, SortOrder: 'ASCENDING' })).at).toEqual([23, 24]);
    const { AbsoluteTime } = emulator.transcript(contactId)[0]!;
    expect((await read({ StartPosition: { AbsoluteTime }, SortOrder: 'ASCENDING' })).at[0]).toBe(0);
    const later = { AbsoluteTime: new Date(Date.now() + 60_000).toISOString() };
    expect((await read({ StartPosition: later })).at).toEqual([]);
    expect((await read({ StartPosition: later, ScanDirection: 'BACKWARD', MaxResults: 1 })).at).toEqual([24]);
  });

  it.each([
    ['two start positions', { StartPosition: { Id: 'x', MostRecent: 1 } }],
    ['an unknown start position', { StartPosition: { Id: 'x' } }],
    ['a time that is none', { StartPosition: { AbsoluteTime: 'noon' } }],
    ['too many results', { MaxResults: 101 }],
    ['a direction that is none', { ScanDirection: 'SIDEWAYS' }],
    ['an empty token', { NextToken: '' }],
    ['a token that is none', { NextToken: 'bm9uZQ' }],
  ])('refuses %s', async (_, body) => {
    expect((await get(body)).status).toBe(400);
  });

  it('refuses a token under other parameters', async () => {
    const { NextToken } = await read({ MaxResults: 5 });
    expect((await get({ NextToken, MaxResults: 5 })).status).toBe(200);
    expect((await get({ NextToken, SortOrder: 'ASCENDING' })).status).toBe(400);
  });

  it('has nothing of contacts outside the chain', async () => {
    expect((await read({ ContactId: 'elsewhere' })).Transcript).toEqual([]);
    expect((await read({ ContactId: contactId })).at).toHaveLength(10);
  });

  it('gives items without the initial contact and messages with their receipts', async () => {
    const { Transcript } = await read({ MaxResults: 1 });
    expect(Transcript[0]).toEqual({
      AbsoluteTime: expect.any(String),
      Content: '24',
      ContentType: 'text/plain',
      Id: ids[24],
      Type: 'MESSAGE',
      ParticipantId: expect.any(String),
      DisplayName: 'SYSTEM_MESSAGE',
      ParticipantRole: 'SYSTEM',
      MessageMetadata: { MessageId: ids[24], Receipts: [] },
      ContactId: contactId,
    });
  });

  it('excludes the start item and passes over unknown ones, when told to', async () => {
    const other = await startEmulator({ startPositionInclusive: false, unknownStartPosition: 'empty' });
    const details = other.startChat();
    const jane = await connectRaw(other, details);
    const [first, second, third] = ['1', '2', '3'].map(
      (content) => other.postMessage(details.contactId, { content }).Id,
    );
    const page = async (body: unknown) =>
      (await jane.call('/participant/transcript', body)).body.Transcript.map((item) => item.Id);
    expect(await page({ StartPosition: { Id: first } })).toEqual([third, second]);
    expect(await page({ StartPosition: { Id: second }, ScanDirection: 'BACKWARD', MaxResults: 1 })).toEqual([first]);
    expect(await page({ StartPosition: { Id: 'unknown' } })).toEqual([]);
    await other.close();
  });

  it('reaches past sessions by going on backward, and in no other way', async () => {
    emulator.endChat(contactId);
    const details = emulator.startChat({ persistentFrom: contactId });
    const jane = await connectRaw(emulator, details);
    const page = async (body: unknown = {}) => (await jane.call('/participant/transcript', body)).body;
    const current = await page();
    expect(current.Transcript).toHaveLength(1);
    expect(current.Transcript[0]).toMatchObject({ ContactId: details.contactId });
    const past = await page({ NextToken: current.NextToken, MaxResults: 100 });
    expect(past.Transcript).toHaveLength(26);
    expect(past.Transcript.every((item) => item.RelatedContactId === contactId && !('ContactId' in item))).toBe(true);
    expect(past.NextToken).toBeUndefined();
    expect((await page({ ContactId: details.contactId })).NextToken).toBeUndefined();
    expect((await page({ ScanDirection: 'FORWARD' })).Transcript).toHaveLength(1);
  });

  it('lags behind the pushes when told to', async () => {
    const slow = await startEmulator({ faults: { 'transcript.lag': { probability: 1, delayMs: 60_000 } } });
    const details = slow.startChat();
    const jane = await connectRaw(slow, details);
    slow.postMessage(details.contactId, { content: 'x' });
    await jane.sees(() => jane.items().length === 2);
    expect((await jane.call('/participant/transcript')).body.Transcript).toEqual([]);
    expect(slow.transcript(details.contactId)).toHaveLength(2);
    await slow.close();
  });
});
