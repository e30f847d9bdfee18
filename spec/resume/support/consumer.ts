// A program that lives off one session and may die at any moment. It writes all that it is told to a journal, saves
// checkpoints, and sends numbered messages, each when the one before the last is settled. Told `the end`, it comes to
// one. To its standard output it writes a letter for each thing done.
import { fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { filter, first, firstValueFrom, lastValueFrom } from 'rxjs';
import { createChatSession, type ChatDetails, type ChatEvent } from '../../../lib/index.js';
import { fileStore } from '../../../lib/platform/stores/file-store.js';
import { saveCheckpoints } from '../../../lib/platform/stores/save-checkpoints.js';
import { FAST } from '../../scenarios/support/policies.js';
import { entriesOf, type Entry } from './entry.js';
import { SETTLED } from './letters.js';

export interface Assignment {
  readonly endpoint: string;
  readonly details: ChatDetails;
  readonly directory: string;
  readonly life: number;
}

const AT_ONCE = 2;

const live = async ({ endpoint, details, directory, life }: Assignment): Promise<void> => {
  const path = join(directory, 'journal');
  const journal = openSync(path, 'a');
  const write = (letter: string, entry?: Entry): void => {
    writeSync(journal, entry === undefined ? '\n' : `${JSON.stringify(entry)}\n`);
    fsyncSync(journal);
    writeSync(1, letter);
  };
  const numbers = entriesOf(readFileSync(path, 'utf8')).flatMap((entry) => ('number' in entry ? [entry.number] : []));
  let last = Math.max(0, ...numbers);
  write('');

  const store = fileStore(directory);
  const resumeFrom = await firstValueFrom(store.load(details.contactId));
  const session = createChatSession({
    endpoint,
    ...details,
    ...(resumeFrom && { resumeFrom }),
    policies: { ...FAST, overlapMs: 1_000 },
  });

  let ending = false;
  let underWay = 0;
  const send = (): void => {
    if (ending) return;
    const number = (last += 1);
    underWay += 1;
    session.send({ content: `own ${number}`, clientToken: `own-${number}` }).subscribe({
      next: ({ type }) => {
        if (type === 'queued') write('a', { type: 'accepted', life, number });
        if (type === 'sent') write('s', { type: 'sent', life, number });
      },
      error: () => write('f', { type: 'failed', life, number }),
      complete: () => {
        underWay -= 1;
        send();
      },
    });
  };

  session.event$.subscribe((event) => {
    if (event.type === 'message' && event.content === 'the end') ending = true;
    write('e', entryOf(event, life));
  });
  saveCheckpoints(session, store, details.contactId).subscribe(() => writeSync(1, 'c'));
  const known = resumeFrom?.standing.places;
  session.checkpoint$.pipe(first(({ standing }) => standing.places !== known)).subscribe(() => writeSync(1, SETTLED));
  for (let count = 0; count < AT_ONCE; count += 1) send();
  const connection = session.connect();

  await firstValueFrom(
    session.transcript$.pipe(
      filter(({ items }) => ending && underWay === 0 && !items.some((item) => item.type === 'pending')),
    ),
  );
  connection.unsubscribe();
  await lastValueFrom(store.load(details.contactId));
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
