import type { Item } from '../chat/item.js';
import type { Strike } from '../faults/fault.js';
import type { FaultBox } from '../faults/fault-box.js';
import { postpone } from '../faults/postpone.js';
import type { JsonRecord } from '../json.js';
import type { Timers } from '../timers.js';
import { createHeldFrames } from './held-frames.js';
import { CHUNK_FAULTS, chunkNumberOf, receiptedBy, unknownFrame } from './pushed-item.js';

/** An item and the frame that says it. */
export interface Push {
  readonly item: Item | JsonRecord;
  readonly text: string;
}

/** Another socket of the same participant. */
interface OtherLine {
  readonly isSubscribed: () => boolean;
  readonly sendRaw: (text: string) => void;
}

/** What a delivery needs of the service. */
export interface DeliveryWorld {
  readonly faults: FaultBox;
  readonly timers: Timers;
  readonly sockets: { readonly of: (participantId: string) => ReadonlyArray<OtherLine> };
}

/** The socket at the end of a delivery. */
interface Line {
  readonly send: (text: string) => void;
  readonly isOpen: () => boolean;
}

const FRAME_FAULTS = [
  'frame.drop',
  'frame.garble',
  'frame.oversize',
  'frame.duplicate',
  'frame.delay',
  'frame.reorder',
  'frame.unknownTopic',
  'frame.unknownContentType',
  'frame.unknownType',
] as const;
const DEFAULT_DELAY_MS = 200;
const DEFAULT_SIZE_BYTES = 2_097_152;

const faultsFor = (item: Push['item']): ReadonlyArray<Strike['fault']> => [
  ...FRAME_FAULTS,
  ...(chunkNumberOf(item) === undefined ? [] : CHUNK_FAULTS),
  ...(item.Type === 'MESSAGE' ? ['receipt.early' as const] : []),
];

/** Makes the way of pushed items to one socket, on which faults may strike. */
export const createDelivery = (
  { faults, timers, sockets }: DeliveryWorld,
  participantId: string,
  { send, isOpen }: Line,
): ((push: Push) => void) => {
  const held = createHeldFrames(timers, send);

  /** A frame that is late enough comes after a reconnection. */
  const sendWhereItCan = (text: string): void => {
    if (isOpen()) send(text);
    else
      sockets
        .of(participantId)
        .findLast((one) => one.isSubscribed())
        ?.sendRaw(text);
  };

  const strikeWith = (strike: Strike, push: Push): void => {
    const { text } = push;
    switch (strike.fault) {
      case 'frame.drop':
      case 'chunk.drop':
        return;
      case 'frame.garble':
        return send(`<${text.slice(0, 20)}`);
      case 'frame.oversize':
        return send(text.padEnd(strike.sizeInBytes ?? DEFAULT_SIZE_BYTES));
      case 'frame.duplicate':
      case 'chunk.duplicate':
        return [text, text].forEach(send);
      case 'frame.delay':
        return postpone(timers, strike, DEFAULT_DELAY_MS, () => sendWhereItCan(text));
      case 'frame.reorder':
      case 'chunk.reorder':
        return held.letOvertake(text, strike);
      case 'receipt.early':
        return held.awaitReceipt(push.item.Id, text, strike);
      default:
        return [unknownFrame(strike.fault, push.item), text].forEach(send);
    }
  };

  return (push) => {
    const strike = faults.draw(faultsFor(push.item), { participantId });
    const before = held.overtaken();
    if (strike === undefined) send(push.text);
    else strikeWith(strike, push);
    before?.();
    held.receipted(receiptedBy(push.item));
  };
};
