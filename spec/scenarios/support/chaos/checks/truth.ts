import type { GapEvent, Position } from '../../../../../lib/index.js';
import type { TranscriptItem } from '../../../../../lib/emulator/index.js';
import { keyOf, receiptKey } from '../../../../simulation/checks/key-of.js';
import type { ChaosRecord } from '../chaos-record.js';

/** Something that has to be told. */
export interface Change {
  readonly key: string;
  /** Where it stands: a gap around one of these announces its loss. */
  readonly places: ReadonlyArray<Position>;
}

const EVENT_PREFIX = 'application/vnd.amazonaws.connect.event.';

/** `participant.joined` is told as `participantJoined`. */
const noticeOf = (contentType = ''): string =>
  contentType.slice(EVENT_PREFIX.length).replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());

/** In what state an item is told. */
const stateOf = ({ Type, ContentType, Content = '', Attachments = [] }: TranscriptItem): string => {
  if (Type === 'MESSAGE') return `whole ${Content.length}`;
  return Type === 'ATTACHMENT' ? Attachments.map(({ Status }) => Status).join() : noticeOf(ContentType);
};

/** Where an item stands. */
export const placeOf = ({ AbsoluteTime, Id }: TranscriptItem): Position => ({ at: Date.parse(AbsoluteTime), id: Id });

/** When a file was judged nobody wrote down: at the end at the latest. */
const changesOf = (item: TranscriptItem, end: Position): ReadonlyArray<Change> => [
  { key: `${item.Id}|${stateOf(item)}`, places: item.Type === 'ATTACHMENT' ? [placeOf(item), end] : [placeOf(item)] },
  ...(item.MessageMetadata?.Receipts ?? []).map((receipt): Change => {
    const { RecipientParticipantId: recipient = '', ReadTimestamp, DeliveredTimestamp = '' } = receipt;
    const status = ReadTimestamp === undefined ? 'delivered' : 'read';
    const given = { at: Date.parse(ReadTimestamp ?? DeliveredTimestamp), id: item.Id };
    return { key: receiptKey(item.Id, recipient, status), places: [placeOf(item), given] };
  }),
];

/** Everything that should have been told, by whichever process, and was not. */
export const untold = ({ truth, processes }: Pick<ChaosRecord, 'processes' | 'truth'>): ReadonlyArray<Change> => {
  const told = new Set<string>();
  for (const { events } of processes) {
    for (const event of events) {
      told.add(keyOf(event) ?? '');
      // The end is told also where nobody knows by which record.
      if (event.type === 'chatEnded') told.add('chatEnded');
    }
  }
  const last = truth.at(-1);
  const end = last === undefined ? { at: 0, id: '' } : placeOf(last);
  return truth
    .flatMap((item) => changesOf(item, end))
    .filter(({ key }) => !told.has(key) && !(key.endsWith('|chatEnded') && told.has('chatEnded')));
};

const isBefore = (a: Position, b: Position): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

/** Whether a gap announces that something at this place may be missing. */
export const covers = (gap: GapEvent, place: Position): boolean =>
  (gap.after === undefined || isBefore(gap.after, place)) && (gap.before === undefined || isBefore(place, gap.before));

/** What is missing without a word. */
export const missing = (record: Pick<ChaosRecord, 'processes' | 'truth'>): ReadonlyArray<Change> => {
  const gaps = record.processes.flatMap(({ events }) => events.filter((event) => event.type === 'gap'));
  return untold(record).filter(({ places }) => !gaps.some((gap) => places.some((place) => covers(gap, place))));
};
