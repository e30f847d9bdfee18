import { readFileSync } from 'node:fs';
import ts from 'typescript';
import * as errors from '../../lib/chat/errors.js';
import { isTransient, type ChatError } from '../../lib/chat/errors.js';

const text = readFileSync('docs/errors.md', 'utf8');

/** The second column of the table row that begins with a name. */
const rowOf = (name: string): string | undefined =>
  new RegExp(`^\\| \`${name}\` +\\| ([^|]*) \\|`, 'm').exec(text)?.[1];

const SAMPLES: ReadonlyArray<ChatError> = [
  new errors.InvalidArgumentError('field', 'rule'),
  new errors.InternalError(new TypeError()),
  new errors.ForeignAnswerError(),
  new errors.DiscardedError('token'),
  new errors.NetworkError(),
  new errors.RequestTimeoutError(),
  new errors.ThrottledError(),
  new errors.ServiceError(),
  new errors.ValidationError(),
  new errors.AccessDeniedError(),
  new errors.QuotaExceededError(),
  new errors.NotFoundError(),
  new errors.ConflictError(),
  new errors.UnexpectedStatusError(),
  new errors.UnreadableError('frame', []),
  new errors.SocketError(),
  new errors.SubscriptionError('refused'),
  new errors.UploadRefusedError(403),
  new errors.DownloadRefusedError(403),
  new errors.AttachmentBodyError('tooShort'),
  new errors.OutcomeUnknownError('token'),
  new errors.OutboxFullError(1),
  new errors.ChatEndedError(),
  new errors.SlowConsumerError(1),
];

/** All text literals in the declaration of a type, or only those of its `type` members where there are some. */
const literalsOf = (file: string, type: string): ReadonlyArray<string> => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const declaration = source.statements.filter(ts.isTypeAliasDeclaration).find(({ name }) => name.text === type);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && node.name.getText() !== 'type') return;
    if (ts.isStringLiteral(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  if (declaration !== undefined) visit(declaration);
  return found;
};

describe('docs/errors.md', () => {
  it('has a row for every error that is exported', () => {
    const exported = Object.keys(errors).filter((name) => /^[A-Z]\w+Error$/.test(name));
    expect(SAMPLES.map(({ name }) => name).sort()).toEqual(exported.sort());
    expect(exported.filter((name) => rowOf(name) === undefined)).toEqual([]);
  });

  it('calls transient what isTransient calls so', () => {
    const said = SAMPLES.map(({ name }) => [name, rowOf(name)?.trim()]);
    expect(said).toEqual(SAMPLES.map((error) => [error.name, isTransient(error) ? 'yes' : 'no']));
  });

  it.each([
    ['diagnostic', 'lib/engine/diagnostic.ts', 'Diagnostic'],
    ['reason of a repair', 'lib/engine/diagnostic.ts', 'RepairReason'],
    ['reason of a gap', 'lib/chat/event.ts', 'GapReason'],
    ['reason of an end', 'lib/chat/event.ts', 'EndReason'],
  ])('has a row for every %s', (_, file, type) => {
    const names = literalsOf(file, type);
    expect(names).not.toEqual([]);
    expect(names.filter((name) => rowOf(name) === undefined)).toEqual([]);
  });
});
