/**
 * The text of a streamed message so far. `text` is made of chunks 1 to `count`; chunks that came too early wait in
 * `early` until those before them are there.
 */
export interface Stream {
  readonly text: string;
  readonly count: number;
  readonly early?: ReadonlyMap<number, string>;
}

/** Chunks of one message that may wait for an earlier one. Those beyond are dropped: the completed chunk heals it. */
const MAX_EARLY_CHUNKS = 1_024;

const EMPTY: Stream = { text: '', count: 0 };

/** Adds one chunk. A chunk that is there already changes nothing, and the same stream comes back. */
export const addChunk = (stream: Stream = EMPTY, number: number, content: string): Stream => {
  if (number <= stream.count || stream.early?.has(number) === true) return stream;
  if (number > stream.count + 1) {
    if ((stream.early?.size ?? 0) >= MAX_EARLY_CHUNKS) return stream;
    return { ...stream, early: new Map(stream.early).set(number, content) };
  }
  return takeEarly(stream.text + content, number, stream.early);
};

/** Both streams' chunks in one. */
export const joinStreams = (a: Stream, b: Stream): Stream => {
  const longer = further(a, b);
  const other = longer === a ? b : a;
  let joined = longer;
  other.early?.forEach((content, number) => {
    joined = addChunk(joined, number, content);
  });
  return joined;
};

/** The one that reaches further. Of two texts of as many chunks one is wrong, and none can say which: the longer counts. */
export const further = (a: Stream, b: Stream): Stream => {
  const ahead = a.count - b.count || a.text.length - b.text.length || (a.text >= b.text ? 1 : -1);
  return ahead >= 0 ? a : b;
};

/** A text as far as the transcript showed it, and on from there with what was pushed. */
export const goOn = (read: Stream, pushed: Stream): Stream =>
  read.count <= pushed.count ? pushed : takeEarly(read.text, read.count, pushed.early);

const takeEarly = (text: string, count: number, early: Stream['early']): Stream => {
  if (early === undefined) return { text, count };
  const rest = new Map(early);
  for (let next = rest.get(count + 1); next !== undefined; next = rest.get(count + 1)) {
    count += 1;
    text += next;
    rest.delete(count);
  }
  for (const number of rest.keys()) if (number <= count) rest.delete(number);
  return rest.size === 0 ? { text, count } : { text, count, early: rest };
};
