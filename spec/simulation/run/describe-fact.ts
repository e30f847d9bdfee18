import type { ChatEvent } from '../../../lib/chat/event.js';
import { keyOf } from '../checks/key-of.js';
import type { Stamped } from '../life-record.js';

const describeEvent = (event: ChatEvent): string =>
  event.type === 'gap'
    ? `gap ${event.reason} ${event.after?.id ?? 'beginning'}..${event.before?.id ?? 'end'}`
    : `${event.type} ${keyOf(event) ?? ''} of ${event.at % 86_400_000} ${event.origin ?? ''}${event.late ? ' late' : ''}`;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'no error');

const detailOf = (fact: Stamped): string => {
  switch (fact.type) {
    case 'event':
      return describeEvent(fact.event);
    case 'status':
      return fact.status.type;
    case 'diagnostic':
      return `${fact.diagnostic.type}${'reason' in fact.diagnostic ? ` ${fact.diagnostic.reason}` : ''}`;
    case 'transcript':
      return `${fact.transcript.items.length} items`;
    case 'typing':
    case 'participants':
      return fact.ids.join();
    case 'checkpoint':
      return `${fact.checkpoint.told.length} told, from ${fact.checkpoint.standing.places?.[0]?.id ?? 'nowhere'}`;
    case 'finished':
      return `${fact.stream} ${nameOf(fact.error)}`;
    case 'effect':
      return `${fact.name} ${nameOf(fact.error)}`;
    case 'send':
      return `${fact.send} ${fact.did}${fact.did === 'failed' ? ` ${nameOf(fact.error)}` : ''}`;
    case 'called':
      return fact.operation;
    case 'answered':
      return `${fact.operation} ${fact.status}${fact.isForeign ? ' of somebody else' : ''}${fact.readAt === undefined ? '' : ` to the end, read at ${fact.readAt}`}`;
    case 'socket':
      return `${fact.socket} ${fact.did}`;
    case 'wanted':
      return fact.state;
    case 'leaked':
      return fact.to;
    case 'remains':
      return `${fact.when}: ${JSON.stringify(fact.remains)}`;
    case 'visible':
      return `${fact.isVisible}`;
    case 'watched':
      return `${fact.watcher}`;
    case 'saw':
      return `${fact.watcher} ${'status' in fact ? fact.status.type : describeEvent(fact.event)}`;
    case 'fault':
      return fact.kind;
    default:
      return '';
  }
};

/** One line of a trace. */
export const describeFact = (fact: Stamped): string => `${fact.at} #${fact.process} ${fact.type} ${detailOf(fact)}`;
