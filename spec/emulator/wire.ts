import type { Item, TranscriptItem } from '../../lib/emulator/index.js';

/** What answers may contain; a spec reads what its operation promises. */
export interface WireBody {
  readonly message: string;
  readonly Message: string;
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly InitialContactId: string;
  readonly Transcript: ReadonlyArray<TranscriptItem>;
  readonly NextToken?: string;
  readonly Websocket: { readonly Url: string; readonly ConnectionExpiry: string };
  readonly ConnectionCredentials: { readonly ConnectionToken: string; readonly Expiry: string };
  readonly AttachmentId: string;
  readonly UploadMetadata: { readonly Url: string; readonly HeadersToInclude: Readonly<Record<string, string>> };
  readonly Url: string;
  readonly AuthenticationUrl: string;
  readonly MessageMetadata?: { readonly MessageProcessingStatus: string };
}

/** The content of the reply to a subscription. */
export interface WireAcknowledgement {
  readonly status: string;
  readonly topics: ReadonlyArray<string>;
}

/** What a service's frame may contain; a chat frame's content is text. */
export interface WireFrame {
  readonly topic?: string;
  readonly content?: WireAcknowledgement | string;
  readonly statusCode?: number;
}

/** Parses the body of an answer. */
export const parseBody = (text: string): WireBody => {
  const body: WireBody = JSON.parse(text);
  return body;
};

/** Parses a frame. */
export const parseFrame = (text: string): WireFrame => {
  const frame: WireFrame = JSON.parse(text);
  return frame;
};

/** Gives the item a frame pushes, if it pushes one. */
export const itemIn = ({ topic, content }: WireFrame): Item | undefined => {
  if (topic !== 'aws/chat' || typeof content !== 'string') return undefined;
  const item: Item = JSON.parse(content);
  return item;
};
