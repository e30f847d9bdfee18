import { PassThrough, Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { lastValueFrom } from 'rxjs';
import { InvalidArgumentError, type AttachmentBody, type HttpPiece } from '../../lib/index.js';
import type { Actor } from '../scenarios/support/actor.js';
import { openStage, type Stage } from '../scenarios/support/stage.js';

/** Cuts bytes at some places, of which several may be the same. */
const cut = (bytes: Uint8Array, cuts: ReadonlyArray<number>): ReadonlyArray<Uint8Array> => {
  const ends = [...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
};
async function* iterated(pieces: ReadonlyArray<HttpPiece>): AsyncGenerator<HttpPiece> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}
const within = (bytes: Uint8Array): Uint8Array => {
  const larger = new Uint8Array(bytes.length + 5);
  larger.set(bytes, 3);
  return larger.subarray(3, 3 + bytes.length);
};
const shared = (bytes: Uint8Array): SharedArrayBuffer => {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
};
const foreign = (bytes: Uint8Array): AttachmentBody =>
  runInNewContext('Uint8Array.from(bytes)', { bytes: [...bytes] }) as Uint8Array;

/** Every kind of body that is accepted, by what makes it of bytes. */
const KINDS: Readonly<Record<string, (bytes: Uint8Array, pieces: ReadonlyArray<Uint8Array>) => AttachmentBody>> = {
  bytes: (bytes) => bytes,
  'a part of a buffer': within,
  'a Buffer': (bytes) => Buffer.from(bytes),
  'a buffer': (bytes) => bytes.slice().buffer,
  'a view': (bytes) => new DataView(within(bytes).buffer, 3, bytes.length),
  'a shared buffer': shared,
  'bytes of another realm': foreign,
  'a Blob': (_, pieces) => new Blob([...pieces].map((piece) => piece.slice())),
  'an async iterable': (_, pieces) => iterated(pieces),
  'an async iterable of buffers': (_, pieces) => iterated(pieces.map((piece) => piece.slice().buffer)),
  'a stream of the web': (bytes) => new Blob([bytes.slice()]).stream(),
  'a stream of Node': (_, pieces) => Readable.from(pieces.map((piece) => Buffer.from(piece))),
  'a stream through which others write': (bytes) => new PassThrough().end(bytes),
};

/** What is no body. */
const OTHERS: ReadonlyArray<unknown> = [
  ...[undefined, null, true, 0, 5, 5n, Symbol('a'), [], [1], [Uint8Array.of(1)], {}, { uri: 'file:///a' }, new Map()],
  ...[new Date(0), new Set(['a']), () => 'a', Promise.resolve('a'), new FormData(), new Response('a'), new Error('a')],
];

describe('the body of an attachment', () => {
  let stage: Stage;
  let jane: Actor;
  beforeAll(async () => {
    stage = await openStage({ emulator: { scanMs: 0, maxAttachments: 10_000 } });
    jane = await stage.customer();
  });
  afterAll(() => stage.end());

  const upload = (body: unknown, sizeInBytes: number | undefined): Promise<string> =>
    lastValueFrom(
      jane.session.sendAttachment({
        name: 'a.txt',
        contentType: 'text/plain',
        body: body as AttachmentBody,
        sizeInBytes,
      }),
    ).then((last) => (last.type === 'completed' ? last.attachmentId : ''));
  const stored = async (attachmentId: string): Promise<Buffer> => {
    const last = await lastValueFrom(jane.session.downloadAttachment(attachmentId));
    return Buffer.from(last.type === 'completed' ? last.body : []);
  };

  it.each(Object.keys(KINDS))('arrives as exactly its bytes: %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ minLength: 1 }),
          fc.uint8Array({ minLength: 65_530, maxLength: 140_000, size: 'max' }),
        ),
        fc.array(fc.nat()),
        async (bytes, cuts) => {
          const id = await upload(KINDS[kind]!(bytes, cut(bytes, cuts)), bytes.length);
          expect(Buffer.compare(await stored(id), bytes)).toBe(0);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('arrives as exactly its text in UTF-8, whole or in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), async (text, at) => {
        const bytes = Buffer.from(text);
        const pieces = [text.slice(0, at % text.length), text.slice(at % text.length)];
        expect(await stored(await upload(text, undefined))).toEqual(bytes);
        expect(await stored(await upload(iterated(pieces), bytes.length))).toEqual(bytes);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused at the call where it is anything else, by a name', () => {
    const requests = stage.emulator.requests.length;
    for (const body of OTHERS) {
      const act = (): unknown =>
        jane.session.sendAttachment({ name: 'a', body: body as AttachmentBody, sizeInBytes: 1 });
      expect(act).toThrow(InvalidArgumentError);
      expect(act).toThrow(/^body must /);
    }
    expect(stage.emulator.requests).toHaveLength(requests);
  });

  it('is not posted where it has another length than announced', async () => {
    const completed = stage.requests('CompleteAttachmentUpload').length;
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 100_000, size: 'max' }),
        fc.array(fc.nat()),
        fc.integer({ min: 1, max: 200_000 }),
        async (bytes, cuts, announced) => {
          fc.pre(announced !== bytes.length);
          const reason = bytes.length < announced ? 'tooShort' : 'tooLong';
          const failure = await upload(iterated(cut(bytes, cuts)), announced).catch((error: unknown) => error);
          expect(failure).toMatchObject({ name: 'AttachmentBodyError', reason });
        },
      ),
      { numRuns: 30 },
    );
    expect(stage.requests('CompleteAttachmentUpload')).toHaveLength(completed);
  });
});
