import type { Stage } from '../faults/fault.js';
import type { Plan } from '../plan/plan.js';
import type { Fact } from '../life-record.js';
import { postMessage } from '../service/act.js';
import { OTHERS } from '../service/authors.js';
import { LASTING } from '../service/notices.js';

const MINUTE_MS = 60_000;

/** For how long after the end there may still be a last look at the transcript, and a retry or two. */
const AFTERMATH_MS = 4 * MINUTE_MS;

/** By how much a quiet time is longer than two audits: what backoffs and deadlines of sends take. */
const CALM_MS = 6 * MINUTE_MS;

/** Brings a life to its end: the faults stop, the session recovers, and the chat ends in the way of the plan. */
export const finish = ({ ending, traits, lifeMs }: Plan, stage: Stage, note: (fact: Fact) => void): void => {
  const { time, conditions, user, service, process } = stage;
  const { chat } = service;

  const becomeQuiet = (): void => {
    note({ type: 'quiet' });
    conditions.clear();
    user.calmDown();
    process().setOnline(true);
    process().setVisible(true);
    user.goOnline();
  };
  const end = (): void => {
    if (chat.endedAt() !== undefined) return;
    chat.post({ author: OTHERS[0], type: 'EVENT', contentType: LASTING.participantLeft, state: 'participantLeft' });
    chat.post({ type: 'EVENT', contentType: LASTING.chatEnded, state: 'chatEnded' });
    chat.end();
  };

  if (ending === 'endedAway') {
    // Whatever disturbance there is lasts on while the chat ends.
    if (traits.echoComesFirst) user.goOffline();
    postMessage(chat, OTHERS[0]);
    time.runUntil(lifeMs + MINUTE_MS);
    end();
    time.runUntil(lifeMs + 2 * MINUTE_MS);
    becomeQuiet();
    // Where the last frame was lost on a socket that lives, an audit is what finds out.
    time.runUntil(time.now() + 2 * (traits.policies.auditMs ?? 0) + AFTERMATH_MS);
  } else {
    becomeQuiet();
    time.runUntil(lifeMs + 2 * (traits.policies.auditMs ?? 0) + CALM_MS);
    note({ type: 'over' });
    if (ending === 'ended') end();
    else if (ending === 'disconnected') user.leaveChat();
    else user.goOffline();
    time.runUntil(time.now() + AFTERMATH_MS);
  }
  note({ type: 'remains', when: ending === 'abandoned' ? 'offline' : 'over', remains: process().remains() });
};
