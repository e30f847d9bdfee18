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

  it('of a megabyte arrive whole', async () => {
    await set();
    const body = new Uint8Array(1_048_576).map((_, index) => index % 251);
    await lastValueFrom(jane.session.sendAttachment({ ...FILE, body }));
    const { attachments } = await scanned(jane, 'APPROVED');
    const last = await lastValueFrom(jane.session.downloadAttachment(attachments[0]!.attachmentId));
    expect(last.type === 'completed' && Buffer.compare(last.body, body)).toBe(0);
  });
});
