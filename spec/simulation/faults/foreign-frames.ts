import { entryAt } from '../random.js';
import { secret, sharedText } from '../secret.js';
import { OTHERS, SELF } from '../service/authors.js';
import { FOREIGN, foreignFields } from '../service/foreign.js';
import { LASTING, PASSING } from '../service/notices.js';
import { absoluteTime } from '../service/post.js';
import type { Fault, Stage } from './fault.js';

const STRANGER = { id: `${FOREIGN}person`, role: 'CUSTOMER', name: 'Stranger' } as const;

/** What happens in another contact. */
const item = ({ service: { chat } }: Stage, number: number, pick: number): object => {
  const id = `${FOREIGN}${chat.newId()}`;
  const author = entryAt([STRANGER, OTHERS[0], SELF], (pick * 7) % 1);
  const common = {
    AbsoluteTime: absoluteTime(chat.now()),
    Id: id,
    ParticipantId: author.id,
    ParticipantRole: author.role,
    DisplayName: author.name,
    ...foreignFields(pick),
  };
  const event = (contentType: string): object => ({ ...common, Type: 'EVENT', ContentType: contentType });
  switch (number % 6) {
    case 0:
      return { ...common, Type: 'MESSAGE', ContentType: 'text/plain', Content: secret('foreign', id) };
    case 1:
      return event(LASTING.chatEnded);
    case 2:
      return event(PASSING.typing);
    case 3:
      return { ...common, Type: 'MESSAGE', ContentType: 'text/plain', Content: sharedText(1) };
    case 4:
      // News of a receipt names its message and nothing else.
      return {
        AbsoluteTime: absoluteTime(chat.now()),
        ContentType: 'application/vnd.amazonaws.connect.event.message.metadata',
        Id: id,
        Type: 'MESSAGEMETADATA',
        MessageMetadata: {
          MessageId: `${FOREIGN}message`,
          Receipts: [{ DeliveredTimestamp: absoluteTime(chat.now()), RecipientParticipantId: author.id }],
        },
      };
    default:
      return event(LASTING.participantJoined);
  }
};

/** The socket brings what happens in another contact, as an agent's does. */
export const foreignFrames: Fault = {
  kind: 'foreignFrames',
  weight: 0,
  strike: (stage, { lastsMs, count, pick }) => {
    const { conditions, service, time, leftMs } = stage;
    for (let number = 0; number < 2 * count; number += 1) {
      time.after(Math.min(Math.round((number * lastsMs) / count), Math.max(0, leftMs())), () => {
        if (service.chat.endedAt() !== undefined) return;
        conditions.count('foreignFrames');
        service.hub.publish(item(stage, Math.floor(pick * 6) + number, pick));
      });
    }
  },
};
