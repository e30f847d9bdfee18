import * as t from 'io-ts';
import { nullable } from './nullable.js';
import { shape } from './shape.js';

const TEXT_OR_NOT = nullable(t.string);
const NUMBER_OR_NOT = nullable(t.number);

const CAPTION_FIELDS = {
  title: TEXT_OR_NOT,
  subtitle: TEXT_OR_NOT,
  imageType: TEXT_OR_NOT,
  imageData: TEXT_OR_NOT,
  imageDescription: TEXT_OR_NOT,
};

/** The texts and the image that any part of a template may have. */
export const CAPTION = t.partial(CAPTION_FIELDS, 'caption');

/** One choice. */
export const ELEMENT = shape({ title: t.string }, { ...CAPTION_FIELDS, actionDetail: TEXT_OR_NOT }, 'element');

/** What surrounds every template. */
export const ENVELOPE = shape(
  { templateType: t.string },
  { version: TEXT_OR_NOT, data: t.unknown },
  'interactive message',
);

/** `data`: its `content` is what the service documents; some authors write the elements beside it. */
export const DATA = t.partial(
  { content: t.unknown, elements: t.unknown, replyMessage: nullable(CAPTION) },
  'interactive data',
);

/** The choices of a list, a panel or a quick reply, and how a list turns its pages. */
export const CHOICES = shape(
  { elements: t.array(ELEMENT) },
  {
    ...CAPTION_FIELDS,
    referenceId: TEXT_OR_NOT,
    listId: TEXT_OR_NOT,
    preIndex: NUMBER_OR_NOT,
    nextIndex: NUMBER_OR_NOT,
  },
  'choices',
);

/** Where an appointment is. */
export const LOCATION = t.partial(
  { latitude: NUMBER_OR_NOT, longitude: NUMBER_OR_NOT, title: TEXT_OR_NOT, radius: NUMBER_OR_NOT },
  'location',
);

/** The appointments of a time picker. */
export const TIMES = shape(
  { timeslots: t.array(shape({ date: t.string }, { duration: NUMBER_OR_NOT }, 'timeslot')) },
  { ...CAPTION_FIELDS, timeZoneOffset: NUMBER_OR_NOT, location: nullable(LOCATION) },
  'times',
);

/** The cards of a carousel. */
export const CARDS = shape(
  { elements: t.array(t.partial({ templateIdentifier: TEXT_OR_NOT }, 'card')) },
  CAPTION_FIELDS,
  'cards',
);

/** What names the form of a view resource. */
export const VIEW_RESOURCE = t.partial(
  { ...CAPTION_FIELDS, viewId: TEXT_OR_NOT, viewToken: TEXT_OR_NOT, viewData: t.unknown },
  'view resource',
);
