import { createChanges } from './changes.js';
import { createChatRegistry } from './chat/chat-registry.js';
import { createClock } from './clock.js';
import { createCredentials } from './credentials.js';
import { createFaultBox } from './faults/fault-box.js';
import { createJournal } from './journal.js';
import { seededRandom } from './seeded-random.js';
import type { Service } from './service.js';
import type { Settings } from './settings.js';
import { createSocketHub } from './socket/socket-hub.js';
import { createAttachmentStore } from './storage/attachment-store.js';
import { createTimers } from './timers.js';

/** Puts an empty service together; `authority` is asked for when a URL is written. */
export const createService = (settings: Settings, authority: () => string): Service => {
  const clock = createClock(settings.clockSkewMs);
  const timers = createTimers();
  return {
    settings,
    clock,
    timers,
    authority,
    random: seededRandom(settings.seed),
    // Faults draw from a sequence of their own, so that they do not depend on the order of echoes.
    faults: createFaultBox(settings.faults, seededRandom(settings.seed + 1)),
    changes: createChanges(timers),
    chats: createChatRegistry(),
    connectionTokens: createCredentials('connection-token-', clock),
    websocketSecrets: createCredentials('websocket-', clock),
    sockets: createSocketHub(settings.maxLogEntries),
    attachments: createAttachmentStore(),
    views: new Map(),
    authentications: new Map(),
    answered: new Map(),
    requests: createJournal(settings.maxLogEntries),
    frames: createJournal(settings.maxLogEntries),
    handshakes: createJournal(settings.maxLogEntries),
  };
};
