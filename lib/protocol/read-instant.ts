const DASH = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const T = 0x54;
const Z = 0x5a;
const USUAL_LENGTH = '2026-03-02T10:15:30.123Z'.length;

/** So far below zero that no number with it for one of its digits is in any range. Not `NaN`: that is no integer. */
const NO_DIGIT = -1_000_000;

const digitAt = (text: string, index: number): number => {
  const digit = text.charCodeAt(index) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : NO_DIGIT;
};

const pairAt = (text: string, index: number): number => digitAt(text, index) * 10 + digitAt(text, index + 1);

/** Days since 1970-01-01. Years are counted from March, so that the leap day is the last of its year. */
const daysOf = (year: number, month: number, day: number): number => {
  const marchYear = month > 2 ? year : year - 1;
  const monthDays = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + monthDays + day - 719_469;
};

/**
 * Reads `2026-03-02T10:15:30.123Z`, the form that the service always writes; `NaN` for any other. By hand, because
 * `Date.parse` would be the largest part of decoding a frame.
 */
const readUsual = (text: string): number => {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== T) return Number.NaN;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON || text.charCodeAt(19) !== DOT) return Number.NaN;
  const month = pairAt(text, 5);
  const day = pairAt(text, 8);
  const hours = pairAt(text, 11);
  const minutes = pairAt(text, 14);
  const seconds = pairAt(text, 17);
  const year = pairAt(text, 0) * 100 + pairAt(text, 2);
  const ms = pairAt(text, 20) * 10 + digitAt(text, 22);
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const isTime = hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 && seconds >= 0 && seconds <= 59 && ms >= 0;
  if (!isDate || !isTime) return Number.NaN;
  return (((daysOf(year, month, day) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000 + ms;
};

/** Any other form of ISO-8601 and RFC 3339: year, month, day, hours, minutes, seconds, fraction, zone. */
const FORM =
  /^(\d{4})(-?)(\d\d)\2(\d\d)[Tt ](\d\d)(:?)(\d\d)(?:\6(\d\d)(?:[.,](\d{1,9})\d*)?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?$/;

/** No instant is written longer: a longer text is not even looked at. */
const MAX_LENGTH = 64;

/** Ms east of UTC. A time without a zone is UTC, as all of the service's are. */
const offsetOf = (zone = 'Z'): number => {
  if (zone.length === 1) return 0;
  const [hours, minutes] = [pairAt(zone, 1), zone.length > 3 ? pairAt(zone, zone.length - 2) : 0];
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

/** Puts another form into the usual one, in UTC, and reads that. */
const readOther = (text: string): number => {
  const form = text.length > MAX_LENGTH ? null : FORM.exec(text);
  if (form === null) return Number.NaN;
  const [, year, , month, day, hours, , minutes, seconds = '00', fraction = '', zone] = form;
  const ms = fraction.padEnd(3, '0').slice(0, 3);
  const isMidnight = hours === '24' && `${minutes}${seconds}${ms}` === '0000000';
  const usual = readUsual(`${year}-${month}-${day}T${isMidnight ? '00' : hours}:${minutes}:${seconds}.${ms}Z`);
  return usual + (isMidnight ? 86_400_000 : 0) - offsetOf(zone);
};

/**
 * Reads an ISO-8601 date and time as ms since the epoch; `NaN` where it is none. A time without a zone is UTC, so that
 * the answer does not depend on where this runs. By hand in all its forms: platforms differ in those that they take.
 */
export const readInstant = (text: string): number => {
  const usual = text.length === USUAL_LENGTH && text.charCodeAt(23) === Z ? readUsual(text) : Number.NaN;
  return Number.isNaN(usual) ? readOther(text) : usual;
};
