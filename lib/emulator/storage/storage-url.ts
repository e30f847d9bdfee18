import { toIso } from '../clock.js';

/** Where uploads and downloads go, which are no part of the participant service. */
export const STORAGE_PATH = '/storage/';

/** Writes a presigned URL. */
export const storageUrl = (authority: string, attachmentId: string, signature: string, expiresAt: number): string =>
  `http://${authority}${STORAGE_PATH}${attachmentId}?X-Amz-Expires=${encodeURIComponent(toIso(expiresAt))}&X-Amz-Signature=${signature}`;

/** Reads back what a storage URL names. */
export const readStorageUrl = (path: string): { readonly attachmentId: string; readonly signature: string } => {
  const [pathname = '', query] = path.split('?');
  return {
    attachmentId: pathname.slice(STORAGE_PATH.length),
    signature: new URLSearchParams(query).get('X-Amz-Signature') ?? '',
  };
};
