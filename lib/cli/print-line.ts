import type { ChatEvent } from '../chat/event.js';
import type { SessionStatus } from '../engine/status.js';
import { describeEvent } from './describe-event.js';
import { paint, type Colour } from './paint.js';

const clean = (text: string): string =>
  // A peer's text must not steer the terminal.
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');

/** Prints one line of one side's stream: side, way, what, who, text. */
export const printLine = (side: string, colour: Colour, way: string, what: string, who = '', says = ''): void => {
  const line = `${way.padEnd(9)} ${what.padEnd(18)} ${clean(who).padEnd(15)} ${clean(says)}`.trimEnd();
  process.stdout.write(`${paint(colour, side.padEnd(9))} ${line}\n`);
};

/** Prints an event; `way` says how it came, and whether late. */
export const printEvent = (side: string, colour: Colour, event: ChatEvent): void => {
  const { what, who, says } = describeEvent(event);
  const way =
    event.type !== 'gap' && event.origin !== undefined ? `${event.origin}${event.late === true ? '*' : ''}` : '';
  printLine(side, colour, way, what, who, says);
};

/** Prints where a session stands. */
export const printStatus = (side: string, colour: Colour, status: SessionStatus): void => {
  const why = status.type === 'waiting' || status.type === 'failed' ? `: ${status.error.message}` : '';
  printLine(side, colour, '', paint('dim', `[${status.type}]${why}`));
};
