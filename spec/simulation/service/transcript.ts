import { EPOCH } from '../epoch.js';
import type { Conditions } from '../network/conditions.js';
import type { Traits } from '../plan/traits.js';
import type { VirtualTime } from '../virtual-time.js';
import { isBehind, type Chat } from './chat.js';
import { transcriptItem, type Post } from './post.js';
import { recordIn, textIn } from './wire.js';

/** What a reading of the transcript comes to. */
export type Reading =
  | { readonly type: 'refused' }
  | {
      readonly type: 'page';
      readonly body: string;
      readonly isLast: boolean;
      readonly shows: ReadonlyArray<string>;
      readonly isForward: boolean;
    };

interface Cursor {
  readonly forward: boolean;
  readonly ascending: boolean;
  readonly max: number;
  /** The last post of the page before; the next page begins behind where it stood then. */
  readonly behind: Post | undefined;
}

const isAt = (a: Post, b: Post): boolean => a.at === b.at && a.order === b.order;

/** Where the next page begins: what has moved since, as a streamed message may, leaves the place where it stood. */
const continueAt = (posts: ReadonlyArray<Post>, { behind, forward }: Cursor): number => {
  const index = posts.findIndex(({ id }) => id === behind?.id);
  const found = posts[index];
  if (behind === undefined || found === undefined) return forward ? 0 : posts.length;
  if (isAt(found, behind)) return forward ? index + 1 : index;
  const later = posts.findIndex((post) => isBehind(post, behind));
  return later < 0 ? posts.length : later;
};

/** Reads pages of the transcript, with all the ways that the documentation leaves open. */
export const createTranscript = ({
  chat,
  time,
  traits,
  conditions,
}: {
  readonly chat: Chat;
  readonly time: VirtualTime;
  readonly traits: Traits;
  readonly conditions: Conditions;
}): ((request: ReadonlyMap<string, unknown>) => Reading) => {
  const cursors = new Map<string, Cursor>();
  let count = 0;

  const visible = (): ReadonlyArray<Post> => {
    const lagMs = conditions.has('transcriptLags') ? traits.slowTranscriptMs : traits.transcriptLagMs;
    return lagMs === 0
      ? chat.shown()
      : chat.shown().filter(({ postedAt, at }) => at < EPOCH || postedAt + lagMs <= time.now());
  };

  const mint = (cursor: Cursor, asked: string | undefined): string => {
    if (asked !== undefined && conditions.has('nextTokenRepeated')) return asked;
    const token = `page-${(count += 1)}`;
    cursors.set(token, cursor);
    return token;
  };

  // A post is a value: while it is the same, so is its text, and most pages repeat what others said.
  const texts = new WeakMap<Post, string>();
  const textOf = (post: Post): string => {
    const text = texts.get(post) ?? JSON.stringify(transcriptItem(post));
    texts.set(post, text);
    return text;
  };
  const written = (posts: ReadonlyArray<Post>): ReadonlyArray<string> => {
    const items = posts.map(textOf);
    if (items.length > 0 && conditions.has('itemUnreadable')) items[items.length - 1] = '{"Type":"MESSAGE"}';
    return items;
  };

  const page = (posts: ReadonlyArray<Post>, from: number, cursor: Cursor, asked?: string): Reading => {
    const { forward, ascending, max, behind } = cursor;
    const size = conditions.has('pageShort') ? Math.floor(max / 3) : max;
    const found = forward ? posts.slice(from, from + size) : posts.slice(Math.max(0, from - size), from);
    const isLast = forward ? from + size >= posts.length : from - size <= 0;
    const edge = forward ? found[found.length - 1] : found[0];
    const next =
      isLast && !conditions.has('nextTokenEndless')
        ? undefined
        : mint({ forward, ascending, max, behind: edge ?? behind ?? posts[forward ? from - 1 : from] }, asked);
    const items = written(ascending ? found : [...found].reverse());
    const token = JSON.stringify(next ?? traits.noToken);
    const body = `{"InitialContactId":"contact-1","Transcript":[${items.join()}],"NextToken":${token}}`;
    return { type: 'page', body, isLast: next === undefined, shows: found.map(({ id }) => id), isForward: forward };
  };

  return (request) => {
    const posts = visible();
    const token = textIn(request, 'NextToken');
    if (token !== undefined) {
      const cursor = cursors.get(token);
      if (cursor === undefined || conditions.has('nextTokenExpired')) return { type: 'refused' };
      return page(posts, continueAt(posts, cursor), cursor, token);
    }
    const start = textIn(recordIn(request, 'StartPosition'), 'Id');
    const forward = (textIn(request, 'ScanDirection') ?? (start === undefined ? 'BACKWARD' : 'FORWARD')) === 'FORWARD';
    const ascending = textIn(request, 'SortOrder') === 'ASCENDING';
    const asked = request.get('MaxResults');
    const cursor: Cursor = { forward, ascending, max: typeof asked === 'number' ? asked : 10, behind: undefined };
    if (start === undefined) return page(posts, posts.length, cursor);
    if (conditions.has('startRefused')) return { type: 'refused' };
    const index = conditions.has('startForgotten') ? -1 : posts.findIndex(({ id }) => id === start);
    if (index < 0) return traits.refusesUnknownStart ? { type: 'refused' } : page(posts, posts.length, cursor);
    return page(posts, index + (traits.startIsExclusive === forward ? 1 : 0), cursor);
  };
};
