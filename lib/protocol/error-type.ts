import * as t from 'io-ts';
import { nullable } from './nullable.js';

const ERROR_BODY = t.partial({ code: t.unknown, __type: t.unknown }, 'error');
const SAFE_TYPE = /^[A-Za-z]{1,100}$/;

/** `aws.api#AccessDeniedException:http://…` names the same as `AccessDeniedException`. */
const bareType = (u: unknown): string | undefined => {
  if (typeof u !== 'string') return undefined;
  const type = u.split(/[,:]/, 1)[0]?.split('#').at(-1)?.trim() ?? '';
  return SAFE_TYPE.test(type) ? type : undefined;
};

/**
 * Finds the service's name of an error: in the header, else in the body. `undefined` for what is not a plain name, so
 * that nothing else the answer says can get into an error through it.
 */
export const errorType = (headers: Readonly<Record<string, string>>, body: unknown): string | undefined => {
  const type = bareType(headers['x-amzn-errortype']);
  if (type !== undefined || !ERROR_BODY.is(body)) return type;
  return bareType(body.code) ?? bareType(body.__type);
};

const RESOURCE = t.partial({ ResourceType: nullable(t.string) }, 'resource');
const SAFE_RESOURCE = /^[A-Z_]{1,100}$/;

/** Finds what kind of thing was not found, such as `CONTACT_FLOW`. */
export const resourceType = (body: unknown): string | undefined => {
  const type = RESOURCE.is(body) ? (body.ResourceType ?? '') : '';
  return SAFE_RESOURCE.test(type) ? type : undefined;
};
