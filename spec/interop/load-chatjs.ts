import { WebSocket } from 'ws';

/** What the answers and events of amazon-connect-chatjs carry, as far as the conversation looks at it. */
export interface ChatJsData {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly ContentType?: string;
  readonly DisplayName?: string;
  readonly Attachments?: ReadonlyArray<{ readonly AttachmentId: string; readonly Status: string }>;
  readonly MessageMetadata?: { readonly MessageId: string };
  readonly Transcript: ReadonlyArray<{ readonly Id: string }>;
  readonly View: { readonly Id: string };
}

/** An answer of amazon-connect-chatjs. */
export interface ChatJsAnswer {
  readonly data: ChatJsData;
}

/** An event of amazon-connect-chatjs; the last one has no data. */
export interface ChatJsEvent {
  readonly data: ChatJsData | null;
}

type Listen = (handler: (event: ChatJsEvent) => void) => void;

/** The little of amazon-connect-chatjs that the conversation needs. */
export interface ChatJsSession {
  readonly connect: (args?: unknown) => Promise<unknown>;
  readonly sendMessage: (args: unknown) => Promise<ChatJsAnswer>;
  readonly sendEvent: (args: unknown) => Promise<ChatJsAnswer>;
  readonly getTranscript: (args: unknown) => Promise<ChatJsAnswer>;
  readonly sendAttachment: (args: unknown) => Promise<unknown>;
  readonly downloadAttachment: (args: unknown) => Promise<Blob>;
  readonly describeView: (args: unknown) => Promise<ChatJsAnswer>;
  readonly disconnectParticipant: () => Promise<unknown>;
  readonly onMessage: Listen;
  readonly onTyping: Listen;
  readonly onReadReceipt: Listen;
  readonly onDeliveredReceipt: Listen;
  readonly onEnded: Listen;
}

/** Its entry point. */
export interface ChatJs {
  readonly setGlobalConfig: (config: unknown) => void;
  readonly create: (args: unknown) => ChatJsSession;
  readonly SessionTypes: { readonly CUSTOMER: string };
}

/** Makes a timer function whose timers do not keep the process alive. */
const unrefTimers =
  (start: (action: () => void, delayMs?: number) => NodeJS.Timeout) =>
  (action: () => void, delayMs?: number): NodeJS.Timeout =>
    start(action, delayMs).unref();

/**
 * Loads amazon-connect-chatjs, unmodified, into a process that has nothing of a browser: it wants `self`, `window` and
 * `navigator.onLine`, and it never clears some of its timers, which must not keep the process alive.
 */
export const loadChatJs = (): ChatJs => {
  Object.assign(globalThis, {
    self: globalThis,
    window: globalThis,
    WebSocket,
    setTimeout: unrefTimers(setTimeout),
    setInterval: unrefTimers(setInterval),
  });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true, userAgent: 'Node' }, configurable: true });
  // A plain require, so that the globals are there before it is loaded.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require('amazon-connect-chatjs');
  const connect: { readonly ChatSession: ChatJs } = Reflect.get(globalThis, 'connect');
  return connect.ChatSession;
};
