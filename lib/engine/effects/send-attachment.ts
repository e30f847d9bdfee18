import {
  catchError,
  concat,
  defer,
  EMPTY,
  map,
  mergeMap,
  of,
  switchMap,
  takeUntil,
  throwError,
  type Observable,
} from 'rxjs';
import { UploadRefusedError } from '../../chat/errors.js';
import type { StartAttachmentUploadOutput } from '../../protocol/operations/start-attachment-upload.js';
import { authorized } from '../authorized.js';
import { startAttachmentUpload } from '../participant/start-attachment-upload.js';
import type { HttpEvent } from '../ports.js';
import type { World } from '../world.js';
import { expectFailure } from './attachment-body.js';
import { readAttachmentSource, type AttachmentFile, type AttachmentSource } from './attachment-source.js';
import { chatEnd } from './chat-end.js';
import { completeUpload } from './complete-upload.js';
import { isExpired } from './is-expired.js';
import { rising } from './rising.js';
import { checkStorageUrl } from './storage-url.js';
import { transfer } from './transfer.js';

export type { AttachmentSource } from './attachment-source.js';

/** How far an upload has come. */
export type UploadProgress =
  /** The bytes are on their way: none in the first of these, all in the last, never fewer than before. */
  | { readonly type: 'uploading'; readonly sentBytes: number; readonly totalBytes: number }
  /** The service has taken the file, and shows it to all. Always the last value. */
  | { readonly type: 'completed'; readonly attachmentId: string };

/**
 * Posts a file: announces it, puts its bytes into storage, and has the service take it.
 *
 * Cold: one subscription posts it once. The source is checked at the call, which throws an `InvalidArgumentError`.
 * Unsubscribing aborts whatever runs. Errors with an {@link UploadRefusedError} when storage refuses the bytes, with
 * a `ForeignAnswerError` when something in between goes on answering in its place, with an `AttachmentBodyError` when
 * they are not what was announced, with an `UnreadableError` when the place for them cannot be trusted, with a `RequestTimeoutError` when storage or a body stays silent or takes too long, and with what
 * the service refuses the file for. When the chat ends meanwhile it is a `ChatEndedError`, at once: the service would
 * not take the file any more.
 *
 * The bytes are sent again when the network or the storage host fails, and once to another place where the first one
 * has expired meanwhile; never when they can be read only once. A body that has not been begun when the upload fails is
 * left as it is; one that has is let go of.
 */
export const sendAttachment = (world: World, source: AttachmentSource): Observable<UploadProgress> => {
  const { ports, policies } = world;
  const file = readAttachmentSource(source, policies.maxAttachmentBytes);
  const { name, contentType, sizeInBytes } = file;

  const start$ = defer(() => {
    const input = { name, contentType, sizeInBytes, clientToken: ports.newId() };
    return authorized(world, (connectionToken) => startAttachmentUpload(world.call, connectionToken, input));
  });

  const upload = (isRenewable: boolean): Observable<UploadProgress> =>
    start$.pipe(
      // switchMap: there is one place.
      switchMap((place) =>
        concat(
          put(world, file, place),
          completeUpload(world, place.attachmentId).pipe(
            map((): UploadProgress => ({ type: 'completed', attachmentId: place.attachmentId })),
          ),
        ).pipe(
          catchError((error: unknown) =>
            isRenewable && error instanceof UploadRefusedError && isExpired(ports, error, place)
              ? upload(false)
              : throwError(() => error),
          ),
        ),
      ),
    );

  return defer(() => {
    expectFailure(file.body);
    return concat(
      of<UploadProgress>({ type: 'uploading', sentBytes: 0, totalBytes: sizeInBytes }),
      upload(file.isReplayable),
    );
  }).pipe(
    rising((progress) => (progress.type === 'uploading' ? progress.sentBytes : undefined)),
    takeUntil(chatEnd(world)),
  );
};

/** Puts the bytes into their place, with the headers that its signature covers and no others. */
const put = (
  world: World,
  { body, sizeInBytes, isReplayable }: AttachmentFile,
  { url, headers }: StartAttachmentUploadOutput,
): Observable<UploadProgress> =>
  defer(() => {
    checkStorageUrl('StartAttachmentUpload', url);
    const { maxResponseBytes, bodySilenceMs } = world.policies;
    return transfer(
      world,
      {
        method: 'PUT',
        url,
        headers,
        body,
        bodyBytes: sizeInBytes,
        bodySilenceMs,
        maxResponseBytes,
        followsRedirects: isReplayable,
      },
      { isReplayable, refused: (status) => new UploadRefusedError(status) },
    );
  }).pipe(
    // mergeMap: at most one value at once each.
    mergeMap((event) => {
      const sentBytes = sentBy(event, sizeInBytes);
      return sentBytes === undefined
        ? EMPTY
        : of<UploadProgress>({ type: 'uploading', sentBytes, totalBytes: sizeInBytes });
    }),
  );

const sentBy = (event: HttpEvent, totalBytes: number): number | undefined => {
  switch (event.type) {
    case 'sent':
      return Math.min(event.bytes, totalBytes);
    case 'response':
      return totalBytes;
    case 'received':
      return undefined;
  }
};
