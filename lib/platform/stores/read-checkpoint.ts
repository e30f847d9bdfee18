import type { Checkpoint } from '../../engine/checkpoint.js';
import { checkCheckpoint } from '../../protocol/check-checkpoint.js';
import { CheckpointStoreError } from './checkpoint-store-error.js';
import { isKeyOf } from './checkpoint-store.js';

/**
 * Reads what a store has kept: `undefined` where it was cut short. Throws a {@link CheckpointStoreError} where it is
 * whole and yet not a checkpoint of this version, and for this key.
 */
export const readCheckpoint = (text: string, key: string): Checkpoint | undefined => {
  const value = parse(text);
  if (value === undefined) return undefined;
  if (!isCheckpoint(value)) throw new CheckpointStoreError('load', 'unreadable');
  if (!isKeyOf(key, value.contactId)) throw new CheckpointStoreError('load', 'otherContact');
  return value;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A SyntaxError that repeats part of the text.
    return undefined;
  }
};

const isCheckpoint = (value: unknown): value is Checkpoint => {
  try {
    checkCheckpoint(value, contactIdOf(value));
    return true;
  } catch {
    return false;
  }
};

const contactIdOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'contactId' in value && typeof value.contactId === 'string'
    ? value.contactId
    : '';
