import * as t from 'io-ts';
import type { View } from '../../chat/view.js';
import { boundedList } from '../bounded-list.js';
import { nullable } from '../nullable.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';
import { readNumber } from '../read-number.js';
import { textOf } from '../text.js';

/** Input of `DescribeView`. */
export interface DescribeViewInput {
  /** From a `ViewResource` message. */
  readonly viewToken: string;
}

/** Far more than a form has buttons. */
const MAX_ACTIONS = 1_000;

// Much is `unknown`: a form is not withheld because something beside it is odd.
const CONTENT = t.partial(
  {
    InputSchema: t.unknown,
    Template: t.unknown,
    Actions: nullable(boundedList(t.unknown, MAX_ACTIONS, 'list of actions')),
  },
  'view content',
);
const VIEW = t.partial(
  { Id: t.unknown, Arn: t.unknown, Name: t.unknown, Version: t.unknown, Content: nullable(CONTENT) },
  'view',
);
const ANSWER = t.type({ View: VIEW }, 'described view');

/** One segment of a path. Encodes also what `encodeURIComponent` leaves and RFC 3986 reserves, as the AWS SDKs do. */
const segment = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Reads the form that a `ViewResource` message shows.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html
 */
export const DESCRIBE_VIEW: Operation<DescribeViewInput, View> = {
  name: 'DescribeView',
  method: 'GET',
  path: ({ viewToken }) => `/participant/views/${segment(viewToken)}`,
  encode: () => undefined,
  decode: readAnswer('DescribeView', ANSWER, ({ View: { Id, Arn, Name, Version, Content } }): View =>
    present({
      id: textOf(Id),
      arn: textOf(Arn),
      name: textOf(Name),
      version: readNumber(Version),
      inputSchema: textOf(Content?.InputSchema),
      template: textOf(Content?.Template),
      actions: (Content?.Actions ?? []).filter((action) => typeof action === 'string'),
    }),
  ),
};
