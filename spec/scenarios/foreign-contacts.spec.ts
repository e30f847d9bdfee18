import { merge } from 'rxjs';
import type { ChatEvent } from '../../lib/index.js';
import type { Actor } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

interface Pushed {
  readonly Id: string;
  readonly ContactId?: string;
  readonly InitialContactId?: string;
  readonly [field: string]: unknown;
}

const AT = new Date().toISOString();
const frame = (item: Pushed): string =>
  JSON.stringify({ topic: 'aws/chat', contentType: 'application/json', content: JSON.stringify(item) });
const message = (Id: string, contacts: Omit<Pushed, 'Id'>): string =>
  frame({
    AbsoluteTime: AT,
    Content: `words of ${Id}`,
    ContentType: 'text/plain',
    Id,
    Type: 'MESSAGE',
    ParticipantId: 'somebody',
    ParticipantRole: 'CUSTOMER',
    DisplayName: 'Somebody',
    ...contacts,
  });
const event = (Id: string, type: string, contacts: Omit<Pushed, 'Id'>): string =>
  frame({
    AbsoluteTime: AT,
    ContentType: `application/vnd.amazonaws.connect.event.${type}`,
    Id,
    Type: 'EVENT',
    ParticipantId: 'somebody',
    ParticipantRole: 'CUSTOMER',
    ...contacts,
  });
const receipt = (Id: string, MessageId: string): string =>
  frame({
    AbsoluteTime: AT,
    ContentType: 'application/vnd.amazonaws.connect.event.message.metadata',
    Id,
    Type: 'MESSAGEMETADATA',
    MessageMetadata: { MessageId, Receipts: [{ ReadTimestamp: AT, RecipientParticipantId: 'somebody' }] },
  });

describe('an agent whose socket carries other chats', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  const push = (...texts: ReadonlyArray<string>): void =>
    texts.forEach((text) => stage.emulator.pushRaw(stage.details.participantId, text));

  it.each([
    ['with both ids', { ContactId: 'x', InitialContactId: 'x' }],
    ['with the contact alone', { ContactId: 'x' }],
    ['with the initial contact alone', { InitialContactId: 'x' }],
  ])('is shown nothing of them, and goes on with its own: %s', async (_, contacts) => {
    stage = await openStage();
    const ana = await stage.customer();
    const seen: unknown[] = [];
    const { typing$, participants$, transcript$ } = ana.session;
    merge<ReadonlyArray<unknown>>(typing$, participants$, transcript$).subscribe((value) => seen.push(value));
    push(
      message('m1', contacts),
      event('t1', 'typing', contacts),
      event('j1', 'participant.joined', contacts),
      event('e1', 'chat.ended', contacts),
      receipt('r1', 'm1'),
    );
    stage.post('ours');
    await ana.hears('ours');
    await ana.diagnoses('foreignFrame');
    push(message('m2', contacts), event('e2', 'chat.ended', contacts));
    stage.post('ours still');
    await ana.hears('ours still');
    expect(ana.path()).toEqual(['idle', 'connecting', 'live']);
    expect(told(ana)).toEqual(stage.truth());
    expect(JSON.stringify(seen)).not.toMatch(/somebody|words of/i);
    expect(ana.diagnosticsOf('foreignFrame')).toHaveLength(1);
  });

  it.each<[string, boolean]>([
    ['with the initial contact in its details', true],
    ['without it', false],
  ])('is told of a transfer whose frames name the new contact alone, %s', async (_, knowsInitial) => {
    stage = await openStage();
    const { contactId, participantId, participantToken } = stage.details;
    const jane: Actor = stage.actor({
      contactId,
      participantId,
      participantToken,
      ...(knowsInitial && { initialContactId: contactId }),
    });
    jane.connect();
    await jane.isSettled();
    stage.emulator.inject({ fault: 'frame.drop' });
    stage.post('lost, and in the transcript');
    push(message('m1', { ContactId: contactId, InitialContactId: 'the first of all' }));
    push(message('m2', { ContactId: 'the next', InitialContactId: 'the first of all' }));
    push(message('m3', { ContactId: 'the next' }));
    await jane.hears('words of m3');
    expect(jane.texts()).toEqual(expect.arrayContaining(['words of m1', 'words of m2', 'words of m3']));
    expect(jane.diagnosticsOf('foreignFrame')).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['while nothing of its own has been seen', false],
    ['also where its own has been silent since', true],
  ])('goes on when an earlier contact of its chat ends, and ends with its own: %s', async (_, hasSpoken) => {
    stage = await openStage();
    const { contactId: first } = stage.details;
    const own = { ContactId: 'the next', InitialContactId: first };
    const bo: Actor = stage.actor({ ...stage.details, contactId: 'the next', initialContactId: first });
    bo.connect();
    await bo.isSettled();
    if (hasSpoken) {
      push(message('m1', own));
      await bo.hears('words of m1');
    }
    push(event('e1', 'chat.ended', { ContactId: first, InitialContactId: first }));
    await bo.until((heard): heard is ChatEvent => 'id' in heard && heard.id === 'e1');
    push(message('m2', own));
    await bo.hears('words of m2');
    expect(bo.path()).toEqual(['idle', 'connecting', 'live']);
    push(event('e2', 'chat.ended', own));
    expect(await bo.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
  });
});
