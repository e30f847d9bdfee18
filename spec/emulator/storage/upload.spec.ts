import { startEmulator, type Emulator, type EmulatorOptions } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

describe('upload', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const start = async (options: EmulatorOptions = {}) => {
    emulator = await startEmulator({ scanMs: 1, ...options });
    customer = await connectRaw(emulator, emulator.startChat());
  };
  afterEach(() => emulator.close());

  const announce = (more = {}) =>
    customer.call('/participant/start-attachment-upload', {
      ContentType: 'text/plain',
      AttachmentName: 'note.txt',
      AttachmentSizeInBytes: 4,
      ClientToken: crypto.randomUUID(),
      ...more,
    });
  const put = (url: string, headers: Record<string, string>, body = 'note') =>
    fetch(url, { method: 'PUT', headers, body });
  const complete = (id: string, ClientToken: string = crypto.randomUUID()) =>
    customer.call('/participant/complete-attachment-upload', { AttachmentIds: [id], ClientToken });
  const statuses = () => customer.items().flatMap((item) => item.Attachments?.map(({ Status }) => Status) ?? []);
  const uploaded = async (): Promise<string> => {
    const { body } = await announce();
    await put(body.UploadMetadata.Url, body.UploadMetadata.HeadersToInclude);
    return body.AttachmentId;
  };

  it('takes what was announced and shows it being scanned, then approved, as one item', async () => {
    await start();
    const id = await uploaded();
    expect((await complete(id)).status).toBe(200);
    await customer.sees(() => statuses().length === 2);
    expect(statuses()).toEqual(['IN_PROGRESS', 'APPROVED']);
    const [first, second] = customer.items().filter((item) => item.Type === 'ATTACHMENT');
    expect(second).toMatchObject({ Id: first!.Id, AbsoluteTime: first!.AbsoluteTime });
    expect(Object.keys(first!).slice(0, 4)).toEqual(['AbsoluteTime', 'Attachments', 'Id', 'Type']);
    expect(emulator.transcript(customer.details.contactId).at(-1)?.Attachments?.[0]?.Status).toBe('APPROVED');
  });

  it('rejects what the scanner does not like, and gives only what is approved', async () => {
    await start({ scan: () => 'REJECTED' });
    const AttachmentId = await uploaded();
    await complete(AttachmentId);
    await customer.sees(() => statuses().length === 2);
    expect(statuses()).toEqual(['IN_PROGRESS', 'REJECTED']);
    expect((await customer.call('/participant/attachment', { AttachmentId })).status).toBe(400);
  });

  it('skips the scan when there is none', async () => {
    await start({ scanMs: 0 });
    await complete(await uploaded());
    await customer.sees(() => statuses().length === 1);
    expect(statuses()).toEqual(['APPROVED']);
  });

  it('refuses uploads that are not exactly what was signed', async () => {
    await start();
    const { body } = await announce();
    const { Url, HeadersToInclude: signed } = body.UploadMetadata;
    const fewer = Object.fromEntries(Object.entries(signed).filter(([name]) => name !== 'x-amz-acl'));
    const refusals = [
      await put(Url, fewer),
      await put(Url, { ...signed, 'Content-Type': 'text/csv' }),
      await put(Url, { ...signed, 'x-amz-tagging': 'unsigned' }),
      await put(Url, { ...signed, 'X-Amz-Bearer': 'secret' }),
      await put(`${Url}x`, signed),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403, 400, 403]);
    expect(await refusals[0]!.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(refusals[0]!.headers.get('access-control-allow-origin')).toBe('*');
    expect((await complete(body.AttachmentId)).status).toBe(400);
  });

  it('refuses uploads and downloads that come too late', async () => {
    await start({ uploadUrlLifetimeMs: 0 });
    const { body } = await announce();
    const late = await put(body.UploadMetadata.Url, body.UploadMetadata.HeadersToInclude);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('expired')]);
  });

  it('refuses announcements that break a rule', async () => {
    await start({ maxAttachments: 1, maxAttachmentBytes: 10 });
    expect((await announce({ AttachmentSizeInBytes: 11 })).status).toBe(400);
    expect((await announce({ AttachmentSizeInBytes: 0 })).status).toBe(400);
    expect((await announce({ ContentType: 'application/x-msdownload' })).status).toBe(400);
    expect((await announce({ AttachmentName: '' })).status).toBe(400);
    expect((await announce({ ClientToken: undefined })).status).toBe(400);
    expect((await announce()).status).toBe(200);
    const refused = await announce();
    expect(refused.status).toBe(402);
    expect(refused.headers.get('x-amzn-errortype')).toBe('ServiceQuotaExceededException');
  });

  it('counts names by characters', async () => {
    await start();
    expect((await announce({ AttachmentName: '📎'.repeat(256) })).status).toBe(200);
    expect((await announce({ AttachmentName: '📎'.repeat(257) })).status).toBe(400);
  });

  it('gives a header that can carry any name', async () => {
    await start();
    const { body } = await announce({ AttachmentName: "it's (1) *é\r\n.txt" });
    const { 'Content-Disposition': disposition } = body.UploadMetadata.HeadersToInclude;
    expect(disposition).toBe("attachment; filename*=UTF-8''it%27s%20%281%29%20%2A%C3%A9%0D%0A.txt");
    expect((await put(body.UploadMetadata.Url, body.UploadMetadata.HeadersToInclude)).status).toBe(200);
  });

  it('accepts the types that its instance is configured for', async () => {
    await start({ attachmentTypes: ['application/octet-stream'] });
    expect((await announce({ ContentType: 'application/octet-stream' })).status).toBe(200);
    expect((await announce()).status).toBe(400);
  });

  it('sends uploads and downloads elsewhere on demand', async () => {
    await start({ scanMs: 0 });
    const { body } = await announce();
    const { Url, HeadersToInclude: signed } = body.UploadMetadata;
    const ask = (method: string) =>
      fetch(Url, { method, headers: signed, redirect: 'manual', ...(method === 'PUT' && { body: 'note' }) });
    emulator.inject({ fault: 'upload.redirect' });
    const moved = await ask('PUT');
    expect([moved.status, moved.headers.get('location')]).toEqual([307, Url.replace(/^http:\/\/[^/]*/, '')]);
    expect((await ask('PUT')).status).toBe(200);
    emulator.inject({ fault: 'download.redirect', status: 308, location: 'https://elsewhere.test/' });
    const away = await ask('GET');
    expect([away.status, away.headers.get('location')]).toEqual([308, 'https://elsewhere.test/']);
  });

  it('completes once: again for the same client token, not for another', async () => {
    await start();
    const id = await uploaded();
    expect((await complete(id, 'token')).status).toBe(200);
    expect((await complete(id, 'token')).status).toBe(200);
    expect((await complete(id)).status).toBe(409);
    expect((await complete('unknown')).status).toBe(400);
  });

  it('fails on demand', async () => {
    await start();
    const { body } = await announce();
    emulator.inject({ fault: 'upload.error', status: 500 });
    expect((await put(body.UploadMetadata.Url, body.UploadMetadata.HeadersToInclude)).status).toBe(500);
    const AttachmentId = await uploaded();
    await complete(AttachmentId);
    await customer.sees(() => statuses().includes('APPROVED'));
    const { body: link } = await customer.call('/participant/attachment', { AttachmentId });
    emulator.inject({ fault: 'download.error' });
    expect((await fetch(link.Url)).status).toBe(403);
    expect(await (await fetch(link.Url)).text()).toBe('note');
    expect((await fetch(link.Url, { headers: { 'X-Amz-Bearer': 'secret' } })).status).toBe(400);
  });

  it('gives attachments to participants of the chat, custom bots excepted', async () => {
    await start({ scanMs: 0 });
    const AttachmentId = await uploaded();
    await complete(AttachmentId);
    const { contactId } = customer.details;
    const bot = emulator.addParticipant(contactId, { displayName: 'Concierge', role: 'CUSTOM_BOT' });
    const agent = emulator.addParticipant(contactId, { displayName: 'Ana' });
    const stranger = await connectRaw(emulator, emulator.startChat());
    const ask = (one: RawParticipant, more = {}) => one.call('/participant/attachment', { AttachmentId, ...more });
    expect((await ask(await connectRaw(emulator, bot))).status).toBe(403);
    expect((await ask(await connectRaw(emulator, agent))).status).toBe(200);
    expect((await ask(stranger)).status).toBe(400);
    expect((await ask(customer, { UrlExpiryInSeconds: 4 })).status).toBe(400);
  });
});
