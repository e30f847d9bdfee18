import { readFileSync } from 'node:fs';
import type { ChatEvent } from '../../lib/index.js';
import type { Actor } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const ORDINARY = {
  AbsoluteTime: '2026-01-01T00:00:00.000Z',
  Content: 'hi',
  ContentType: 'text/plain',
  Id: 'odd',
  Type: 'MESSAGE',
};
const FILE = { attachmentId: 'a', name: 'x.jpg', contentType: 'image/jpeg', status: 'APPROVED' };
const PLAIN = { type: 'message', contentType: 'text/plain', content: 'hi' };

/** What is to come of each of the inputs, in their order, and whether something was odd about it. */
const RIGHT: ReadonlyArray<readonly [object, isOdd: boolean]> = [
  [PLAIN, false],
  [PLAIN, false],
  [PLAIN, false],
  [PLAIN, true],
  [PLAIN, true],
  [PLAIN, true],
  [{ ...PLAIN, streaming: { completed: true, chunks: 3 } }, true],
  [PLAIN, true],
  [{ type: 'attachment', content: 'look at this', attachments: [FILE] }, false],
  [{ ...PLAIN, attachments: [FILE] }, false],
  [{ type: 'message', contentType: 'application/json', content: '{"a":1}' }, true],
];

const inputs: ReadonlyArray<{ readonly over: object; readonly right: string }> = JSON.parse(
  readFileSync('spec/fixtures/odd-items.json', 'utf8'),
);

const frameOf = (fields: object): string =>
  JSON.stringify({ topic: 'aws/chat', contentType: 'application/json', content: JSON.stringify(fields) });

const isOdd = (event: ChatEvent): event is ChatEvent & { readonly id: string } =>
  event.type !== 'gap' && event.id === 'odd';

describe('a session that is sent an item with odd fields', () => {
  let stage: Stage;
  let jane: Actor;
  beforeEach(async () => {
    stage = await openStage();
    jane = await stage.customer();
  });
  afterEach(() => stage.end());

  const push = (fields: object): number => stage.emulator.pushRaw(stage.details.participantId, frameOf(fields));

  it.each(inputs.map(({ over, right }, index) => [JSON.stringify(over), right, over, ...RIGHT[index]!] as const))(
    'makes of %s %s',
    async (_, __, over, expected, isReported) => {
      push({ ...ORDINARY, ...over });
      expect(await jane.until(isOdd)).toMatchObject({ ...expected, at: Date.parse(ORDINARY.AbsoluteTime) });
      push({ ...ORDINARY, ...over });
      stage.post('good');
      await jane.hears('good');
      expect(jane.events.filter(isOdd)).toHaveLength(1);
      expect(jane.diagnosticsOf('oddItem')).toHaveLength(isReported ? 1 : 0);
      expect(jane.diagnosticsOf('unreadableFrame')).toEqual([]);
    },
  );

  it('knows all of the inputs', () => expect(inputs).toHaveLength(RIGHT.length));

  it('shows the files of a message at each stage of their scan', async () => {
    const file = (Status: string): object => ({ ...ORDINARY, Attachments: [{ AttachmentId: 'a', Status }] });
    push(file('IN_PROGRESS'));
    push(file('IN_PROGRESS'));
    push(file('APPROVED'));
    stage.post('good');
    await jane.hears('good');
    expect(jane.events.filter(isOdd)).toMatchObject([
      { content: 'hi', attachments: [{ status: 'IN_PROGRESS' }] },
      { content: 'hi', attachments: [{ status: 'APPROVED' }] },
    ]);
  });
});
