import { readFileSync } from 'node:fs';
import ts from 'typescript';
import * as emulator from '../lib/emulator/index.js';
import * as library from '../lib/index.js';

interface Surface {
  readonly values: ReadonlyArray<string>;
  readonly types: ReadonlyArray<string>;
}

/** The names that a door exports; `*` stands for an export that names nothing. */
const surfaceOf = (door: string): Surface => {
  const source = ts.createSourceFile(door, readFileSync(door, 'utf8'), ts.ScriptTarget.ES2022, true);
  const values: string[] = [];
  const types: string[] = [];
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, isTypeOnly } = statement;
      const elements = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : undefined;
      if (elements === undefined) values.push('*');
      for (const { name, isTypeOnly: isType } of elements ?? [])
        (isTypeOnly || isType ? types : values).push(name.text);
    } else if (ts.isVariableStatement(statement)) {
      const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
      if (isExported) values.push(...statement.declarationList.declarations.map(({ name }) => name.getText()));
    } else if (ts.isExportAssignment(statement)) {
      values.push('default');
    }
  }
  return { values: values.sort(), types: types.sort() };
};

const sorted = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/).sort();

const LIBRARY: Surface = {
  values: sorted(`
    createChatEngine createChatSession chatEvents browserPorts nodePorts
    sendMessages sendTyping sendAttachments markDelivered markRead
    readInteractive DEFAULT_POLICIES isTransient
    AccessDeniedError AttachmentBodyError ChatEndedError ConflictError DiscardedError DownloadRefusedError ForeignAnswerError InternalError InvalidArgumentError NetworkError
    NotFoundError OutboxFullError OutcomeUnknownError QuotaExceededError RequestTimeoutError ServiceError
    SlowConsumerError SocketError SubscriptionError ThrottledError UnexpectedStatusError UnreadableError
    UploadRefusedError ValidationError
    CheckpointStoreError fileStore memoryStore saveCheckpoints webStorageStore withoutSecrets
  `),
  types: sorted(`
    ChatConfig ChatEngine ChatSession EngineConfig ChatDetails SessionOptions SessionStatus Checkpoint
    Diagnostic RepairReason
    Attachment AttachmentStatus
    AttachmentEvent AuthenticationInitiatedEvent ChatEndedEvent ChatEvent ChatMessage EndReason GapEvent GapReason
    NoticeEvent Origin Position ReceiptEvent UnrecognizedEvent
    OutgoingMessage PendingMessage UndeliveredMessage HandOver Processing Participant ParticipantRole RosterEntry Receipt
    Transcript TranscriptItem TranscriptMessage TranscriptRecord View
    Carousel CarouselCard InteractiveBase InteractiveCaption InteractiveChoices InteractiveElement InteractiveImage
    InteractiveLocation
    InteractiveMessage InteractiveTimeslot ListPicker Panel QuickReply TimePicker UnknownTemplate ViewResource
    SendProgress AttachmentBody AttachmentBodyReason AttachmentSource UploadProgress DownloadProgress HistoryPage Failed
    AgentChoice AgentLike NodePortsOptions
    HistoryPolicy Policies PolicyChanges Rate SessionPolicies SessionPolicyChanges
    HttpBody HttpEvent HttpPiece HttpRequest HttpResponse Ports Socket
    CallFacts ChatError NetworkFailure UnsentMessage
    CheckpointStore CheckpointStoreReason StorageLike WithoutSecretsOptions
  `),
};

const EMULATOR: Surface = {
  values: sorted('startEmulator FAULTS ConditionTimeoutError NonLoopbackError UnknownSubjectError'),
  types: sorted(`
    MessageProcessor ProcessedMessage ProcessorVerdict
    Emulator EmulatorOptions EchoOrder RateLimit ScanVerdict
    FaultDetails FaultName FaultPlan FaultRule FaultSubject Injection
    Item ItemAttachment MessageMetadata Receipt TranscriptItem ParticipantRole
    RequestRecord ConnectOperation OperationName ParticipantOperation RegisteredView
    ClientFrame Closing Closure Connections Handshake
    AuthenticationSteering ChatStart ChatSteering EmulatedChatDetails ParticipantStart
    ChunkedMessage MessageStream StreamStart Observation
    EventPost MessagePost PostSteering SpeakerChoice SocketSteering
  `),
};

describe('the surface of the package', () => {
  it('is what it is meant to be', () => {
    expect(surfaceOf('lib/index.ts')).toEqual(LIBRARY);
  });

  it('is the same in browsers, but for files and agents', () => {
    const ofNode = ['fileStore', 'nodePorts', 'AgentChoice', 'AgentLike', 'NodePortsOptions'];
    const without = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
      names.filter((name) => !ofNode.includes(name));
    expect(surfaceOf('lib/index.browser.ts')).toEqual({
      values: without(LIBRARY.values),
      types: without(LIBRARY.types),
    });
  });

  it('has the values at run time that it declares', () => {
    expect(Object.keys(library).sort()).toEqual(LIBRARY.values);
  });
});

describe('the surface of the emulator', () => {
  it('is what it is meant to be', () => {
    expect(surfaceOf('lib/emulator/index.ts')).toEqual(EMULATOR);
  });

  it('has the values at run time that it declares', () => {
    expect(Object.keys(emulator).sort()).toEqual(EMULATOR.values);
  });
});
