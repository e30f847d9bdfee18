import { filter, map, type Observable } from 'rxjs';
import type { ReceiptEvent } from '../../lib/index.js';
import { patiently, type Actor } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const done = (effect$: Observable<unknown>): Promise<unknown> => patiently(effect$);

const receiptFor = (actor: Actor, messageId: string): Promise<ReceiptEvent> =>
  actor.until((event): event is ReceiptEvent => event.type === 'receipt' && event.messageId === messageId);

describe('receipts', () => {
  let stage: Stage;
  let jane: Actor;
  beforeEach(async () => {
    stage = await openStage();
    jane = await stage.customer();
  });
  afterEach(() => stage.end());

  const saidBy = async (speaker: Actor, listener: Actor, text: string): Promise<string> => {
    await speaker.say(text);
    return (await listener.hears(text)).id;
  };

  it('go both ways', async () => {
    const ana = await stage.guest();
    const shown$ = jane.session.transcript$.pipe(
      map(({ items }) => items.find((item) => item.type === 'message' && item.receipts.length > 0)),
      filter((item) => item !== undefined),
    );
    const shown = patiently(shown$);
    const question = await saidBy(jane, ana, 'Hello?');
    const answer = await saidBy(ana, jane, 'Hello!');
    await Promise.all([done(ana.session.markRead(question)), done(jane.session.markDelivered(answer))]);
    const [read, delivered] = await Promise.all([receiptFor(jane, question), receiptFor(ana, answer)]);
    expect([read, delivered]).toMatchObject([
      { messageId: question, status: 'read', recipientId: ana.details.participantId, origin: 'live' },
      { messageId: answer, status: 'delivered', recipientId: jane.details.participantId, origin: 'live' },
    ]);
    expect(await shown).toMatchObject({
      id: question,
      receipts: [{ recipientId: ana.details.participantId, readAt: expect.any(Number) }],
    });
  });

  it('are found embedded in the transcript when the push was missed', async () => {
    const ana = await stage.guest();
    const question = await saidBy(jane, ana, 'Hello?');
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections(stage.details.participantId).open === 0);
    await done(ana.session.markDelivered(question));
    await done(ana.session.markRead(question));
    jane.connect();
    expect(await jane.untilType('receipt')).toMatchObject({ messageId: question, status: 'read', origin: 'backfill' });
    expect(jane.eventsOf('receipt')).toHaveLength(1);
  });

  it('leave together: the newest stands for those before it', async () => {
    const ana = await stage.guest();
    const [one, two] = [await saidBy(jane, ana, 'one'), await saidBy(jane, ana, 'two')];
    await Promise.all([one, two].map((id) => done(ana.session.markRead(id))));
    expect(stage.requests('SendEvent')).toMatchObject([{ body: { Content: JSON.stringify({ messageId: two }) } }]);
    await done(ana.session.markDelivered(one));
    expect(stage.requests('SendEvent')).toHaveLength(1);
  });

  it('fail for their caller only when there are more than two in the chat', async () => {
    const ana = await stage.guest();
    await stage.guest({ displayName: 'Sue', role: 'SUPERVISOR' });
    const question = await saidBy(jane, ana, 'Hello?');
    await expect(done(ana.session.markRead(question))).rejects.toMatchObject({ name: 'ConflictError', status: 409 });
    await saidBy(jane, ana, 'Still there?');
    expect(ana.path()).toEqual(['idle', 'connecting', 'live']);
  });

  it('are told once, however often they come', async () => {
    const ana = await stage.guest();
    const question = await saidBy(jane, ana, 'Hello?');
    stage.emulator.inject({ fault: 'frame.duplicate', participantId: stage.details.participantId });
    stage.emulator.postReceipt(ana.details.participantId ?? '', question, 'read');
    stage.emulator.dropSockets(stage.details.participantId);
    await jane.untilType('receipt');
    await jane.was('live', 2);
    await saidBy(ana, jane, 'after');
    expect(jane.eventsOf('receipt')).toHaveLength(1);
  });
});
