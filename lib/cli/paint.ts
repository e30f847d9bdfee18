/** A colour of the terminal, by its ANSI number. */
export type Colour = 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

const CODES: Readonly<Record<Colour, number>> = {
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
};

/** Colours a text, if the output is a terminal that wants colours. */
export const paint = (colour: Colour, text: string): string =>
  process.stdout.isTTY && process.env.NO_COLOR === undefined ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
