import { toIso } from '../clock.js';
import type { Service } from '../service.js';
import type { Membership } from './chat-registry.js';
import { composeItem } from './compose-item.js';
import { eventType } from './content-type.js';
import type { Item, Receipt } from './item.js';
import { publish, type Publication } from './publish.js';

/** Gives the receipt as it stands after this one more; reading implies delivery, and nothing is ever taken back. */
const advance = (known: Receipt | undefined, read: boolean, at: string, participantId: string): Receipt => ({
  DeliveredTimestamp: known?.DeliveredTimestamp ?? at,
  ...(known?.ReadTimestamp !== undefined && { ReadTimestamp: known.ReadTimestamp }),
  ...(read && { ReadTimestamp: known?.ReadTimestamp ?? at }),
  RecipientParticipantId: participantId,
});

const withReceipt = (item: Item, receipt: Receipt): Item => {
  const others = (item.MessageMetadata?.Receipts ?? []).filter(
    (one) => one.RecipientParticipantId !== receipt.RecipientParticipantId,
  );
  return { ...item, MessageMetadata: { ...item.MessageMetadata, MessageId: item.Id, Receipts: [...others, receipt] } };
};

/**
 * Notes that the participant got or read a message and tells everybody. Nobody is told, and `undefined` comes back, when the
 * message is unknown or the participant's own, or when it changes nothing.
 */
export const recordReceipt = (
  service: Service,
  { chat, participant }: Membership,
  receiptFor: { readonly messageId: string; readonly read: boolean },
  how: Pick<Publication, 'echo'> = {},
): Item | undefined => {
  const { messageId, read } = receiptFor;
  const { participantId } = participant;
  const message = chat.log.find(messageId);
  if (message === undefined || message.Type === 'EVENT' || message.ParticipantId === participantId) return undefined;
  const known = message.MessageMetadata?.Receipts?.find((one) => one.RecipientParticipantId === participantId);
  if (known?.ReadTimestamp !== undefined || (known !== undefined && !read)) return undefined;
  const receipt = advance(known, read, toIso(service.clock.now()), participantId);
  chat.log.change(messageId, (item) => withReceipt(item, receipt));
  const contentType = eventType('message.metadata');
  const metadata = { MessageId: messageId, Receipts: [receipt] };
  return publish(
    service,
    chat,
    composeItem(chat, service.clock.now(), { type: 'MESSAGEMETADATA', contentType, metadata }),
    how,
  );
};
