import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fenced block of code in a document. */
export interface Block {
  /** Path from the root of the project. */
  readonly file: string;
  /** Line of its first line of code, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** Whether it is a whole program, fenced as `ts run`. */
  readonly runs: boolean;
  readonly code: string;
}

const FENCE = /^```(\w+)( run)?\n([^]*?)^```$/gm;

/** The README and everything in `docs`, by path from the root of the project. */
export const documents = (): ReadonlyArray<string> => [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
    .sort(),
];

/** The fenced blocks of a document, in order. */
export const blocksOf = (file: string): ReadonlyArray<Block> => {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(FENCE)].map(({ index, 1: language = '', 2: marker, 3: code = '' }) => ({
    file,
    line: text.slice(0, index).split('\n').length + 1,
    language,
    runs: marker !== undefined,
    code,
  }));
};
