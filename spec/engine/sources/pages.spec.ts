import { concatMap, lastValueFrom, of, throwError, toArray, type Observable } from 'rxjs';
import { ValidationError } from '../../../lib/chat/errors.js';
import type { GetTranscriptInput, TranscriptPage } from '../../../lib/engine/participant/get-transcript.js';
import { pages, type Page } from '../../../lib/engine/sources/pages.js';
import { message } from '../../support/items.js';

type Answer = TranscriptPage | 'refuse';

const page = (ids: string, nextToken?: string): TranscriptPage => ({
  items: Array.from(ids).map((id) => message(id, id.charCodeAt(0))),
  unreadable: [],
  ...(nextToken !== undefined && { nextToken }),
});

const FORWARD: GetTranscriptInput = { scanDirection: 'FORWARD', sortOrder: 'ASCENDING', startPosition: { id: 'a' } };

/** Answers one call after the other as scripted, and notes what was asked. */
const script = (...answers: ReadonlyArray<Answer>) => {
  const asked: GetTranscriptInput[] = [];
  const read = (input: GetTranscriptInput): Observable<TranscriptPage> => {
    const answer = answers[asked.push(input) - 1];
    if (answer === undefined) throw new Error('asked more often than scripted');
    return answer === 'refuse' ? throwError(() => new ValidationError()) : of(answer);
  };
  return { asked, read };
};

const all = (source: Observable<Page>): Promise<ReadonlyArray<string>> =>
  lastValueFrom(
    source.pipe(
      concatMap(({ items, truncated }) => [...items.map(({ id }) => id), ...(truncated === true ? ['…'] : [])]),
      toArray(),
    ),
  );

describe('pages', () => {
  it('reads until there is no token, empty pages included', async () => {
    const { asked, read } = script(page('ab', '1'), page('', '2'), page('c'));
    expect(await all(pages(read, FORWARD, 10))).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([FORWARD, { ...FORWARD, nextToken: '1' }, { ...FORWARD, nextToken: '2' }]);
  });

  it('starts again from the last item when a token is refused', async () => {
    const { asked, read } = script(page('abc', '1'), 'refuse', page('cd'));
    expect(await all(pages(read, FORWARD, 10))).toEqual(['a', 'b', 'c', 'c', 'd']);
    expect(asked[2]).toEqual({ ...FORWARD, startPosition: { id: 'c' } });
  });

  it('starts again from the last item when a token comes twice', async () => {
    const { asked, read } = script(page('ab', '1'), page('c', '1'), page('cd'));
    expect(await all(pages(read, FORWARD, 10))).toEqual(['a', 'b', 'c', 'c', 'd']);
    expect(asked[2]).toEqual({ ...FORWARD, startPosition: { id: 'c' } });
  });

  it('goes backwards from the oldest item', async () => {
    const input: GetTranscriptInput = { scanDirection: 'BACKWARD', sortOrder: 'ASCENDING' };
    const { asked, read } = script(page('cd', '1'), 'refuse', page('ab'));
    expect(await all(pages(read, input, 10))).toEqual(['c', 'd', 'a', 'b']);
    expect(asked[2]).toEqual({ ...input, startPosition: { id: 'c' } });
  });

  it('says that it is truncated when starting again brings nothing new', async () => {
    const { read } = script(page('a', '1'), 'refuse', page('a', '2'), 'refuse');
    expect(await all(pages(read, FORWARD, 10))).toEqual(['a', 'a', '…']);
  });

  it('says that it is truncated after so many pages', async () => {
    const { asked, read } = script(page('a', '1'), page('b', '2'), page('c', '3'));
    expect(await all(pages(read, FORWARD, 3))).toEqual(['a', 'b', 'c', '…']);
    expect(asked).toHaveLength(3);
  });

  it('errors when the first page is refused', async () => {
    await expect(all(pages(script('refuse').read, FORWARD, 10))).rejects.toBeInstanceOf(ValidationError);
  });
});
