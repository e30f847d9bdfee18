import { map, mergeMap, type Observable, type OperatorFunction } from 'rxjs';
import { checkInteger } from '../../protocol/check-integer.js';
import { checkNames, checkObject } from '../../protocol/check-object.js';
import type { AttachmentSource } from '../effects/attachment-source.js';
import type { UploadProgress } from '../effects/send-attachment.js';
import { attempt } from './attempt.js';
import type { Failed } from './failed.js';

/** As much of a session as posting files takes. */
export interface SendsAttachments {
  readonly sendAttachment: (file: AttachmentSource) => Observable<UploadProgress>;
}

/** How files are posted. */
export interface SendAttachmentsOptions {
  /** How many at a time. @defaultValue `2` – the service lets an instance start two uploads a second */
  readonly concurrency?: number | undefined;
}

/** The progress of one of several uploads, with the file that it is about. */
export type FileProgress<I> = UploadProgress & { readonly input: I };

/**
 * Posts each value as a file, a few at a time. Those that come meanwhile wait here. `concurrency` is checked at the
 * call, which throws an `InvalidArgumentError`.
 *
 * Emits the progress of each upload; one that fails ends in a {@link Failed} value, and the others go on. Completes
 * when the source has and no upload runs. Passes on an error of the source at once, and aborts those that run.
 * Unsubscribing aborts.
 */
export const sendAttachments = <I extends AttachmentSource>(
  session: SendsAttachments,
  options: SendAttachmentsOptions = {},
): OperatorFunction<I, FileProgress<I> | Failed<I>> => {
  checkObject('options', options);
  checkNames('options', options, ['concurrency'], '');
  const { concurrency = 2 } = options;
  checkInteger('concurrency', concurrency, 1, Number.MAX_SAFE_INTEGER);
  const post = (input: I): Observable<FileProgress<I>> =>
    session.sendAttachment(input).pipe(map((progress) => ({ ...progress, input })));
  return (file$) =>
    file$.pipe(
      // mergeMap: uploads do not depend on one another; bounded, because each holds a file and a connection.
      mergeMap((file) => attempt(file, post), concurrency),
    );
};
