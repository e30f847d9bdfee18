import { either as E } from 'fp-ts';
import { decodeTranscriptPage } from '../../lib/protocol/decode-transcript-page.js';
import { itemText } from '../fixtures/frame-texts.js';

const MESSAGE: object = JSON.parse(itemText('f01-agent-message'));
const ENDED: object = JSON.parse(itemText('f10-chat-ended'));

describe('decodeTranscriptPage', () => {
  describe('accepts', () => {
    it('a page, in the order that it has', () => {
      const page = decodeTranscriptPage({ InitialContactId: 'c', Transcript: [ENDED, MESSAGE], NextToken: 'n' });
      expect(page).toMatchObject(
        E.right({
          initialContactId: 'c',
          items: [{ type: 'notice' }, { type: 'message' }],
          unreadable: [],
          nextToken: 'n',
        }),
      );
    });

    it.each([{ NextToken: null }, { Transcript: null, NextToken: null }, { Transcript: [], NextToken: '' }])(
      '%j as the last page',
      (body) => {
        expect(decodeTranscriptPage(body)).toStrictEqual(E.right({ items: [], unreadable: [] }));
      },
    );

    it('a page with an item that it cannot read', () => {
      const page = decodeTranscriptPage({ Transcript: [MESSAGE, { Id: 'x' }, null, ENDED] });
      expect(page).toMatchObject(
        E.right({
          items: [{ type: 'message' }, { type: 'notice' }],
          unreadable: [
            { problems: ['AbsoluteTime: expected string'], index: 1 },
            { problems: ['expected item'], index: 1 },
          ],
        }),
      );
    });
  });

  describe('rejects', () => {
    it.each([
      [null, 'unreadable GetTranscript answer: expected transcript page'],
      [{ Transcript: {} }, 'unreadable GetTranscript answer: Transcript: expected list of at most 1000 items'],
      [{}, 'unreadable GetTranscript answer: Transcript: expected list'],
      [{ captive: true }, 'unreadable GetTranscript answer: Transcript: expected list'],
      [{ NextToken: 1 }, 'unreadable GetTranscript answer: NextToken: expected string'],
    ])('%j', (body, message) => {
      expect(decodeTranscriptPage(body)).toMatchObject({ left: { message } });
    });

    it('a page of millions, at once', () => {
      const Transcript = Array.from({ length: 4_000_000 }, () => 0);
      expect(decodeTranscriptPage({ Transcript })).toMatchObject({
        left: { problems: ['Transcript: expected list of at most 1000 items'] },
      });
    });
  });
});
