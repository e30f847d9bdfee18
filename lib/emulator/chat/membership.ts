import type { Service } from '../service.js';
import type { Chat } from './chat.js';
import type { Membership } from './chat-registry.js';
import { composeItem } from './compose-item.js';
import { eventType } from './content-type.js';
import type { Item } from './item.js';
import { publish, type Publication } from './publish.js';
import type { Speaker } from './participant.js';

type Echo = Pick<Publication, 'echo'>;

/** Publishes an event of the chat, said to be caused by the speaker, if any. */
export const announceEvent = (service: Service, chat: Chat, name: string, speaker?: Speaker, echo: Echo = {}): Item =>
  publish(
    service,
    chat,
    composeItem(chat, service.clock.now(), {
      type: 'EVENT',
      contentType: eventType(name),
      ...(speaker && { speaker }),
    }),
    echo,
  );

/** Lets an invited participant join; the customer of a continued chat is then told that the history is there. */
export const join = (service: Service, { chat, participant }: Membership): void => {
  if (participant.state() !== 'invited') return;
  participant.moveTo('joined');
  announceEvent(service, chat, 'participant.joined', participant.speaker());
  if (participant.role === 'CUSTOMER' && chat.past.length > 0) announceEvent(service, chat, 'chat.rehydrated');
};

/** Ends the chat for everybody: nothing works any more, and the sockets are closed after a while. */
export const endChat = (service: Service, chat: Chat, echo: Echo = {}): void => {
  if (chat.endedAt() !== undefined) return;
  announceEvent(service, chat, 'chat.ended', undefined, echo);
  chat.end(service.clock.now());
  const closeAll = (): void =>
    chat.participants().forEach((one) => void service.sockets.close(one.participantId, { code: 1000 }));
  service.timers.after(service.settings.socketLingerMs, closeAll);
};

/** Lets a participant go, whoever stays; the sockets are closed after a while. */
export const depart = (service: Service, { chat, participant }: Membership, echo: Echo = {}): void => {
  if (participant.state() === 'left') return;
  announceEvent(service, chat, 'participant.left', participant.speaker(), echo);
  participant.moveTo('left');
  const closeAll = (): void => void service.sockets.close(participant.participantId, { code: 1000 });
  service.timers.after(service.settings.socketLingerMs, closeAll);
};

/** Lets a participant leave; the customer's or the last agent's leaving ends the chat. */
export const leave = (service: Service, { chat, participant }: Membership, echo: Echo = {}): void => {
  if (participant.state() === 'left') return;
  depart(service, { chat, participant }, echo);
  const agents = chat.participants().filter((one) => one.role === 'AGENT' && one.state() !== 'left');
  if (participant.role === 'CUSTOMER' || (participant.role === 'AGENT' && agents.length === 0)) {
    endChat(service, chat, echo);
  }
};
