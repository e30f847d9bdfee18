import { of, type Observable } from 'rxjs';
import type { Answer } from '../../../lib/engine/participant/answer.js';
import type { Call, CallOptions } from '../../../lib/engine/participant/call.js';
import { cancelParticipantAuthentication } from '../../../lib/engine/participant/cancel-participant-authentication.js';
import { completeAttachmentUpload } from '../../../lib/engine/participant/complete-attachment-upload.js';
import { createParticipantConnection } from '../../../lib/engine/participant/create-participant-connection.js';
import { describeView } from '../../../lib/engine/participant/describe-view.js';
import { disconnectParticipant } from '../../../lib/engine/participant/disconnect-participant.js';
import { getAttachment } from '../../../lib/engine/participant/get-attachment.js';
import { getAuthenticationUrl } from '../../../lib/engine/participant/get-authentication-url.js';
import { getTranscript } from '../../../lib/engine/participant/get-transcript.js';
import { sendEvent } from '../../../lib/engine/participant/send-event.js';
import { sendMessage } from '../../../lib/engine/participant/send-message.js';
import { startAttachmentUpload } from '../../../lib/engine/participant/start-attachment-upload.js';
import type { Operation } from '../../../lib/protocol/operation.js';
import { either as E } from 'fp-ts';

interface Asked {
  readonly name: string;
  readonly bearer: string;
  readonly options: CallOptions;
}

/** Answers everything with `answer`, read by the operation's own codec, and notes what it was asked. */
const answering = (answer: string): { readonly call: Call; readonly asked: ReadonlyArray<Asked> } => {
  const asked: Asked[] = [];
  const call = <I, O>(
    operation: Operation<I, O>,
    bearer: string,
    _: I,
    options: CallOptions,
  ): Observable<Answer<O>> => {
    asked.push({ name: operation.name, bearer, options });
    const decoded = operation.decode(answer);
    if (E.isLeft(decoded)) throw decoded.left;
    return of({ value: decoded.right, serviceAt: 7 });
  };
  return { call, asked };
};

const upload = { name: 'n', contentType: 'c', sizeInBytes: 1, clientToken: 't' };
const authentication = { sessionId: 's', redirectUri: 'r' };
const time = '2026-03-02T10:15:30.123Z';

const PAGE = '{"Transcript":[]}';

describe('PRIORITIES', () => {
  it.each<[string, string, string, (call: Call) => Observable<unknown>, unknown]>([
    [
      'SendMessage',
      'send',
      `{"Id":"i","AbsoluteTime":"${time}"}`,
      (call) => sendMessage(call, 'b', { contentType: 'c', content: 'c' }),
      { id: 'i', at: Date.parse(time) },
    ],
    ['SendEvent', 'receipt', '{"Id":"i"}', (call) => sendEvent(call, 'b', { contentType: 'c' }), { id: 'i' }],
    ['GetTranscript', 'backfill', PAGE, (call) => getTranscript(call, 'b', {}), { items: [], unreadable: [] }],
    ['GetTranscript', 'send', PAGE, (call) => getTranscript(call, 'b', {}, 'send'), { items: [], unreadable: [] }],
    ['DisconnectParticipant', 'send', '', (call) => disconnectParticipant(call, 'b', {}), undefined],
    [
      'StartAttachmentUpload',
      'send',
      '{"AttachmentId":"a","UploadMetadata":{"Url":"u"}}',
      (call) => startAttachmentUpload(call, 'b', upload),
      { attachmentId: 'a', url: 'u', headers: {} },
    ],
    [
      'CompleteAttachmentUpload',
      'send',
      '{}',
      (call) => completeAttachmentUpload(call, 'b', { attachmentId: 'a', clientToken: 't' }),
      undefined,
    ],
    ['GetAttachment', 'send', '{"Url":"u"}', (call) => getAttachment(call, 'b', { attachmentId: 'a' }), { url: 'u' }],
    ['DescribeView', 'send', '{"View":{}}', (call) => describeView(call, 'b', { viewToken: 'v' }), { actions: [] }],
    [
      'GetAuthenticationUrl',
      'send',
      '{"AuthenticationUrl":"u"}',
      (call) => getAuthenticationUrl(call, 'b', authentication),
      { url: 'u' },
    ],
    [
      'CancelParticipantAuthentication',
      'send',
      '',
      (call) => cancelParticipantAuthentication(call, 'b', { sessionId: 's' }),
      undefined,
    ],
    [
      'CreateParticipantConnection',
      'refresh',
      '',
      (call) => createParticipantConnection(call, 'b', {}, 'refresh'),
      { value: {}, serviceAt: 7 },
    ],
  ])('%s goes with the priority of %s', (name, priority, answer, make, expected) => {
    const { call, asked } = answering(answer);
    const seen: unknown[] = [];
    make(call).subscribe((value) => seen.push(value));
    expect(asked).toEqual([{ name, bearer: 'b', options: { priority, attempts: undefined } }]);
    expect(seen).toStrictEqual([expected]);
  });

  it('pass on how often to try', () => {
    const { call, asked } = answering(PAGE);
    getTranscript(call, 'b', {}, 'backfill', 1).subscribe();
    expect(asked).toMatchObject([{ options: { attempts: 1 } }]);
  });
});
