import fc from 'fast-check';
import { readInteractive } from '../../lib/protocol/read-interactive.js';
import { itemText } from '../fixtures/frame-texts.js';

const contentOf = (name: string): string => {
  const item: { readonly Content: string } = JSON.parse(itemText(name));
  return item.Content;
};

const read = (templateType: string, content: object, data: object = {}): unknown =>
  readInteractive(JSON.stringify({ templateType, version: '1.0', data: { content, ...data } }));

describe('readInteractive', () => {
  describe('accepts', () => {
    it('a list', () => {
      expect(readInteractive(contentOf('f16-list-picker'))).toStrictEqual({
        type: 'ListPicker',
        version: '1.0',
        title: 'Which product?',
        subtitle: 'Tap one',
        elements: [{ title: 'Kettle', subtitle: '1.7 l' }, { title: 'Toaster' }],
      });
    });

    it('a list in pages, with images and a reply', () => {
      const image = { imageType: 'URL', imageData: 'https://i', imageDescription: 'a kettle' };
      const paging = { referenceId: 'r1', listId: 'l1', preIndex: 0, nextIndex: 6 };
      const elements = [{ title: 'More', ...image, actionDetail: 'SHOW_MORE' }];
      const replyMessage = { title: 'Thanks', ...image };
      expect(
        read('ListPicker', { title: 'T', ...image, elements, ...paging, later: 1 }, { replyMessage }),
      ).toStrictEqual({ type: 'ListPicker', version: '1.0', title: 'T', ...image, elements, ...paging, replyMessage });
    });

    it('a time picker', () => {
      const timeslots = [{ date: '2026-03-02T10:15+00:00', duration: 60 }, { date: '2026-03-02T11:15+00:00' }];
      const location = { latitude: 47.6, longitude: -122.3, title: 'Shop', radius: 1 };
      expect(read('TimePicker', { title: 'When?', timeZoneOffset: -450, location, timeslots })).toStrictEqual({
        type: 'TimePicker',
        version: '1.0',
        title: 'When?',
        timeZoneOffset: -450,
        location,
        timeslots,
      });
    });

    it.each(['Panel', 'QuickReply'])('a %s', (type) => {
      expect(read(type, { title: 'T', subtitle: null, elements: [{ title: 'Yes' }] })).toStrictEqual({
        type,
        version: '1.0',
        title: 'T',
        elements: [{ title: 'Yes' }],
      });
    });

    it('a carousel of panels and lists', () => {
      const card = (templateIdentifier: string, templateType: string): object => ({
        templateIdentifier,
        templateType,
        version: '1.0',
        data: { content: { title: templateType, elements: [{ title: 'Buy' }] } },
      });
      const message = (type: string): object => ({ type, version: '1.0', title: type, elements: [{ title: 'Buy' }] });
      expect(read('Carousel', { title: 'T', elements: [card('t0', 'Panel'), card('t1', 'ListPicker')] })).toStrictEqual(
        {
          type: 'Carousel',
          version: '1.0',
          title: 'T',
          cards: [
            { templateIdentifier: 't0', message: message('Panel') },
            { templateIdentifier: 't1', message: message('ListPicker') },
          ],
        },
      );
    });

    it('a view', () => {
      expect(readInteractive(contentOf('f18-view-resource'))).toStrictEqual({
        type: 'ViewResource',
        version: '1.0',
        viewId: 'aws-form',
        viewToken: 'vt-123',
        viewData: '{"Heading":"Address"}',
      });
    });

    it('elements beside the content', () => {
      const data = { content: { title: 'T' }, elements: [{ title: 'Yes' }] };
      const expected = { type: 'QuickReply', title: 'T', elements: [{ title: 'Yes' }] };
      expect(readInteractive(JSON.stringify({ templateType: 'QuickReply', data }))).toStrictEqual(expected);
    });

    it('elements without a content', () => {
      const text = '{"templateType":"QuickReply","data":{"elements":[{"title":"Yes"}]}}';
      expect(readInteractive(text)).toStrictEqual({ type: 'QuickReply', elements: [{ title: 'Yes' }] });
    });
  });

  describe('rejects', () => {
    it.each(['', 'hello', '{}', '[]', 'null', '{"templateType":1}'])('%j', (content) => {
      expect(readInteractive(content)).toBeUndefined();
    });
  });

  describe('keeps unknown', () => {
    it.each([
      ['WhatsAppList', { list: [] }],
      ['ListPicker', { title: 'no elements' }],
      ['Panel', { elements: [{ subtitle: 'no title' }] }],
      ['TimePicker', { timeslots: [{}] }],
      ['ViewResource', { viewToken: 7 }],
      ['Carousel', { elements: 'none' }],
      ['constructor', {}],
    ])('%s %j, as it came', (templateType, content) => {
      expect(read(templateType, content)).toStrictEqual({
        type: 'unknown',
        templateType,
        version: '1.0',
        data: { content },
      });
    });

    it('a carousel inside a carousel', () => {
      const inner = { templateType: 'Carousel', data: { content: { elements: [] } } };
      expect(read('Carousel', { elements: [inner] })).toMatchObject({
        cards: [{ message: { type: 'unknown', templateType: 'Carousel', data: inner.data } }],
      });
    });
  });

  it('never throws', () => {
    const template = fc.constantFrom(
      'ListPicker',
      'TimePicker',
      'Panel',
      'QuickReply',
      'Carousel',
      'ViewResource',
      'x',
    );
    const content = fc.dictionary(fc.constantFrom('elements', 'timeslots', 'title', 'location'), fc.jsonValue());
    fc.assert(
      fc.property(template, fc.oneof(content, fc.jsonValue()), fc.jsonValue(), (templateType, inner, elements) => {
        const data = { content: inner, elements };
        expect(readInteractive(JSON.stringify({ templateType, data }))).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
