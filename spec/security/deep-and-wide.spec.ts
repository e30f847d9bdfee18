import { createLedger } from '../../lib/chat/ledger.js';
import { DEFAULT_POLICIES } from '../../lib/engine/policies.js';
import { decodeFrame } from '../../lib/protocol/decode-frame.js';
import { CREATE_PARTICIPANT_CONNECTION } from '../../lib/protocol/operations/create-participant-connection.js';
import { DESCRIBE_VIEW } from '../../lib/protocol/operations/describe-view.js';
import { GET_TRANSCRIPT } from '../../lib/protocol/operations/get-transcript.js';
import { START_ATTACHMENT_UPLOAD } from '../../lib/protocol/operations/start-attachment-upload.js';
import { readInteractive } from '../../lib/protocol/read-interactive.js';

const { maxFrameBytes, maxResponseBytes } = DEFAULT_POLICIES;

const HEAD = '"Id":"i","AbsoluteTime":"2026-01-01T00:00:00.000Z"';
const READ = '{"RecipientParticipantId":"r","ReadTimestamp":"2026-01-01T00:00:00.000Z"}';
const FILE = '{"AttachmentId":"a","Status":"APPROVED"}';

/** A text as long as may be: a beginning, as many parts as fit, and an end. */
const full = (bytes: number, start: string, part: string, end: string): string =>
  start + part.repeat(Math.floor((bytes - start.length - end.length) / part.length) - 1) + part.replace(/,$/, '') + end;

const deep = (bytes: number, start: string, [open, close]: readonly [string, string], end: string): string => {
  const depth = Math.floor((bytes - start.length - end.length - 1) / (open.length + close.length));
  return `${start}${open.repeat(depth)}1${close.repeat(depth)}${end}`;
};

const LISTS = ['[', ']'] as const;
const OBJECTS = ['{"a":', '}'] as const;

/** Reads an item and enters it twice, as a chat would that hears of it by both ways. */
const enter = (item: string): unknown => {
  const frame = decodeFrame(`{"topic":"aws/chat","content":${item}}`);
  const told: unknown[] = [];
  const ledger = createLedger('contact', 10);
  if (frame._tag === 'Right' && frame.right.type === 'item')
    for (const origin of ['live', 'backfill'] as const)
      ledger.enter(frame.right.item, origin, (event) => told.push(event));
  return frame;
};

/** Of the processor's time, for the wall's depends on what else runs. What is read here takes a small part of it. */
const LONG_S = 15;

/** What reading a text gives, which must not stop the process for long. */
const soon = (read: (text: string) => unknown, text: string): unknown => {
  const before = process.cpuUsage();
  const value = read(text);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000_000).toBeLessThan(LONG_S);
  return value;
};

describe('a peer that sends as much as it may', () => {
  it.each<readonly [string, string]>([
    ['lists in lists', deep(maxFrameBytes, `{${HEAD},"ContentType":"odd","Odd":`, LISTS, '}')],
    ['objects in objects', deep(maxFrameBytes, `{${HEAD},"ContentType":"odd","Odd":`, OBJECTS, '}')],
    ['deep metadata', deep(maxFrameBytes, `{${HEAD},"ContentType":"text/plain","MessageMetadata":`, LISTS, '}')],
    ['a deep text', deep(maxFrameBytes, `{${HEAD},"ContentType":"text/plain","Content":`, OBJECTS, '}')],
    [
      'receipts',
      full(maxFrameBytes, `{${HEAD},"ContentType":"text/plain","MessageMetadata":{"Receipts":[`, `${READ},`, ']}}'),
    ],
    ['files', full(maxFrameBytes, `{${HEAD},"Type":"ATTACHMENT","Attachments":[`, `${FILE},`, ']}')],
    ['digits for a time', full(maxFrameBytes, '{"Id":"i","AbsoluteTime":"2026-01-01T', '0', '"}')],
  ])('gets %s into a frame', (_, item) => expect(soon(enter, item)).toMatchObject({ _tag: expect.any(String) }));

  it.each<readonly [string, string, (text: string) => unknown]>([
    ['a page of numbers', full(maxResponseBytes, '{"Transcript":[', '0,', ']}'), GET_TRANSCRIPT.decode],
    ['a page of empty items', full(maxResponseBytes, '{"Transcript":[', '{},', ']}'), GET_TRANSCRIPT.decode],
    ['a deep item', deep(maxResponseBytes, `{"Transcript":[{${HEAD},"Odd":`, LISTS, '}]}'), GET_TRANSCRIPT.decode],
    [
      'a form of numbers',
      full(maxResponseBytes, '{"View":{"Content":{"Actions":[', '0,', ']}}}'),
      DESCRIBE_VIEW.decode,
    ],
    [
      'headers of numbers',
      full(maxResponseBytes, '{"AttachmentId":"a","UploadMetadata":{"Url":"u","HeadersToInclude":{', '"a":0,', '}}}'),
      START_ATTACHMENT_UPLOAD.decode,
    ],
    ['a deep connection', deep(maxResponseBytes, '{"Websocket":', OBJECTS, '}'), CREATE_PARTICIPANT_CONNECTION.decode],
  ])('gets %s into an answer', (_, text, read) => expect(soon(read, text)).toMatchObject({ _tag: expect.any(String) }));

  it.each<readonly [string, string]>([
    ['a deep template', deep(maxFrameBytes, '{"templateType":"Panel","data":', OBJECTS, '}')],
    [
      'carousels in carousels',
      deep(maxFrameBytes, '', ['{"templateType":"Carousel","data":{"content":{"elements":[', ']}}}'], ''),
    ],
    [
      'a carousel of lists',
      full(
        maxFrameBytes,
        '{"templateType":"Carousel","data":{"content":{"elements":[',
        '{"templateType":"ListPicker","data":{"content":{"elements":[{"title":"a"}]}}},',
        ']}}}',
      ),
    ],
  ])('gets %s into an interactive message', (_, text) =>
    expect(soon(readInteractive, text)).toMatchObject({ type: expect.any(String) }),
  );
});
