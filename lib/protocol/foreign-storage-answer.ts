import { isForeignStatus, isForeignType, outlineOf, contentTypeOf, type AnswerForm } from './answer-form.js';

/** What is known of an answer that storage did not give. Nothing of its body, nor of the signed URL. */
export interface ForeignStorageAnswer {
  readonly status: number;
  /** MIME type without parameters, where it names one. */
  readonly contentType?: string;
}

const XML_TYPE = /^(?:application|text)\/xml/i;

/** A redirect of S3's own says in XML why: its bucket is elsewhere. */
const isForeignRedirect = (answer: AnswerForm): boolean =>
  answer.status >= 300 && answer.status <= 399 && !XML_TYPE.test(contentTypeOf(answer));

/**
 * Tells an answer of a storage host from one that something in between gave in its place. `undefined` for storage's
 * own: S3 refuses in XML and answers a `PUT` with nothing; what else it or its like may say is not known, so only what
 * cannot be theirs is foreign.
 *
 * @param isFile whether a success is the file that was asked for, which may well be a page.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const foreignStorageAnswer = (answer: AnswerForm, isFile: boolean): ForeignStorageAnswer | undefined => {
  const isWanted = isFile && answer.status >= 200 && answer.status <= 299;
  const isForeign = isForeignStatus(answer) || isForeignRedirect(answer) || (isForeignType(answer) && !isWanted);
  return isForeign ? outlineOf(answer) : undefined;
};
