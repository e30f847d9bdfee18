import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readInteractive } from '../../lib/protocol/read-interactive.js';
import { itemText } from '../fixtures/frame-texts.js';

const contentOf = (name: string): string => {
  const item: { readonly Content: string } = JSON.parse(itemText(name));
  return item.Content;
};

const read = (templateType: string, content: unknown, data: object = {}): unknown =>
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

  describe('reads what there is', () => {
    const inputs: ReadonlyArray<{ readonly input: object; readonly right: string }> = JSON.parse(
      readFileSync('spec/fixtures/interactive.json', 'utf8'),
    );
    const link = (url: string): object => ({ title: 'Open', type: 'hyperlink', url });
    /** What is to come of each of the inputs, in their order. */
    const outputs: ReadonlyArray<object> = [
      { type: 'Panel', title: 'Documents', elements: [link('https://a.example/1'), link('https://a.example/2')] },
      {
        type: 'Panel',
        title: 'Orders',
        listId: 'l1',
        preIndex: 0,
        nextIndex: 10,
        referenceId: 'r1',
        elements: [{ title: 'One' }, { title: 'More', actionDetail: 'SHOW_MORE' }],
      },
      { type: 'TimePicker', title: 'Schedule an appointment', timeslots: [] },
      {
        type: 'TimePicker',
        title: 'T',
        timeZoneOffset: -480,
        timeslots: [{ date: '2026-10-31T17:00+00:00', duration: 60 }],
      },
      { type: 'ListPicker', title: 'Pick', elements: [{ title: 'One' }] },
      {
        type: 'ListPicker',
        title: 'Pick',
        elements: [{ title: 'One' }, { imageType: 'URL', imageData: 'https://a.example/x.png' }],
      },
      {
        type: 'Carousel',
        title: 'T',
        cards: [
          {
            templateIdentifier: 'x',
            message: { type: 'Panel', version: '1.0', title: 'P', elements: [{ title: 'a' }] },
          },
          { message: { type: 'unknown', templateType: 'Nested', version: '1.0', data: {} } },
          { message: { type: 'unknown', data: { title: 'not a template' } } },
        ],
      },
    ];

    it.each(inputs.map(({ input, right }, index) => [right, input, outputs[index]] as const))(
      '%s',
      (_, input, output) => {
        expect(readInteractive(JSON.stringify(input))).toStrictEqual({ version: '1.0', ...output });
      },
    );

    it.each(['ListPicker', 'Panel', 'QuickReply'])('every member of the elements of a %s', (type) => {
      const element = {
        title: 'T',
        subtitle: 'S',
        imageType: 'URL',
        imageData: 'https://i',
        imageDescription: 'D',
        actionDetail: 'SHOW_MORE',
        type: 'hyperlink',
        url: 'https://u',
      };
      const paging = { referenceId: 'r', listId: 'l', preIndex: 0, nextIndex: 6 };
      const content = { title: 'T', elements: [element], ...paging };
      expect(read(type, content)).toStrictEqual({ type, version: '1.0', ...content });
      const card = { templateType: type, data: { content } };
      expect(read('Carousel', { elements: [card] })).toMatchObject({ cards: [{ message: { type, ...content } }] });
      for (const name of Object.keys(element)) {
        const rest = Object.fromEntries(Object.entries(element).filter(([other]) => other !== name));
        const odd = { ...element, [name]: 7 };
        expect(read(type, { elements: [odd] })).toStrictEqual({ type, version: '1.0', elements: [rest] });
      }
    });

    it.each<[string, object, object]>([
      ['ListPicker', { title: 'no elements' }, { elements: [] }],
      ['ListPicker', { title: 'T', elements: 'odd' }, { elements: [] }],
      ['ListPicker', {}, { elements: [] }],
      ['Panel', { elements: [{ subtitle: 'no title' }] }, { elements: [{ subtitle: 'no title' }] }],
      ['Panel', { elements: [null, 7, 'Yes', [], {}, { title: 'Yes' }] }, { elements: [{ title: 'Yes' }] }],
      ['QuickReply', { title: 7, elements: [{ title: 'Yes' }] }, { elements: [{ title: 'Yes' }] }],
      ['QuickReply', { preIndex: '0', nextIndex: ' 6 ' }, { preIndex: 0, nextIndex: 6 }],
      ['QuickReply', { listId: 'l', preIndex: 'first', nextIndex: {} }, { listId: 'l' }],
      ['TimePicker', { timeslots: [{}, { date: 7 }, { date: 'd', duration: 'long' }] }, { timeslots: [{ date: 'd' }] }],
      ['TimePicker', { timeZoneOffset: 'east', timeslots: 'none', title: 'T' }, { title: 'T', timeslots: [] }],
      [
        'TimePicker',
        { location: { latitude: '47.6', longitude: {}, title: 'Shop' } },
        { location: { latitude: 47.6, title: 'Shop' } },
      ],
      ['TimePicker', { title: 'T', location: 'here' }, { title: 'T', timeslots: [] }],
      ['ViewResource', { viewId: 'v', viewToken: 7 }, { viewId: 'v' }],
      ['Carousel', { title: 'no cards' }, { cards: [] }],
      ['Carousel', { elements: [null, 7, {}] }, { cards: [{ message: { type: 'unknown', data: {} } }] }],
    ])('of a %s with %j', (type, content, output) => {
      const message = read(type, content);
      expect(message).toMatchObject({ type, version: '1.0', ...output });
      expect(JSON.stringify(message)).not.toMatch(
        /"(title|preIndex|duration|longitude|timeZoneOffset|viewToken)":(7|"f|"l|{|"e)/,
      );
    });

    it('around a template', () => {
      const data = { replyMessage: 'thanks', content: { title: 'T', elements: [{ title: 'Yes' }] } };
      const expected = { type: 'Panel', title: 'T', elements: [{ title: 'Yes' }] };
      expect(readInteractive(JSON.stringify({ templateType: 'Panel', version: 1, data }))).toStrictEqual(expected);
      const replyMessage = { title: 'Thanks', subtitle: 7 };
      expect(read('Panel', {}, { replyMessage })).toMatchObject({ replyMessage: { title: 'Thanks' } });
    });

    it('where all members stand beside the content', () => {
      const data = { content: null, title: 'T', elements: [{ title: 'Yes' }] };
      const expected = { type: 'Panel', title: 'T', elements: [{ title: 'Yes' }] };
      expect(readInteractive(JSON.stringify({ templateType: 'Panel', data }))).toStrictEqual(expected);
    });
  });

  describe('keeps unknown', () => {
    it.each([
      ['WhatsAppList', { list: [] }],
      ['listpicker', { title: 'T' }],
      ['Panel', { title: 7, elements: 'odd' }],
      ['TimePicker', { slots: [] }],
      ['ViewResource', { viewToken: 7 }],
      ['Carousel', { elements: 'none' }],
      ['constructor', {}],
      ['Panel', 'text'],
      ['Panel', []],
    ])('%s %j, as it came', (templateType, content) => {
      expect(read(templateType, content)).toStrictEqual({
        type: 'unknown',
        templateType,
        version: '1.0',
        data: { content },
      });
    });

    it.each([[null], ['text'], [7], [[]], [undefined]])('the data %j', (data) => {
      const text = JSON.stringify({ templateType: 'Panel', data });
      expect(readInteractive(text)).toStrictEqual({ type: 'unknown', templateType: 'Panel', data });
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
