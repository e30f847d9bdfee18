import { filter, map, merge } from 'rxjs';
import { sendMessages, sendTyping, type ChatMessage, type ChatSession } from '../index.js';

/** What the bot knows to say. */
const answer = (text: string): string => {
  if (/\b(hello|hi|hey)\b/i.test(text)) return 'Hello! Ask me the time, or say goodbye.';
  if (/\btime\b/i.test(text)) return `It is ${new Date().toLocaleTimeString()}.`;
  if (/\bbye\b|\bgoodbye\b/i.test(text)) return 'Goodbye! Press Ctrl+D to leave.';
  return `You said “${text}”. I am a very small bot.`;
};

/** Lets a small bot answer all that others say in a session. */
export const startBot = (session: ChatSession, participantId: string): void => {
  const said$ = session.message$.pipe(filter(({ participant }: ChatMessage) => participant?.id !== participantId));
  const answered$ = said$.pipe(
    map(({ content }) => answer(content)),
    sendMessages(session),
  );
  merge(said$.pipe(sendTyping(session)), answered$).subscribe({ error: () => undefined });
  session.connect();
};
