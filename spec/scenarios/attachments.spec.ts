import { createReadStream, mkdtempSync, openAsBlob, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { lastValueFrom, toArray, type Observable } from 'rxjs';
import type { AttachmentEvent, UploadProgress } from '../../lib/index.js';
import type { AttachmentStatus } from '../../lib/index.js';
import { patiently, type Actor } from './support/actor.js';
import { openStage, told, type Scenery, type Stage } from './support/stage.js';

const FILE = { name: 'receipt.txt', contentType: 'text/plain', body: 'One kettle, paid in full.\n' };
const SIZE = FILE.body.length;

const all = <T>(effect$: Observable<T>): Promise<T[]> => patiently(effect$.pipe(toArray()));
const scanned = (actor: Actor, status: AttachmentStatus): Promise<AttachmentEvent> =>
  actor.until(
    (event): event is AttachmentEvent => event.type === 'attachment' && event.attachments[0]?.status === status,
  );

describe('attachments', () => {
  let stage: Stage;
  let jane: Actor;
  const set = async (scenery: Scenery = {}): Promise<void> => {
    stage = await openStage({ ...scenery, emulator: { scanMs: 5, ...scenery.emulator } });
    jane = await stage.customer();
  };
  const stored = (operation: string) => stage.emulator.requests.filter((one) => one.operation === operation);
  afterEach(() => stage.end());

  it('go up with progress, and are seen by all as their scan goes on', async () => {
    await set();
    const ana = await stage.guest();
    const progress = await all(jane.session.sendAttachment(FILE));
    expect(progress[0]).toEqual({ type: 'uploading', sentBytes: 0, totalBytes: SIZE });
    expect(progress.at(-2)).toEqual({ type: 'uploading', sentBytes: SIZE, totalBytes: SIZE });
    expect(progress.at(-1)).toEqual({ type: 'completed', attachmentId: expect.any(String) });
    for (const actor of [jane, ana]) {
      await scanned(actor, 'APPROVED');
      expect(actor.eventsOf('attachment').map(({ attachments }) => attachments[0]?.status)).toEqual([
        'IN_PROGRESS',
        'APPROVED',
      ]);
    }
    expect(stage.requests('CompleteAttachmentUpload')).toHaveLength(1);
  });

  it('come down as they went up', async () => {
    await set();
    const ana = await stage.guest();
    await all(jane.session.sendAttachment(FILE));
    const { attachments } = await scanned(ana, 'APPROVED');
    const progress = await all(ana.session.downloadAttachment(attachments[0]!.attachmentId));
    expect(progress[0]).toEqual({ type: 'downloading', receivedBytes: 0, totalBytes: SIZE });
    const last = progress.at(-1);
    expect(last).toMatchObject({ type: 'completed', contentType: FILE.contentType });
    expect(last?.type === 'completed' && new TextDecoder().decode(last.body)).toBe(FILE.body);
  });

  it('never take the bearer to the storage host', async () => {
    await set();
    await all(jane.session.sendAttachment(FILE));
    const { attachments } = await scanned(jane, 'APPROVED');
    await all(jane.session.downloadAttachment(attachments[0]!.attachmentId));
    const transfers = [...stored('UploadAttachment'), ...stored('DownloadAttachment')];
    expect(transfers).toHaveLength(2);
    for (const { headers } of transfers) {
      expect(headers).not.toHaveProperty('x-amz-bearer');
      expect(headers).not.toHaveProperty('authorization');
    }
  });

  it('are not posted when storage refuses them', async () => {
    await set();
    stage.emulator.inject({ fault: 'upload.error', status: 403 });
    await expect(all(jane.session.sendAttachment(FILE))).rejects.toMatchObject({
      name: 'UploadRefusedError',
      status: 403,
    });
    expect(stage.requests('CompleteAttachmentUpload')).toEqual([]);
    stage.post('the chat goes on');
    await jane.hears('the chat goes on');
    expect(told(jane)).toEqual(stage.truth());
  });

  it('are uploaded again when storage fails', async () => {
    await set();
    stage.emulator.inject({ fault: 'upload.error', status: 500, times: 2 });
    const progress = await all(jane.session.sendAttachment(FILE));
    expect(progress.at(-1)).toMatchObject({ type: 'completed' });
    expect(stored('UploadAttachment')).toHaveLength(3);
    await scanned(jane, 'APPROVED');
  });

  it('are completed once when the answer to that is lost', async () => {
    await set();
    stage.emulator.inject({ fault: 'response.lost', operation: 'CompleteAttachmentUpload' });
    await all(jane.session.sendAttachment(FILE));
    await scanned(jane, 'APPROVED');
    expect(told(jane).slice(-2)).toEqual([stage.truth().at(-1), stage.truth().at(-1)]);
    expect(stage.requests('CompleteAttachmentUpload')).toHaveLength(2);
  });

  it('are aborted by unsubscribing', async () => {
    await set();
    stage.emulator.inject({ fault: 'upload.hang' });
    const seen: UploadProgress[] = [];
    const uploading = jane.session.sendAttachment(FILE).subscribe((progress) => void seen.push(progress));
    await stage.emulator.until(() => stored('UploadAttachment').length === 1);
    uploading.unsubscribe();
    stage.post('after');
    await jane.hears('after');
    expect(seen.some(({ type }) => type === 'completed')).toBe(false);
    expect(stage.requests('CompleteAttachmentUpload')).toEqual([]);
  });

  it('tell when the scan rejects them', async () => {
    await set({ emulator: { scan: () => 'REJECTED' } });
    await all(jane.session.sendAttachment(FILE));
    const { attachments } = await scanned(jane, 'REJECTED');
    await expect(all(jane.session.downloadAttachment(attachments[0]!.attachmentId))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('tell the outcome of a scan that ended while the session was away', async () => {
    await set({ emulator: { scanMs: 50 } });
    await all(jane.session.sendAttachment(FILE));
    await scanned(jane, 'IN_PROGRESS');
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    await stage.emulator.until(() =>
      stage.emulator.transcript(stage.details.contactId).some((item) => item.Attachments?.[0]?.Status === 'APPROVED'),
    );
    jane.connect();
    expect(await scanned(jane, 'APPROVED')).toMatchObject({ origin: 'backfill' });
  });

  it('are refused over the quota of the chat', async () => {
    await set({ emulator: { maxAttachments: 1 } });
    await all(jane.session.sendAttachment(FILE));
    await expect(all(jane.session.sendAttachment(FILE))).rejects.toMatchObject({
      name: 'QuotaExceededError',
      status: 402,
    });
    await scanned(jane, 'APPROVED');
  });

  it('are not handed out when storage refuses', async () => {
    await set();
    await all(jane.session.sendAttachment(FILE));
    const { attachments } = await scanned(jane, 'APPROVED');
    stage.emulator.inject({ fault: 'download.error', status: 403 });
    await expect(all(jane.session.downloadAttachment(attachments[0]!.attachmentId))).rejects.toMatchObject({
      name: 'DownloadRefusedError',
      status: 403,
    });
  });

  const moves = (url: string | undefined): string => new URL(url ?? '', 'http://localhost').pathname;

  it.each([307, 308])(
    'go up and come down by way of a redirect with %d, once and without the bearer',
    async (status) => {
      await set();
      stage.emulator.inject({ fault: 'upload.redirect', status });
      await all(jane.session.sendAttachment(FILE));
      const { attachments } = await scanned(jane, 'APPROVED');
      stage.emulator.inject({ fault: 'download.redirect', status });
      const last = (await all(jane.session.downloadAttachment(attachments[0]!.attachmentId))).at(-1);
      expect(last?.type === 'completed' && new TextDecoder().decode(last.body)).toBe(FILE.body);
      const transfers = [...stored('UploadAttachment'), ...stored('DownloadAttachment')];
      expect(new Set(transfers.map(({ path }) => moves(path))).size).toBe(1);
      expect(transfers.map(({ method, status: answer }) => `${method} ${answer}`)).toEqual([
        `PUT ${status}`,
        'PUT 200',
        `GET ${status}`,
        'GET 200',
      ]);
      for (const { headers } of transfers) expect(headers).not.toHaveProperty('x-amz-bearer');
    },
  );

  it.each<readonly [string, { readonly status?: number; readonly location?: string; readonly times?: number }]>([
    ['again and again', { times: 2 }],
    ['by another method', { status: 303 }],
    ['into the clear', { location: 'http://bucket.test/key' }],
    ['by another scheme', { location: 'ftp://127.0.0.1/key' }],
  ])('are refused where storage sends them on %s', async (_, redirect) => {
    await set();
    stage.emulator.inject({ fault: 'upload.redirect', ...redirect });
    await expect(all(jane.session.sendAttachment(FILE))).rejects.toMatchObject({
      name: 'UploadRefusedError',
      status: redirect.status ?? 307,
    });
    expect(stage.requests('CompleteAttachmentUpload')).toEqual([]);
  });

  it('end with the chat, whatever storage does', async () => {
    await set();
    stage.emulator.inject({ fault: 'upload.hang' });
    const ended = expect(all(jane.session.sendAttachment(FILE))).rejects.toMatchObject({ name: 'ChatEndedError' });
    await stage.emulator.until(() => stored('UploadAttachment').length === 1);
    stage.endChat();
    await ended;
    await expect(all(jane.session.sendAttachment(FILE))).rejects.toMatchObject({ name: 'ChatEndedError' });
  });

  it('are given up when storage stays silent, after as many attempts as any transfer', async () => {
    await set({ policies: { transferSilenceMs: 20 } });
    stage.emulator.inject({ fault: 'upload.hang', times: 3 });
    await expect(all(jane.session.sendAttachment(FILE))).rejects.toMatchObject({ name: 'RequestTimeoutError' });
    expect(stored('UploadAttachment')).toHaveLength(3);
  });

  async function* silent(): AsyncGenerator<string> {
    yield await Promise.resolve('One kettle');
    await new Promise(() => undefined);
  }
  async function* failing(): AsyncGenerator<string> {
    yield await Promise.resolve('One kettle');
    throw new RangeError('paid in full');
  }
  async function* other(): AsyncGenerator<string> {
    yield await Promise.resolve(5 as unknown as string);
  }
  it.each<readonly [string, AsyncIterable<string>, object]>([
    ['stays silent', silent(), { reason: 'silent' }],
    ['fails', failing(), { reason: 'failed', thrown: 'RangeError', message: 'the body could not be read' }],
    ['gives something else', other(), { reason: 'wrongPiece' }],
  ])('are not posted when their body %s', async (_, body, facts) => {
    await set({ policies: { bodySilenceMs: 20 } });
    const upload$ = jane.session.sendAttachment({ ...FILE, body, sizeInBytes: SIZE });
    await expect(all(upload$)).rejects.toMatchObject({ name: 'AttachmentBodyError', ...facts });
    expect(stage.requests('CompleteAttachmentUpload')).toEqual([]);
  });

  it('fail with their stream, also where it fails before it is read', async () => {
    await set();
    const body = createReadStream('/no/such/file');
    await expect(all(jane.session.sendAttachment({ ...FILE, body, sizeInBytes: SIZE }))).rejects.toMatchObject({
      name: 'AttachmentBodyError',
      reason: 'failed',
      code: 'ENOENT',
      message: 'the body could not be read',
    });
  });

  it('fail with a file that has changed since it was chosen', async () => {
    await set();
    const path = join(mkdtempSync(join(tmpdir(), 'attachments-')), 'a.txt');
    writeFileSync(path, FILE.body);
    const body = await openAsBlob(path);
    writeFileSync(path, 'Nothing.');
    await expect(all(jane.session.sendAttachment({ ...FILE, body }))).rejects.toMatchObject({
      name: 'AttachmentBodyError',
      reason: 'failed',
    });
  });

  it('leave a stream alone that they have not begun', async () => {
    await set({ emulator: { maxAttachments: 0 } });
    const body = Readable.from([FILE.body]);
    const upload$ = jane.session.sendAttachment({ ...FILE, body, sizeInBytes: SIZE });
    await expect(all(upload$)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await text(body)).toBe(FILE.body);
  });

  it('may have any name of 256 characters, and no type', async () => {
    const OCTETS = 'application/octet-stream';
    await set({ emulator: { attachmentTypes: [OCTETS] } });
    await all(jane.session.sendAttachment(new File(['a'], '📎'.repeat(256))));
    const { attachments } = await scanned(jane, 'APPROVED');
    expect(attachments).toMatchObject([{ name: '📎'.repeat(256), contentType: OCTETS }]);
  });

  it('of a megabyte arrive whole', async () => {
    await set();
    const body = new Uint8Array(1_048_576).map((_, index) => index % 251);
    await lastValueFrom(jane.session.sendAttachment({ ...FILE, body }));
    const { attachments } = await scanned(jane, 'APPROVED');
    const last = await lastValueFrom(jane.session.downloadAttachment(attachments[0]!.attachmentId));
    expect(last.type === 'completed' && Buffer.compare(last.body, body)).toBe(0);
  });
});
