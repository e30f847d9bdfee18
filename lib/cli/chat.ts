import { createInterface } from 'node:readline';
import { filter, firstValueFrom, fromEvent, lastValueFrom, map, merge, takeUntil, tap } from 'rxjs';
import { startEmulator } from '../emulator/index.js';
import {
  createChatSession,
  sendMessages,
  type ChatConfig,
  type ChatSession,
  type Failed,
  type SendProgress,
} from '../index.js';
import { startBot } from './bot.js';
import { printEvent, printLine, printStatus } from './print-line.js';

/** Where the service is; without both, an emulator is started with a bot in it. */
export interface Where {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Chats on the terminal: each line typed is a message. Ends with the input or the chat. */
export const runChat = async ({ region, endpoint }: Where): Promise<number> => {
  if (region === undefined && endpoint === undefined) return chatWithBot();
  const { CONTACT_ID: contactId, PARTICIPANT_TOKEN: participantToken, PARTICIPANT_ID: participantId } = process.env;
  if (contactId === undefined || participantToken === undefined) {
    process.stderr.write('CONTACT_ID and PARTICIPANT_TOKEN must be set in the environment\n');
    return 2;
  }
  return converse({
    contactId,
    participantToken,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(participantId !== undefined && { participantId }),
  });
};

const chatWithBot = async (): Promise<number> => {
  const emulator = await startEmulator();
  try {
    const details = emulator.startChat({ displayName: 'You' });
    const bot = emulator.addParticipant(details.contactId, { displayName: 'Bot', role: 'CUSTOM_BOT' });
    const session = createChatSession({ endpoint: emulator.endpoint, policies: { history: 'none' }, ...bot });
    startBot(session, bot.participantId);
    return await converse({ endpoint: emulator.endpoint, ...details });
  } finally {
    await emulator.close();
  }
};

const converse = async (config: ChatConfig): Promise<number> => {
  const session = createChatSession(config);
  print(session);
  const input = createInterface({ input: process.stdin });
  const over$ = session.status$.pipe(filter(({ type }) => type === 'ended' || type === 'failed'));
  const over = firstValueFrom(over$);
  // Once there is a checkpoint the chat has been read, and leaving loses nothing of it.
  const read = firstValueFrom(merge(session.checkpoint$, over$), { defaultValue: undefined }).catch(() => undefined);
  const line$ = fromEvent(input, 'line').pipe(
    map((line) => String(line).trim()),
    filter((line) => line !== ''),
    takeUntil(merge(over$, fromEvent(input, 'close'))),
  );
  const sent = lastValueFrom(line$.pipe(sendMessages(session), tap(reportFailure)), { defaultValue: undefined });
  const connection = session.connect();
  await Promise.race([over, Promise.all([sent, read])]);
  input.close();
  const { type } = await firstValueFrom(session.status$);
  if (type !== 'ended' && type !== 'failed') await leave(session).then(() => over);
  connection.unsubscribe();
  return (await over).type === 'failed' ? 1 : 0;
};

const reportFailure = (progress: SendProgress | Failed<string>): void => {
  if (progress.type === 'failed') printLine('you', 'red', '', 'not sent', '', progress.error.message);
};

const print = (session: ChatSession): void => {
  session.status$.subscribe((status) => printStatus('', 'dim', status));
  session.event$.subscribe({ next: (event) => printEvent('', 'cyan', event), error: () => undefined });
};

const leave = async (session: ChatSession): Promise<void> => {
  await lastValueFrom(session.disconnect(), { defaultValue: undefined }).catch(() => undefined);
};
