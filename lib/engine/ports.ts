import type { Observable, SchedulerLike } from 'rxjs';

/** A part of a body that is read piece by piece. Text is sent as UTF-8, whatever pieces it is cut into. */
export type HttpPiece = string | ArrayBufferView | ArrayBufferLike;

/** What can be put into a request. What is read piece by piece can be sent only once, so it is never retried. */
export type HttpBody = string | Uint8Array | Blob | AsyncIterable<HttpPiece> | ReadableStream<HttpPiece>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  /** How many bytes the body has, as was announced: neither more nor fewer are sent. Bodies of text go without. */
  readonly bodyBytes?: number;
  /** A body that is read piece by piece and yields nothing for so long fails. @defaultValue `Infinity` */
  readonly bodySilenceMs?: number;
  /**
   * Whether a platform that does not show where a redirect leads may follow it: to what is encrypted only, or stays
   * on this machine. Never set for what carries a bearer. @defaultValue `false`
   */
  readonly followsRedirects?: boolean;
  /** How `HttpResponse.body` is wanted. @defaultValue `'text'` */
  readonly responseType?: 'text' | 'bytes';
  /** Answers longer than this fail with a `NetworkError`. */
  readonly maxResponseBytes: number;
}

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text, or for `responseType: 'bytes'` the bytes. */
  readonly body: string | Uint8Array;
}

/** Progress while a request is under way, then its answer. Any status is an answer, not an error. */
export type HttpEvent =
  | { readonly type: 'sent'; readonly bytes: number }
  | { readonly type: 'received'; readonly bytes: number; readonly totalBytes?: number | undefined }
  | ({ readonly type: 'response' } & HttpResponse);

/** An open socket. */
export interface Socket {
  /** Hot: each frame as the platform gives it, text as a string. Has no past: subscribe when the socket is handed over. */
  readonly frame$: Observable<unknown>;
  /** Sends a text frame. Does nothing on a socket that is closing. */
  readonly send: (text: string) => void;
}

/** The whole outside world. Everything that the engine knows of time, chance and traffic comes through here. */
export interface Ports {
  /** Read with `clock.now()`, waited for with `timer(ms, clock)`. */
  readonly clock: SchedulerLike;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** A UUID, new each time. */
  readonly newId: () => string;
  /**
   * Cold: subscribing sends, unsubscribing aborts. Emits progress, then the response, then completes.
   * Errors with a `NetworkError` when there is no answer, and with an `AttachmentBodyError` when the body cannot be
   * read or is not what was announced. Follows no redirect, see `followsRedirects`.
   */
  readonly http: (request: HttpRequest) => Observable<HttpEvent>;
  /**
   * Cold: one subscription is one socket. Emits it once when it is open. Errors with a `SocketError` when the
   * handshake is refused or the socket closes, however cleanly; never completes. Unsubscribing closes it with 1000.
   * Frames over `maxFrameBytes` may close the socket (1009), so a caller passes the hard limit here.
   */
  readonly openSocket: (url: string, maxFrameBytes: number) => Observable<Socket>;
  /** Whether the platform believes itself online: replays the present state, then each change. */
  readonly online$: Observable<boolean>;
  /**
   * Whether the platform gives this process its time: false while a page is hidden, when its timers are held back.
   * Replays the present state, then each change; true again, though it was true, where the platform says that the
   * page has been restored or resumed.
   */
  readonly visible$: Observable<boolean>;
}
