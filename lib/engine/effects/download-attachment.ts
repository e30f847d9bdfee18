import {
  catchError,
  concat,
  defer,
  EMPTY,
  mergeMap,
  of,
  switchMap,
  takeUntil,
  throwError,
  type Observable,
} from 'rxjs';
import { AttachmentBodyError, DownloadRefusedError } from '../../chat/errors.js';
import { checkAttachmentId } from '../../protocol/check-attachment-id.js';
import { isMediaType } from '../../protocol/media-type.js';
import type { GetAttachmentOutput } from '../../protocol/operations/get-attachment.js';
import { encodeUtf8 } from '../../protocol/utf8.js';
import { authorized } from '../authorized.js';
import { getAttachment } from '../participant/get-attachment.js';
import type { HttpEvent, HttpResponse } from '../ports.js';
import type { World } from '../world.js';
import { chatEnd } from './chat-end.js';
import { isExpired } from './is-expired.js';
import { rising } from './rising.js';
import { checkStorageUrl } from './storage-url.js';
import { transfer } from './transfer.js';

/** How far a download has come. */
export type DownloadProgress =
  /** The bytes are on their way: none in the first of these, never fewer than before. */
  | { readonly type: 'downloading'; readonly receivedBytes: number; readonly totalBytes?: number }
  /** Here they are. Always the last value. */
  | {
      readonly type: 'completed';
      readonly body: Uint8Array;
      /** MIME type, where the storage host says one. */
      readonly contentType?: string;
    };

/**
 * Fetches the bytes of a file, which the service allows while the chat goes on. Bytes that are on their way when it
 * ends still arrive.
 *
 * Cold: one subscription fetches them once; unsubscribing aborts. The id is checked at the call, which throws an
 * `InvalidArgumentError`. Errors with a {@link DownloadRefusedError} when storage refuses, with an `UnreadableError`
 * when the place of the bytes cannot be trusted, with an {@link AttachmentBodyError} when they are more or fewer than
 * the service says, or more than `policies.maxAttachmentBytes`, with a `RequestTimeoutError` when storage stays silent
 * or takes too long, and with what the service refuses it for; when the chat has ended, with a `ChatEndedError`. Tries
 * again when the network or the storage host fails, and once at another place where the first one expired meanwhile.
 */
export const downloadAttachment = (world: World, attachmentId: string): Observable<DownloadProgress> => {
  checkAttachmentId(attachmentId);

  const place$ = authorized(world, (connectionToken) =>
    getAttachment(world.call, connectionToken, { attachmentId }),
  ).pipe(takeUntil(chatEnd(world)));

  const download = (isRenewable: boolean): Observable<DownloadProgress> =>
    place$.pipe(
      // switchMap: there is one place.
      switchMap((place) =>
        get(world, place).pipe(
          catchError((error: unknown) =>
            isRenewable && error instanceof DownloadRefusedError && isExpired(world.ports, error, place)
              ? download(false)
              : throwError(() => error),
          ),
        ),
      ),
    );

  return download(true).pipe(
    rising((progress) => (progress.type === 'downloading' ? progress.receivedBytes : undefined)),
  );
};

const get = (world: World, { url, sizeInBytes }: GetAttachmentOutput): Observable<DownloadProgress> =>
  defer(() => {
    checkStorageUrl('GetAttachment', url);
    const { maxAttachmentBytes } = world.policies;
    if (sizeInBytes !== undefined && sizeInBytes > maxAttachmentBytes) throw new AttachmentBodyError('tooLong');
    const response$ = transfer(
      world,
      {
        method: 'GET',
        url,
        headers: {},
        responseType: 'bytes',
        maxResponseBytes: maxAttachmentBytes,
        followsRedirects: true,
      },
      { isReplayable: true, refused: (status) => new DownloadRefusedError(status) },
    );
    return concat(
      of(downloading(0, sizeInBytes)),
      // mergeMap: at most one value at once each.
      response$.pipe(mergeMap((event) => progressOf(event, sizeInBytes))),
    );
  });

const progressOf = (event: HttpEvent, sizeInBytes: number | undefined): Observable<DownloadProgress> => {
  switch (event.type) {
    case 'sent':
      return EMPTY;
    case 'received':
      return of(downloading(event.bytes, sizeInBytes ?? event.totalBytes));
    case 'response':
      return of(completed(event, sizeInBytes));
  }
};

const completed = ({ body: answer, headers }: HttpResponse, sizeInBytes: number | undefined): DownloadProgress => {
  const body = typeof answer === 'string' ? encodeUtf8(answer) : answer;
  // Of a file that is stored packed the service counts other bytes than those that come out of it.
  const isPacked = /\S/.test((headers['content-encoding'] ?? '').replace(/\bidentity\b/gi, ''));
  if (sizeInBytes !== undefined && !isPacked && body.byteLength !== sizeInBytes) {
    throw new AttachmentBodyError(body.byteLength < sizeInBytes ? 'tooShort' : 'tooLong');
  }
  const contentType = headers['content-type']?.trim() ?? '';
  return { type: 'completed', body, ...(isMediaType(contentType) && { contentType }) };
};

const downloading = (receivedBytes: number, totalBytes: number | undefined): DownloadProgress => ({
  type: 'downloading',
  receivedBytes,
  ...(totalBytes !== undefined && { totalBytes }),
});
