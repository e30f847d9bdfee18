import { secret } from '../secret.js';
import type { VirtualTime } from '../virtual-time.js';
import { SELF } from './authors.js';
import type { Author, Chat } from './chat.js';
import { absoluteTime } from './post.js';
import type { WireRequest, WireResponse } from './wire.js';

/** The files of a chat. */
export interface Attachments {
  readonly start: (contentType: string, name: string) => object;
  readonly store: (request: WireRequest) => WireResponse;
  /** Whether the bytes are there. */
  readonly complete: (attachmentId: string) => boolean;
}

const URL_LIFE_MS = 300_000;
const SCAN_MS = 2_000;

const fields = (attachmentId: string, status: string): Readonly<Record<string, unknown>> => ({
  Attachments: [
    { AttachmentId: attachmentId, AttachmentName: 'invoice.pdf', ContentType: 'application/pdf', Status: status },
  ],
});

/** Posts a file, and what its scan says in the end. */
export const postAttachment = (
  chat: Chat,
  time: VirtualTime,
  {
    author,
    attachmentId,
    scanMs,
    isApproved,
  }: {
    readonly author: Author;
    readonly attachmentId: string;
    readonly scanMs: number;
    readonly isApproved: boolean;
  },
): void => {
  const { id } = chat.post({
    author,
    type: 'ATTACHMENT',
    state: 'IN_PROGRESS',
    fields: fields(attachmentId, 'IN_PROGRESS'),
  });
  const verdict = isApproved ? 'APPROVED' : 'REJECTED';
  time.after(scanMs, () => chat.change(id, verdict, fields(attachmentId, verdict)));
};

export const createAttachments = (time: VirtualTime, chat: Chat): Attachments => {
  const uploads = new Map<string, { readonly attachmentId: string; readonly goodUntil: number }>();
  const stored = new Set<string>();
  return {
    start: () => {
      const attachmentId = `file-${uploads.size + 1}`;
      const url = `https://storage.simulated.example/${attachmentId}?X-Amz-Signature=${secret('upload', attachmentId)}`;
      uploads.set(url, { attachmentId, goodUntil: time.now() + URL_LIFE_MS });
      return {
        AttachmentId: attachmentId,
        UploadMetadata: {
          Url: url,
          UrlExpiry: absoluteTime(chat.now() + URL_LIFE_MS),
          HeadersToInclude: { 'Content-Type': 'application/pdf' },
        },
      };
    },
    store: ({ url, method }) => {
      const upload = uploads.get(url);
      if (upload === undefined || upload.goodUntil < time.now()) return { status: 403, headers: {}, body: url };
      if (method === 'PUT') stored.add(upload.attachmentId);
      return { status: 200, headers: {}, body: '' };
    },
    complete: (attachmentId) => {
      if (!stored.delete(attachmentId)) return false;
      time.after(0, () =>
        postAttachment(chat, time, { author: SELF, attachmentId, scanMs: SCAN_MS, isApproved: true }),
      );
      return true;
    },
  };
};
