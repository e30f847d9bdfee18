import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { startEmulator, type Emulator, type MessageStream, type TranscriptItem } from '../../../lib/emulator/index.js';
import type { Checkpoint } from '../../../lib/index.js';
import { fileStore } from '../../../lib/platform/stores/file-store.js';
import type { Random } from '../../simulation/random.js';
import { entriesOf, type Entry } from './entry.js';
import { SAVED } from './letters.js';
import type { Program } from './program.js';

/** What one life had to begin with, and what it asked of the service. */
export interface LifeRecord {
  readonly resumedFrom: Checkpoint | undefined;
  /** How often it opened a socket, and how often it asked for a connection. */
  readonly handshakes: number;
  readonly connectionsCreated: number;
}

/** When a life is ended: so many moments after something, or when it has heard all and ends itself. */
interface End {
  readonly after: 'start' | 'saving' | 'all';
  readonly moments: number;
}

/** All that is left of a chat whose consumer was killed again and again. */
export interface Remains {
  readonly transcript: ReadonlyArray<TranscriptItem>;
  readonly journal: ReadonlyArray<Entry>;
  readonly lives: ReadonlyArray<LifeRecord>;
}

/** How many moments a life may go on, counted from its start, or from its first progress saved. */
const LONGEST = 20;
const PATIENCE_MS = 30_000;
/** So that lives also end while the transcript is being read, and what is pushed meanwhile is held back. */
const SLOW_READING = { operation: 'GetTranscript', probability: 0.5, delayMs: 100 } as const;

/**
 * Lets a consumer live so many lives, each ended at a random moment and resumed from the store, while others go on
 * talking, and one more to its end. A moment is anything that happens in the service or that the consumer reports.
 */
export const chatOfLives = async (
  program: Program,
  directory: string,
  kills: number,
  random: Random,
): Promise<Remains> => {
  mkdirSync(directory);
  const emulator = await startEmulator({ maxLogEntries: 100_000, faults: { 'response.delay': SLOW_READING } });
  try {
    const details = emulator.startChat({ displayName: 'Jane' });
    const { contactId, participantId } = details;
    const store = fileStore(directory);
    const talk = talkIn(emulator, contactId, random);
    const lives: LifeRecord[] = [];

    const live = async (end: End): Promise<void> => {
      const resumedFrom = await firstValueFrom(store.load(contactId));
      const before = countsOf(emulator);
      let moment = 0;
      let isCounting = end.after === 'start';
      let isOver = false;
      const pass = (): void => {
        if (!isCounting) return;
        if (moment === end.moments) life.kill();
        moment += 1;
      };
      const hear = (letter: string): void => {
        isCounting ||= end.after === 'saving' && letter === SAVED;
        if (end.after !== 'all' && (letter === 'e' || letter === '.')) talk();
        pass();
      };
      const life = program({ endpoint: emulator.endpoint, details, directory, life: lives.length }, hear);
      pass();
      const stuck = emulator.until(() => {
        pass();
        return isOver;
      }, PATIENCE_MS);
      const endedItself = await Promise.race([life.over, stuck.then(() => life.over)]);
      isOver = true;
      await emulator.until(() => emulator.connections(participantId).open === 0);
      if (endedItself !== (end.after === 'all')) throw new Error('the consumer has not ended as it was to');
      const { handshakes, created } = countsOf(emulator);
      lives.push({
        resumedFrom,
        handshakes: handshakes - before.handshakes,
        connectionsCreated: created - before.created,
      });
    };

    for (let count = 0; count < kills; count += 1) {
      await live({ after: random.pick(['start', 'saving']), moments: random.int(0, LONGEST) });
      for (let posts = random.int(0, 2); posts > 0; posts -= 1) talk();
    }
    talk('the end');
    await live({ after: 'all', moments: Infinity });
    const journal = entriesOf(readFileSync(join(directory, 'journal'), 'utf8'));
    return { transcript: emulator.transcript(contactId), journal, lives };
  } finally {
    await emulator.close();
  }
};

const countsOf = ({ handshakes, requests }: Emulator): { readonly handshakes: number; readonly created: number } => ({
  handshakes: handshakes.length,
  created: requests.filter(({ operation }) => operation === 'CreateParticipantConnection').length,
});

/** Says something now and then: aloud, so that nobody hears it, or bit by bit. */
const talkIn = (emulator: Emulator, contactId: string, random: Random): ((lastWords?: string) => void) => {
  let count = 0;
  let stream: MessageStream | undefined;
  return (lastWords) => {
    if (lastWords !== undefined) {
      stream?.complete();
      emulator.postMessage(contactId, { content: lastWords });
      return;
    }
    const content = `posted ${(count += 1)}`;
    const chance = random.next();
    if (chance < 0.3) emulator.postMessage(contactId, { content });
    else if (chance < 0.38) emulator.postSilently(contactId, { content });
    else if (chance < 0.5) {
      if (stream === undefined) (stream = emulator.streamMessage(contactId)).push(content);
      else if (random.chance(0.6)) stream.push(`, ${content}`);
      else stream = void stream.complete();
    }
  };
};
