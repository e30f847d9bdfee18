// A program that lives off one session and may die at any moment. It writes all that it is told to a journal, saves
// checkpoints, and sends numbered messages, each when the one before the last is settled. Told `the end`, it comes to
// one. To its standard output it writes a letter for each thing done.
import { fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { filter, firstValueFrom, share, tap } from 'rxjs';
import { createChatSession, type ChatDetails, type ChatEvent } from '../../../lib/index.js';
import type { CheckpointStore } from '../../../lib/platform/stores/checkpoint-store.js';
import { fileStore } from '../../../lib/platform/stores/file-store.js';
import { saveCheckpoints } from '../../../lib/platform/stores/save-checkpoints.js';
import { FAST } from '../../scenarios/support/policies.js';
import { entriesOf, type Entry } from './entry.js';
import { SAVED } from './letters.js';

export interface Assignment {
  readonly endpoint: string;
  readonly details: ChatDetails;
  readonly directory: string;
  readonly life: number;
}

const AT_ONCE = 2;
const LAST_WORDS = 'the end';

const live = async ({ endpoint, details, directory, life }: Assignment): Promise<void> => {
  const path = join(directory, 'journal');
  const journal = openSync(path, 'a');
  const write = (letter: string, entry?: Entry): void => {
    writeSync(journal, entry === undefined ? '\n' : `${JSON.stringify(entry)}\n`);
    fsyncSync(journal);
    writeSync(1, letter);
  };
  const past = entriesOf(readFileSync(path, 'utf8'));
  const heard = new Set(past.flatMap((entry) => (entry.type === 'event' ? [entry.content] : [])));
  let last = Math.max(0, ...past.flatMap((entry) => ('number' in entry ? [entry.number] : [])));
  write('');

  const store = fileStore(directory);
  const resumeFrom = await firstValueFrom(store.load(details.contactId));
  const session = createChatSession({
    endpoint,
    ...details,
    ...(resumeFrom && { resumeFrom }),
    policies: { ...FAST, overlapMs: 1_000, overlapItems: 0 },
  });

  // Those of an earlier life first: they leave before all others.
  const owed = new Set(resumeFrom?.unsent.map(({ content }) => content));
  const send = (): void => {
    if (heard.has(LAST_WORDS)) return;
    const number = (last += 1);
    const content = `own ${number}`;
    owed.add(content);
    session.send({ content, clientToken: `own-${number}` }).subscribe({
      next: ({ type }) => {
        if (type === 'queued') write('a', { type: 'accepted', life, number });
        if (type === 'sent') write('s', { type: 'sent', life, number });
      },
      error: () => write('f', { type: 'failed', life, number }),
      complete: send,
    });
  };

  const event$ = session.event$.pipe(
    tap((event) => {
      write('e', entryOf(event, life));
      if (event.type === 'message') heard.add(event.content);
    }),
    share(),
  );
  const end = firstValueFrom(
    event$.pipe(filter(() => heard.has(LAST_WORDS) && [...owed].every((content) => heard.has(content)))),
  );
  const known = resumeFrom?.standing.places;
  const save: CheckpointStore['save'] = (key, checkpoint) =>
    store.save(key, checkpoint).pipe(tap(() => writeSync(1, checkpoint.standing.places === known ? '.' : SAVED)));
  saveCheckpoints(session, { save }, details.contactId).subscribe();
  for (let count = 0; count < AT_ONCE; count += 1) send();
  const connection = session.connect();

  await end;
  connection.unsubscribe();
  await firstValueFrom(store.load(details.contactId));
  writeSync(1, 'd');
};

const entryOf = (event: ChatEvent, life: number): Entry =>
  event.type === 'gap'
    ? { type: 'gap', life, reason: event.reason }
    : {
        type: 'event',
        life,
        what: event.type,
        id: event.id ?? '',
        at: event.at,
        state: stateOf(event),
        late: event.late === true,
        content: event.type === 'message' ? event.content : '',
      };

const stateOf = (event: Exclude<ChatEvent, { readonly type: 'gap' }>): string => {
  if (event.type !== 'message') return event.type;
  return event.streaming?.completed === false ? `chunks ${event.streaming.chunks}` : 'whole';
};

const [text = ''] = process.argv.slice(-1);
const assignment: Assignment = JSON.parse(text);
live(assignment).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
