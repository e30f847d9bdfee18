import type { Stage } from '../stage.js';
import { missing } from './checks/truth.js';
import type { Crowd } from './crowd.js';
import type { User } from './user.js';

/** Whether the session is live, with nothing missing, and with nothing under way that would come after the end. */
export const isFine = (stage: Stage, user: User, crowd: Crowd): boolean => {
  const { processes, sends } = user;
  const present = processes.at(-1);
  const isLive = present?.statuses.at(-1)?.type === 'live';
  const isSettled = sends.every(({ process, outcome }) => process < processes.length || outcome !== undefined);
  const items = present?.transcripts.at(-1)?.items ?? [];
  const isUnderWay = items.some(({ type, ...item }) => type === 'pending' && 'status' in item && isOpen(item.status));
  const truth = stage.emulator.transcript(stage.details.contactId);
  const isScanning = truth.some(({ Attachments = [] }) => Attachments.some(({ Status }) => Status === 'IN_PROGRESS'));
  const isBusy = isUnderWay || isScanning || user.isBusy() || crowd.isBusy();
  return isLive && isSettled && !isBusy && missing({ processes, truth }).length === 0;
};

const isOpen = (status: string): boolean => status === 'queued' || status === 'sending';
