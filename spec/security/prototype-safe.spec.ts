import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLedger } from '../../lib/chat/ledger.js';
import { readCheckpoint } from '../../lib/platform/stores/read-checkpoint.js';
import { withoutSecrets } from '../../lib/platform/stores/without-secrets.js';
import { checkCheckpoint } from '../../lib/protocol/check-checkpoint.js';
import { decodeFrame } from '../../lib/protocol/decode-frame.js';
import { CREATE_PARTICIPANT_CONNECTION } from '../../lib/protocol/operations/create-participant-connection.js';
import { DESCRIBE_VIEW } from '../../lib/protocol/operations/describe-view.js';
import { GET_ATTACHMENT } from '../../lib/protocol/operations/get-attachment.js';
import { GET_TRANSCRIPT } from '../../lib/protocol/operations/get-transcript.js';
import { SEND_MESSAGE } from '../../lib/protocol/operations/send-message.js';
import { START_ATTACHMENT_UPLOAD } from '../../lib/protocol/operations/start-attachment-upload.js';
import { readInteractive } from '../../lib/protocol/read-interactive.js';
import { toChatError } from '../../lib/protocol/to-chat-error.js';
import { itemText } from '../fixtures/frame-texts.js';
import { sample } from '../platform/stores/sample.js';
import { changelings, poisoned } from './support/poisoned.js';

const ITEMS = readdirSync(join(__dirname, '..', 'fixtures', 'frames'))
  .map((name) => itemText(name.replace('.txt', '')))
  .filter((text) => text.startsWith('{'));

/** What nobody knows is handed on as it came. */
const UNKNOWN_ITEM = JSON.stringify({
  Id: 'unknown',
  AbsoluteTime: '2026-01-01T00:00:00.000Z',
  Type: 'ODD',
  ContentType: 'application/odd',
  Odd: { deeper: [{}] },
});
const UNKNOWN_TEMPLATE = JSON.stringify({ templateType: 'Odd', version: '1.0', data: { content: { odd: [{}] } } });
const VIEW_RESOURCE = JSON.stringify({ templateType: 'ViewResource', data: { content: { viewData: { odd: [{}] } } } });

const INTERACTIVE = JSON.stringify({
  templateType: 'Carousel',
  version: '1.0',
  data: {
    replyMessage: { title: 'reply' },
    content: {
      title: 'cards',
      elements: [
        { templateIdentifier: 'a', templateType: 'ListPicker', data: { content: { elements: [{ title: 'b' }] } } },
      ],
    },
  },
});

/** Reads an item in a frame, and enters it twice. */
const enterFrame = (text: string): unknown => {
  const frame = decodeFrame(`{"topic":"aws/chat","content":${text}}`);
  const told: unknown[] = [frame];
  const ledger = createLedger('contact', 10);
  if (frame._tag === 'Right' && frame.right.type === 'item')
    for (const origin of ['live', 'backfill'] as const)
      ledger.enter(frame.right.item, origin, (event) => told.push(event));
  return [...told, ledger.events(), ledger.marks(undefined)];
};

const enterCheckpoint = (text: string): unknown => {
  try {
    const checkpoint = readCheckpoint(text, 'contact');
    if (checkpoint === undefined) return undefined;
    checkCheckpoint(checkpoint, 'contact');
    const ledger = createLedger('contact', 10);
    ledger.recall(checkpoint.told);
    return [withoutSecrets(checkpoint), ledger.marks(undefined)];
  } catch (error) {
    return error;
  }
};

/** Everything that reads JSON of others, with what it usually reads. */
const READERS: ReadonlyArray<readonly [string, ReadonlyArray<string>, (text: string) => unknown]> = [
  ['frames', ['{"topic":"aws/subscribe","content":{"status":"success"}}', '{"topic":"aws/ping"}'], decodeFrame],
  ['items of frames', ITEMS, enterFrame],
  ['items that nobody knows', [UNKNOWN_ITEM], enterFrame],
  ['pages', [`{"InitialContactId":"i","Transcript":[${ITEMS.join()}],"NextToken":"n"}`], GET_TRANSCRIPT.decode],
  [
    'connections',
    ['{"Websocket":{"Url":"wss://a"},"ConnectionCredentials":{"ConnectionToken":"t"}}'],
    CREATE_PARTICIPANT_CONNECTION.decode,
  ],
  [
    'uploads',
    ['{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3","HeadersToInclude":{"x-amz-acl":"a"}}}'],
    START_ATTACHMENT_UPLOAD.decode,
  ],
  ['downloads', ['{"Url":"https://s3","AttachmentSizeInBytes":7}'], GET_ATTACHMENT.decode],
  ['sent messages', ['{"Id":"i","AbsoluteTime":"2026-01-01T00:00:00.000Z","MessageMetadata":{}}'], SEND_MESSAGE.decode],
  ['views', ['{"View":{"Id":"v","Content":{"Template":"{}","Actions":["a"]}}}'], DESCRIBE_VIEW.decode],
  ['interactive messages', [INTERACTIVE, UNKNOWN_TEMPLATE, VIEW_RESOURCE], readInteractive],
  ['checkpoints', [JSON.stringify(sample())], enterCheckpoint],
  [
    'refusals',
    ['{"code":"ValidationException","message":"m","ResourceType":"CONTACT"}'],
    (body) => toChatError({ operation: 'DescribeView', status: 404, headers: {}, body }),
  ],
];

const born = (): ReadonlyArray<ReadonlyArray<PropertyKey>> =>
  [Object, Array, Function, String].map(({ prototype }) => Reflect.ownKeys(prototype));

describe('reading', () => {
  const before = born();

  it.each(READERS)(
    'takes names like __proto__ for names in %s: it neither throws nor changes what objects are',
    (_, texts, read) => {
      fc.assert(
        fc.property(fc.constantFrom(...texts).chain(poisoned), (text) => {
          const value = read(text);
          expect(changelings(value)).toEqual([]);
          expect(born()).toEqual(before);
          expect({}).not.toHaveProperty('polluted');
        }),
      );
    },
  );

  it('would be found to change what objects are', () => {
    const changed = Object.setPrototypeOf({ a: 1 }, { polluted: true });
    expect(changelings({ list: [{ changed }] })).toEqual([changed]);
  });
});
