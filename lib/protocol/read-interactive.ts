import * as t from 'io-ts';
import type {
  CarouselCard,
  InteractiveBase,
  InteractiveCaption,
  InteractiveElement,
  InteractiveMessage,
  InteractiveTimeslot,
} from '../chat/interactive.js';
import { parseJson } from './parse-json.js';
import { present } from './present.js';
import { readNumber } from './read-number.js';

type Fields = Readonly<Record<string, unknown>>;

const { is: isFields } = t.UnknownRecord;
const isEmpty = (u: object): boolean => Object.keys(u).length === 0;
const text = (u: unknown): string | undefined => (typeof u === 'string' ? u : undefined);

/** The entries of a list that can hold something; none of what is no list. */
const entriesOf = (u: unknown): ReadonlyArray<Fields> => (Array.isArray(u) ? u.filter(isFields) : []);

const captionOf = ({ title, subtitle, imageType, imageData, imageDescription }: Fields): InteractiveCaption =>
  present({
    title: text(title),
    subtitle: text(subtitle),
    imageType: text(imageType),
    imageData: text(imageData),
    imageDescription: text(imageDescription),
  });

/** The choices of which anything can be read. */
const elementsOf = (u: unknown): ReadonlyArray<InteractiveElement> =>
  entriesOf(u)
    .map((element) => ({
      ...captionOf(element),
      ...present({ actionDetail: text(element.actionDetail), type: text(element.type), url: text(element.url) }),
    }))
    .filter((element) => !isEmpty(element));

const timeslotsOf = (u: unknown): ReadonlyArray<InteractiveTimeslot> =>
  entriesOf(u).flatMap((slot) => {
    const date = text(slot.date);
    return date === undefined ? [] : [present({ date, duration: readNumber(slot.duration) })];
  });

const placeOf = ({ timeZoneOffset, location }: Fields) =>
  present({
    timeZoneOffset: readNumber(timeZoneOffset),
    location: isFields(location)
      ? present({
          latitude: readNumber(location.latitude),
          longitude: readNumber(location.longitude),
          title: text(location.title),
          radius: readNumber(location.radius),
        })
      : undefined,
  });

const pagingOf = ({ referenceId, listId, preIndex, nextIndex }: Fields) =>
  present({
    referenceId: text(referenceId),
    listId: text(listId),
    preIndex: readNumber(preIndex),
    nextIndex: readNumber(nextIndex),
  });

const formOf = ({ viewId, viewToken, viewData }: Fields) =>
  present({ viewId: text(viewId), viewToken: text(viewToken), viewData });

/** A carousel holds panels and lists. One inside another is read no deeper, or a hostile one would have no end. */
const cardOf = (card: Fields): CarouselCard => ({
  ...present({ templateIdentifier: text(card.templateIdentifier) }),
  message: readTemplate(card, readPlain) ?? { type: 'unknown', data: card },
});

type ReadContent = (templateType: string, content: Fields, base: InteractiveBase) => InteractiveMessage | undefined;

const readPlain: ReadContent = (type, content, base) => {
  const common = { ...base, ...captionOf(content) };
  switch (type) {
    case 'ListPicker':
    case 'Panel':
    case 'QuickReply':
      return { type, ...common, elements: elementsOf(content.elements), ...pagingOf(content) };
    case 'TimePicker':
      return { type, ...common, timeslots: timeslotsOf(content.timeslots), ...placeOf(content) };
    case 'ViewResource':
      return { type, ...common, ...formOf(content) };
    default:
      return undefined;
  }
};

const readAny: ReadContent = (type, content, base) =>
  type === 'Carousel'
    ? { type, ...base, ...captionOf(content), cards: entriesOf(content.elements).map(cardOf) }
    : readPlain(type, content, base);

/** The content with its elements, wherever its author wrote them. */
const contentOf = (data: Fields): Fields | undefined => {
  const { content, elements } = data;
  if (content === undefined || content === null) return data;
  if (!isFields(content)) return undefined;
  return elements === undefined ? content : { elements, ...content };
};

/** Whether there is something in a content, and a template makes nothing of it. */
const isLost = (message: InteractiveMessage, content: Fields, nothing: InteractiveMessage | undefined): boolean => {
  if (isEmpty(content) || Array.isArray(content.elements) || Array.isArray(content.timeslots)) return false;
  return Object.keys(message).length === Object.keys(nothing ?? {}).length;
};

const readTemplate = (raw: unknown, readContent: ReadContent): InteractiveMessage | undefined => {
  if (!isFields(raw) || typeof raw.templateType !== 'string') return undefined;
  const { templateType, data } = raw;
  const version = text(raw.version);
  const unknown: InteractiveMessage = { type: 'unknown', templateType, ...present({ version }), data };
  const content = isFields(data) ? contentOf(data) : undefined;
  if (!isFields(data) || content === undefined) return unknown;
  const { replyMessage } = data;
  const base = present({ version, replyMessage: isFields(replyMessage) ? captionOf(replyMessage) : undefined });
  const message = readContent(templateType, content, base);
  return message === undefined || isLost(message, content, readContent(templateType, {}, base)) ? unknown : message;
};

/**
 * Reads the content of an interactive message. `undefined` where it is not JSON that names a template.
 *
 * What is odd costs no more than itself: a field, or an entry of a list of which nothing can be read. A template that
 * this version does not know, or of whose content it can read nothing, comes as `unknown` with its data. Members that
 * the service does not document are left out; they are in the content itself.
 */
export const readInteractive = (content: string): InteractiveMessage | undefined =>
  readTemplate(parseJson(content), readAny);
