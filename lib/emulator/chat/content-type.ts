const EVENT_PREFIX = 'application/vnd.amazonaws.connect.event.';
const MESSAGE_PREFIX = 'application/vnd.amazonaws.connect.message.';

/** Writes the full content type of an event, such as `typing` or `chat.ended`. */
export const eventType = (name: string): string => EVENT_PREFIX + name;

/** Content type of interactive messages, which bots and agents send. */
export const INTERACTIVE = MESSAGE_PREFIX + 'interactive';

/** Content type of the answers to them. */
export const INTERACTIVE_RESPONSE = MESSAGE_PREFIX + 'interactive.response';

/** What a chat accepts from its participants unless StartChatContact said otherwise. */
export const MESSAGE_CONTENT_TYPES: ReadonlyArray<string> = [
  'text/plain',
  'text/markdown',
  'application/json',
  INTERACTIVE_RESPONSE,
];

/** The events GetTranscript gives back; all others are pushed and forgotten. */
export const PERSISTED_EVENTS: ReadonlySet<string> = new Set(
  [
    'participant.joined',
    'participant.left',
    'participant.invited',
    'transfer.succeeded',
    'transfer.failed',
    'chat.ended',
  ].map(eventType),
);
