import type { ChatEvent } from '../../../../lib/index.js';
import { keyOf } from '../../../simulation/checks/key-of.js';

const short = (text: string): string => text.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1');

/** One line of a trace, without texts and with short ids. */
export const describeEvent = (event: ChatEvent): string =>
  short(
    event.type === 'gap'
      ? `gap ${event.reason} ${event.after?.id ?? 'beginning'}..${event.before?.id ?? 'end'}`
      : `event ${event.type} ${keyOf(event) ?? ''} of ${event.at % 1_000_000} ${event.origin ?? ''}${event.late ? ' late' : ''}`,
  );
