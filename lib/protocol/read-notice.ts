import * as t from 'io-ts';
import type { NoticeItem } from '../chat/item.js';
import type { Notice, NoticeType } from '../chat/notice.js';
import { place, type Draft } from './item-place.js';
import { parseJson } from './parse-json.js';
import { TEXT, textOf } from './text.js';
import type { WireItem } from './wire-item.js';

const AUTHENTICATION = t.type({ SessionId: TEXT }, 'authentication');

const noticeOf = (type: NoticeType, content: string | undefined): Notice => {
  if (content === undefined) return { type };
  if (type !== 'authenticationInitiated') return { type, content };
  const authentication = parseJson(content);
  return AUTHENTICATION.is(authentication) ? { type, sessionId: authentication.SessionId, content } : { type, content };
};

/** Reads an event that is mostly its own name. */
export const readNotice = (wire: WireItem, at: number, type: NoticeType): NoticeItem => {
  const item: Draft<NoticeItem> = { type: 'notice', id: wire.Id, at, notice: noticeOf(type, textOf(wire.Content)) };
  return place(item, wire);
};
