import { startEmulator, type Emulator, type FaultName } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

describe('strikeReading', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  let ids: ReadonlyArray<string>;
  const get = (body: unknown) => customer.call('/participant/transcript', body);
  const forward = (more = {}) => ({
    ScanDirection: 'FORWARD',
    SortOrder: 'ASCENDING',
    StartPosition: { Id: ids[0] },
    MaxResults: 3,
    ...more,
  });
  /** Reads on for so many pages at most: how many items each has. */
  const sizes = async (limit: number): Promise<ReadonlyArray<number>> => {
    const found: number[] = [];
    let NextToken: string | undefined;
    do {
      const { body } = await get(forward(NextToken === undefined ? {} : { NextToken }));
      found.push(body.Transcript.length);
      ({ NextToken } = body);
    } while (NextToken !== undefined && found.length < limit);
    return found;
  };

  beforeEach(async () => {
    emulator = await startEmulator();
    const details = emulator.startChat();
    customer = await connectRaw(emulator, details);
    for (let index = 0; index < 6; index += 1) emulator.postMessage(details.contactId, { content: String(index) });
    ids = emulator.transcript(details.contactId).map(({ Id }) => Id);
  });
  afterEach(() => emulator.close());

  it('is spared without a fault', async () => {
    expect(await sizes(9)).toEqual([3, 3, 1]);
  });

  it.each<readonly [FaultName, object]>([
    ['transcript.startRefused', {}],
    ['transcript.tokenRefused', { NextToken: true }],
  ])('refuses by %s what it took otherwise', async (fault, withToken) => {
    const { NextToken } = (await get(forward())).body;
    const request = forward('NextToken' in withToken ? { NextToken } : {});
    emulator.inject({ fault });
    const { status, headers } = await get(request);
    expect([status, headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
    expect((await get(request)).status).toBe(200);
  });

  it('leaves readings alone that have no start, or no token', async () => {
    emulator.inject({ fault: 'transcript.startRefused' });
    emulator.inject({ fault: 'transcript.startForgotten' });
    emulator.inject({ fault: 'transcript.tokenRefused' });
    emulator.inject({ fault: 'transcript.tokenRepeated' });
    expect((await get({})).body.Transcript).toHaveLength(7);
    expect(emulator.pendingInjections()).toBe(4);
  });

  it('forgets a start: nothing comes from there', async () => {
    emulator.inject({ fault: 'transcript.startForgotten' });
    expect((await get(forward())).body).toEqual({ InitialContactId: customer.details.contactId, Transcript: [] });
    expect(await sizes(9)).toEqual([3, 3, 1]);
  });

  it('repeats a token', async () => {
    const { NextToken } = (await get(forward())).body;
    emulator.inject({ fault: 'transcript.tokenRepeated' });
    const { body } = await get(forward({ NextToken }));
    expect(body.Transcript).toHaveLength(3);
    expect(body.NextToken).toBe(NextToken);
    expect((await get(forward({ NextToken }))).body.NextToken).not.toBe(NextToken);
  });

  it('goes on beyond the last page, for as long as it strikes', async () => {
    emulator.inject({ fault: 'transcript.tokenEndless', times: 5 });
    expect(await sizes(9)).toEqual([3, 3, 1, 0, 0, 0]);
    emulator.setFaults({ 'transcript.tokenEndless': 1 });
    expect(await sizes(9)).toEqual([3, 3, 1, 0, 0, 0, 0, 0, 0]);
  });

  it.each<readonly [FaultName, ReadonlyArray<number>]>([
    ['transcript.shortPage', [1, 3, 3]],
    ['transcript.emptyPage', [0, 3, 3, 1]],
  ])('gives by %s less than there is, and a token for the rest', async (fault, expected) => {
    emulator.inject({ fault });
    expect(await sizes(9)).toEqual(expected);
  });

  it('leaves out what names the last item of a page', async () => {
    emulator.inject({ fault: 'transcript.unreadableItem' });
    const { Transcript } = (await get(forward())).body;
    expect(Transcript.map((item) => 'Id' in item)).toEqual([true, true, false]);
    expect(Transcript.map(({ Content }) => Content)).toEqual([undefined, '0', '1']);
    expect((await get(forward())).body.Transcript.every((item) => 'Id' in item)).toBe(true);
  });

  it('strikes only whom it is meant for', async () => {
    const agent = emulator.addParticipant(customer.details.contactId, { displayName: 'Ana' });
    emulator.inject({ fault: 'transcript.emptyPage', participantId: agent.participantId });
    expect((await get({})).body.Transcript).not.toEqual([]);
    const ana = await connectRaw(emulator, agent);
    expect((await ana.call('/participant/transcript')).body.Transcript).toEqual([]);
  });
});
