import type { Conditions } from '../network/conditions.js';
import type { Traits } from '../plan/traits.js';
import type { Random } from '../random.js';
import { secret } from '../secret.js';
import type { VirtualTime } from '../virtual-time.js';
import { createAttachments } from './attachments.js';
import { createChat, type Chat } from './chat.js';
import { createHub, type Hub } from './hub.js';
import { createOperations, errorHeaders, type Accepted } from './operations.js';
import { createTokens, type Tokens } from './tokens.js';
import type { WireRequest, WireResponse } from './wire.js';

/** Where the simulated service is. */
export const HOSTS = {
  participant: 'https://participant.simulated.example',
  feed: 'wss://feed.simulated.example',
  storage: 'https://storage.simulated.example',
} as const;

/** A response and what only the simulation knows of it. */
export interface Served {
  readonly response: WireResponse;
  /** Set when the transcript was read to its end. */
  readonly isLastPage?: boolean;
  /** The ids on a page of the transcript. */
  readonly shows?: ReadonlyArray<string>;
  readonly isForward?: boolean;
}

/**
 * The simulated participant service: written from the documentation, sharing nothing with the client. Answers at
 * once; what takes time is the network's business.
 */
export interface Service {
  readonly chat: Chat;
  readonly hub: Hub;
  readonly connectionTokens: Tokens;
  readonly participantToken: string;
  /** Every message of the session that was accepted. */
  readonly accepted: ReadonlyArray<Accepted>;
  readonly serve: (request: WireRequest) => Served;
  /** Lets all socket URLs that are out expire now. */
  readonly expireUrls: () => void;
  /** Whether a URL may be opened: undefined, or the status of the refusal. */
  readonly refusalOf: (url: string) => number | undefined;
  /** Whether the tokens still open anything. */
  readonly isClosed: () => boolean;
}

/** How long a socket URL may be opened. */
const URL_LIFE_MS = 100_000;

export const createService = (time: VirtualTime, random: Random, traits: Traits, conditions: Conditions): Service => {
  const hub = createHub(time, traits, conditions);
  const chat = createChat(time, random, traits, { push: hub.publish, count: conditions.count });
  const connectionTokens = createTokens(time, 'connection', traits.tokenLifeMs);
  const attachments = createAttachments(time, chat);
  const participantToken = secret('participant', 1);
  const urls = new Map<string, number>();

  const isClosed = (): boolean => {
    const endedAt = chat.endedAt();
    return endedAt !== undefined && time.now() >= endedAt + traits.graceMs;
  };
  const mintUrl = (): string => {
    const url = `${HOSTS.feed}/?X-Amz-Signature=${secret('url', urls.size + 1)}`;
    urls.set(url, time.now() + URL_LIFE_MS);
    return url;
  };
  const accepted: Accepted[] = [];
  const operate = createOperations({
    time,
    random,
    traits,
    conditions,
    chat,
    attachments,
    connectionTokens,
    mintUrl,
    accepted,
  });

  const dateHeader = (): Readonly<Record<string, string>> => {
    if (conditions.has('dateMissing')) return {};
    const at = chat.now() + (conditions.has('dateWrong') ? 7_200_000 : 0);
    return { date: new Date(at).toUTCString() };
  };

  return {
    chat,
    hub,
    connectionTokens,
    participantToken,
    accepted,
    isClosed,
    expireUrls: () => urls.forEach((_, url) => urls.set(url, -1)),
    refusalOf: (url) => {
      const goodUntil = urls.get(url);
      if (goodUntil === undefined || goodUntil < time.now() || isClosed()) return 403;
      if (traits.urlIsSingleUse) urls.delete(url);
      return undefined;
    },
    serve: (request) => {
      if (request.url.startsWith(HOSTS.storage)) return { response: attachments.store(request) };
      const isAdmission = request.url.endsWith('/connection');
      const isGood = isAdmission ? request.bearer === participantToken : connectionTokens.isGood(request.bearer);
      const served: Served =
        isClosed() || !isGood
          ? {
              response: {
                status: 403,
                headers: errorHeaders(traits, 403),
                body: JSON.stringify({ message: `Denied: ${request.bearer ?? ''}` }),
              },
            }
          : operate(request);
      return { ...served, response: { ...served.response, headers: { ...served.response.headers, ...dateHeader() } } };
    },
  };
};
