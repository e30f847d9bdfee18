import type { Item, TranscriptItem } from './item.js';

/**
 * Gives an item the form it has in a transcript: receipts inside, no streaming state, no `InitialContactId`. What has that
 * form keeps it.
 */
export const toTranscriptItem = (item: Item | TranscriptItem): TranscriptItem => {
  const shown: TranscriptItem & { InitialContactId?: string } = { ...item };
  delete shown.InitialContactId;
  if (item.Type !== 'MESSAGE') return shown;
  const { Receipts = [], MessageProcessingStatus } = item.MessageMetadata ?? {};
  return {
    ...shown,
    MessageMetadata: { MessageId: item.Id, Receipts, ...(MessageProcessingStatus && { MessageProcessingStatus }) },
  };
};

/** Gives an item of a past session the form it has in the transcript of the chat that continues it. */
export const toPastItem = (item: TranscriptItem): TranscriptItem => {
  const { ContactId, ...rest } = item;
  return ContactId === undefined ? rest : { ...rest, RelatedContactId: ContactId };
};
