/**
 * The content types that the service documents, by our names for them.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html
 */
export const CONTENT_TYPES = {
  text: 'text/plain',
  markdown: 'text/markdown',
  json: 'application/json',
  interactive: 'application/vnd.amazonaws.connect.message.interactive',
  interactiveResponse: 'application/vnd.amazonaws.connect.message.interactive.response',
  attachment: 'application/vnd.amazonaws.connect.message.attachment',
  typing: 'application/vnd.amazonaws.connect.event.typing',
  delivered: 'application/vnd.amazonaws.connect.event.message.delivered',
  read: 'application/vnd.amazonaws.connect.event.message.read',
  metadata: 'application/vnd.amazonaws.connect.event.message.metadata',
} as const;

/** What the content types of all events begin with. */
export const EVENT_PREFIX = 'application/vnd.amazonaws.connect.event.';
