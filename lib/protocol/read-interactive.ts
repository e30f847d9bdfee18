import type * as t from 'io-ts';
import type { InteractiveBase, InteractiveMessage } from '../chat/interactive.js';
import { parseJson } from './parse-json.js';
import { present } from './present.js';
import type { CAPTION, ELEMENT, LOCATION } from './wire-interactive.js';
import { CARDS, CHOICES, DATA, ENVELOPE, TIMES, VIEW_RESOURCE } from './wire-interactive.js';

type Caption = t.TypeOf<typeof CAPTION>;

const captionOf = ({ title, subtitle, imageType, imageData, imageDescription }: Caption) =>
  present({ title, subtitle, imageType, imageData, imageDescription });

const elementOf = ({ title, actionDetail, ...caption }: t.TypeOf<typeof ELEMENT>) => ({
  ...captionOf(caption),
  ...present({ title, actionDetail }),
});

const locationOf = ({ latitude, longitude, title, radius }: t.TypeOf<typeof LOCATION>) =>
  present({ latitude, longitude, title, radius });

/** A carousel holds panels and lists. One inside another is read no deeper, or a hostile one would have no end. */
const cardOf = (card: { readonly templateIdentifier?: string | null }) =>
  present({ templateIdentifier: card.templateIdentifier, message: readTemplate(card, readPlain) });

type ReadContent = (templateType: string, content: unknown, base: InteractiveBase) => InteractiveMessage | undefined;

const readPlain: ReadContent = (type, content, base) => {
  switch (type) {
    case 'ListPicker': {
      if (!CHOICES.is(content)) return undefined;
      const { referenceId, listId, preIndex, nextIndex } = content;
      const elements = content.elements.map(elementOf);
      const paging = present({ referenceId, listId, preIndex, nextIndex });
      return { type, ...base, ...captionOf(content), elements, ...paging };
    }
    case 'Panel':
    case 'QuickReply':
      return CHOICES.is(content)
        ? { type, ...base, ...captionOf(content), elements: content.elements.map(elementOf) }
        : undefined;
    case 'TimePicker': {
      if (!TIMES.is(content)) return undefined;
      const { timeZoneOffset, location } = content;
      const timeslots = content.timeslots.map(({ date, duration }) => present({ date, duration }));
      const place = present({ timeZoneOffset, location: location && locationOf(location) });
      return { type, ...base, ...captionOf(content), timeslots, ...place };
    }
    case 'ViewResource': {
      if (!VIEW_RESOURCE.is(content)) return undefined;
      const { viewId, viewToken, viewData } = content;
      return { type, ...base, ...captionOf(content), ...present({ viewId, viewToken, viewData }) };
    }
    default:
      return undefined;
  }
};

const readAny: ReadContent = (type, content, base) => {
  if (type !== 'Carousel') return readPlain(type, content, base);
  if (!CARDS.is(content)) return undefined;
  const cards = content.elements.map(cardOf).flatMap(({ message, ...card }) => (message ? [{ ...card, message }] : []));
  return { type, ...base, ...captionOf(content), cards };
};

/** The content with its elements, wherever its author wrote them. */
const contentOf = ({ content, elements }: t.TypeOf<typeof DATA>): unknown => {
  if (elements === undefined) return content;
  if (content === undefined || content === null) return { elements };
  return typeof content === 'object' ? { elements, ...content } : content;
};

const readTemplate = (raw: unknown, readContent: ReadContent): InteractiveMessage | undefined => {
  if (!ENVELOPE.is(raw)) return undefined;
  const { templateType, version, data } = raw;
  const unknown: InteractiveMessage = { type: 'unknown', templateType, ...present({ version }), data };
  if (!DATA.is(data)) return unknown;
  const base = present({ version, replyMessage: data.replyMessage && captionOf(data.replyMessage) });
  return readContent(templateType, contentOf(data), base) ?? unknown;
};

/**
 * Reads the content of an interactive message. `undefined` where it is not JSON that names a template; a template that
 * this version does not know, or that is not as documented, comes as `unknown` with its data.
 */
export const readInteractive = (content: string): InteractiveMessage | undefined =>
  readTemplate(parseJson(content), readAny);
