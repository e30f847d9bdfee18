import type { WireResponse } from '../service/wire.js';
import { entryAt } from '../random.js';
import type { Fault } from './fault.js';

const html = { 'content-type': 'text/html' };
const captive = { 'content-type': 'application/captive+json' };
const PAGE = '<!DOCTYPE html><html>s3cr3t</html>';

/** What a portal, a proxy or a firewall says in the place of the service. */
const ANSWERS: readonly [WireResponse, ...ReadonlyArray<WireResponse>] = [
  { status: 403, headers: html, body: PAGE },
  { status: 403, headers: html, body: PAGE },
  { status: 302, headers: { location: 'http://portal.invalid/s3cr3t' }, body: '' },
  { status: 407, headers: { 'proxy-authenticate': 'Basic' }, body: '' },
  { status: 425, headers: {}, body: '' },
  { status: 404, headers: html, body: PAGE },
  { status: 511, headers: html, body: PAGE },
  { status: 200, headers: html, body: PAGE },
  { status: 200, headers: captive, body: '{"captive":true,"s3cr3t":"s3cr3t"}' },
  { status: 200, headers: { 'content-type': 'application/json' }, body: '{"error":"s3cr3t"}' },
  { status: 204, headers: {}, body: '' },
  { status: 403, headers: html, body: '{"message":"s3cr3t"}' },
];

const TARGETS: readonly [RegExp, ...ReadonlyArray<RegExp>] = [/./, /connection/, /message|event/, /transcript|upload/];

/** Something in between answers in the place of the service: every call, or those of some operations. */
export const interposed: Fault = {
  kind: 'interposed',
  weight: 0,
  strike: ({ conditions }, { lastsMs, count, pick }) => {
    const target = entryAt(TARGETS, (count - 1) / TARGETS.length);
    const response = entryAt(ANSWERS, pick);
    conditions.add({
      kind: 'interposed',
      lastsMs,
      call: (operation) => (target.test(operation) ? { type: 'refuse', response, isForeign: true } : undefined),
      handshake: () =>
        target.test('handshake')
          ? { type: 'refuse', ...(response.status >= 300 && { status: response.status }) }
          : undefined,
    });
  },
};
