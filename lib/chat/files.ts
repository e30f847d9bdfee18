import type { Attachment, AttachmentStatus } from './attachment.js';

/** What may have files: an item that is one, or a message that came with some. */
interface WithFiles {
  readonly attachments?: ReadonlyArray<Attachment>;
}

/** The stage of each file's scan. */
export const scans = ({ attachments = [] }: WithFiles): string =>
  attachments
    .map(({ attachmentId, status }) => `${attachmentId} ${rank(status)}`)
    .sort()
    .join();

/** What the files of a message add to its mark: nothing where it has none. */
export const markOfFiles = (item: WithFiles): string => (item.attachments === undefined ? '' : ` ${scans(item)}`);

/** `item` with the files of both arrivals, each at the later stage of its scan; the same item where it has them. */
export const withFiles = <T extends WithFiles>(item: T, a: WithFiles, b: WithFiles): T => {
  if (a.attachments === undefined && b.attachments === undefined) return item;
  const joined = new Map<string, Attachment>();
  for (const attachment of [...(a.attachments ?? []), ...(b.attachments ?? [])]) {
    const other = joined.get(attachment.attachmentId);
    if (other === undefined || rank(attachment.status) > rank(other.status)) {
      joined.set(attachment.attachmentId, attachment);
    }
  }
  const attachments = [...joined.values()].sort((x, y) => (x.attachmentId < y.attachmentId ? -1 : 1));
  return scans(item) === scans({ attachments }) ? item : { ...item, attachments };
};

/** What may say something about its files. */
interface WithCaption {
  readonly content?: string;
}

/** `item` with what either arrival says of its files; of two texts the greater, so that their order is all one. */
export const withCaption = <T extends WithCaption>(item: T, a: WithCaption, b: WithCaption): T => {
  const [x = '', y = ''] = [a.content, b.content];
  const content = x > y ? x : y;
  return content === '' ? item : { ...item, content };
};

const STAGES: ReadonlyMap<AttachmentStatus, string> = new Map([
  ['IN_PROGRESS', '1'],
  ['APPROVED', '2'],
  ['REJECTED', '3'],
]);

/** A scan only goes forward; a status that we do not know is taken for a later one. */
const rank = (status: AttachmentStatus): string => STAGES.get(status) ?? `4${status}`;
