import { filter, map, tap } from 'rxjs';
import { sendMessages, type ChatMessage, type ChatSession } from '../index.js';

/** What the bot knows to say. */
const answer = (text: string): string => {
  if (/\b(hello|hi|hey)\b/i.test(text)) return 'Hello! Ask me the time, or say goodbye.';
  if (/\btime\b/i.test(text)) return `It is ${new Date().toLocaleTimeString()}.`;
  if (/\bbye\b|\bgoodbye\b/i.test(text)) return 'Goodbye! Press Ctrl+D to leave.';
  return `You said “${text}”. I am a very small bot.`;
};

/** Lets a small bot answer all that others say in a session. It does not answer the past. */
export const startBot = (session: ChatSession, participantId: string): void => {
  session.message$
    .pipe(
      filter(({ participant, origin }: ChatMessage) => origin === 'live' && participant?.id !== participantId),
      tap(() => session.sendTyping().subscribe({ error: () => undefined })),
      map(({ content }) => answer(content)),
      sendMessages(session),
    )
    .subscribe({ error: () => undefined });
  session.connect();
};
