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
 * `InvalidArgumentError`. Errors with a {@link DownloadRefusedError} when storage refuses, with a `ForeignAnswerError`
 * when something in between goes on answering in its place, with an `UnreadableError` when the place of the bytes
 * cannot be trusted, with an {@link AttachmentBodyError} when they are more or fewer than the service says, or more than
 * `policies.maxAttachmentBytes`, with a `RequestTimeoutError` when storage stays silent or takes too long, and with what
 * the service refuses it for; when the chat has ended, with a `ChatEndedError`. Tries again when the network or the
 * storage host fails, and once at another place where the first one expired meanwhile.
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
      {
        isReplayable: true,
        refused: (status) => new DownloadRefusedError(status),
        isFile: (response) => excessOf(response, sizeInBytes) === 0,
      },
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

const completed = (response: HttpResponse, sizeInBytes: number | undefined): DownloadProgress => {
  const excess = excessOf(response, sizeInBytes);
  if (excess !== 0) throw new AttachmentBodyError(excess < 0 ? 'tooShort' : 'tooLong');
  const contentType = response.headers['content-type']?.trim() ?? '';
  return { type: 'completed', body: bytesOf(response), ...(isMediaType(contentType) && { contentType }) };
};

const bytesOf = ({ body }: HttpResponse): Uint8Array => (typeof body === 'string' ? encodeUtf8(body) : body);

/** How many bytes more than the service says; none where it does not say, or counts other ones: those of a packed file. */
const excessOf = (response: HttpResponse, sizeInBytes: number | undefined): number => {
  const isPacked = /\S/.test((response.headers['content-encoding'] ?? '').replace(/\bidentity\b/gi, ''));
  return sizeInBytes === undefined || isPacked ? 0 : bytesOf(response).byteLength - sizeInBytes;
};

const downloading = (receivedBytes: number, totalBytes: number | undefined): DownloadProgress => ({
  type: 'downloading',
  receivedBytes,
  ...(totalBytes !== undefined && { totalBytes }),
});
