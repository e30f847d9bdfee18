/** The outside of an answer: it shows from whom the answer comes. */
export interface AnswerForm {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What neither the service nor storage says: that the network wants a login (511), that a proxy does (407), that it was
 * asked too early in a handshake that it took no part in (425).
 */
const BETWEEN: ReadonlySet<number> = new Set([407, 425, 511]);

/** Pages, and JSON of another making: captive portals have one of their own (RFC 8908), frameworks that of RFC 9457. */
const FOREIGN_TYPE = /^(?:text\/html|application\/(?:xhtml|[\w.-]+\+json))/i;
const PLAIN_TYPE = /^[a-z\d][\w.+-]{0,63}\/[a-z\d][\w.+-]{0,63}$/;

/** The content type with its parameters, empty where there is none. */
export const contentTypeOf = ({ headers }: AnswerForm): string => headers['content-type']?.trim() ?? '';

/** Whether an answer has a status that only something in between gives. */
export const isForeignStatus = ({ status }: AnswerForm): boolean => BETWEEN.has(status);

/** Whether an answer is of a type in which neither the service nor its gateway nor storage speaks. */
export const isForeignType = (form: AnswerForm): boolean => FOREIGN_TYPE.test(contentTypeOf(form));

/** What an error or a diagnostic may say of an answer: the status, and the MIME type without parameters where it names one. */
export const outlineOf = (form: AnswerForm): { readonly status: number; readonly contentType?: string } => {
  const { status } = form;
  const contentType = contentTypeOf(form).split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return PLAIN_TYPE.test(contentType) ? { status, contentType } : { status };
};
