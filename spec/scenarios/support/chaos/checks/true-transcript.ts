import type { Transcript, TranscriptItem } from '../../../../../lib/index.js';
import { lastProcess, type ChaosRecord } from '../chaos-record.js';
import type { ChaosCheck } from './check.js';
import { untold } from './truth.js';

const isSorted = ({ items }: Transcript): boolean => {
  const times = items.flatMap((item) => (item.type === 'pending' ? [] : [item.at]));
  return times.every((at, index) => at >= (times[index - 1] ?? -Infinity));
};

/** What the service keeps nowhere may be shown all the same. */
const isPassing = (item: TranscriptItem): boolean =>
  item.type === 'unrecognized' || (item.type === 'message' && item.streaming?.completed === false);

const readBy = (receipts: ReadonlyArray<readonly [string | undefined, boolean]>): string =>
  receipts
    .map(([recipient, isRead]) => `${recipient} ${isRead}`)
    .sort()
    .join();

const shownOf = (item: TranscriptItem): string => {
  if (item.type === 'attachment') return item.attachments.map(({ status }) => status).join();
  if (item.type !== 'message') return '';
  return `${item.content} ${readBy(item.receipts.map(({ recipientId, readAt }) => [recipientId, readAt !== undefined]))}`;
};

const trueOf = (item: ChaosRecord['truth'][number]): string => {
  if (item.Type === 'ATTACHMENT') return (item.Attachments ?? []).map(({ Status }) => Status).join();
  if (item.Type !== 'MESSAGE') return '';
  const receipts = item.MessageMetadata?.Receipts ?? [];
  return `${item.Content} ${readBy(receipts.map((one) => [one.RecipientParticipantId, one.ReadTimestamp !== undefined]))}`;
};

/** The transcript is sorted at any time, and in the end what the service holds, as far as it was told. */
export const trueTranscript: ChaosCheck = (record) => {
  const { processes } = record;
  const failures = processes.flatMap(({ transcripts }, process) =>
    transcripts.every(isSorted) ? [] : [`a transcript of process ${process + 1} is not sorted`],
  );
  const items = (lastProcess(record)?.transcripts.at(-1)?.items ?? []).filter((item) => !isPassing(item));
  const unknown = new Set(untold(record).map(({ places }) => places[0]?.id));
  const truth = new Map(record.truth.map((item) => [item.Id, item]));
  for (const item of items) {
    if (item.type === 'pending' || item.id === undefined) continue;
    const real = truth.get(item.id);
    if (real === undefined) failures.push(`${item.id} is in the transcript and was never posted`);
    else if (!unknown.has(item.id) && shownOf(item) !== trueOf(real)) {
      failures.push(`${item.id} is shown as ${shownOf(item)} and is ${trueOf(real)}`);
    }
  }
  // A process that goes on from a checkpoint shows what came after it.
  if (processes.length > 1) return failures;
  const shown = new Set(items.flatMap((item) => (item.type === 'pending' ? [] : [item.id])));
  const hidden = record.truth.filter(
    ({ Id, ContentType }) => !shown.has(Id) && !unknown.has(Id) && ContentType?.endsWith('chat.ended') !== true,
  );
  return [...failures, ...hidden.map(({ Id }) => `${Id} is not in the transcript`)];
};
