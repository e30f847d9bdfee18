import { problemsOf } from '../docs/compile.js';

/** Compiled with `exactOptionalPropertyTypes`, where `a?: string` takes no `undefined` unless it says so. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'what the SDK returns': `
import type { CreateParticipantCommandOutput, StartChatContactCommandOutput } from '@aws-sdk/client-connect';
import { createChatEngine, createChatSession, type ChatSession } from 'rx-connect-chat';
export const sessionOf = (answer: StartChatContactCommandOutput): ChatSession | undefined => {
  const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken } = answer;
  if (contactId === undefined || participantToken === undefined) return undefined;
  createChatSession({ region: process.env.AWS_REGION, contactId, participantId, participantToken });
  return createChatEngine({ region: process.env.AWS_REGION }).session({ contactId, participantId, participantToken });
};
export const sessionIn = (contactId: string, answer: CreateParticipantCommandOutput): ChatSession | undefined => {
  const participantToken = answer.ParticipantCredentials?.ParticipantToken;
  if (participantToken === undefined) return undefined;
  return engine.session({ contactId, participantId: answer.ParticipantId, participantToken });
};`,
  configurations: `
import { createChatEngine, createChatSession, DEFAULT_POLICIES, type Checkpoint } from 'rx-connect-chat';
import type { Policies, PolicyChanges, Ports, SessionOptions, SessionPolicies, SessionPolicyChanges } from 'rx-connect-chat';
declare const maybe: <T>() => T | undefined;
const changes: SessionPolicyChanges = { history: maybe<SessionPolicies['history']>(), heartbeatMs: maybe<number>() };
const policies: PolicyChanges = { ...changes, rates: { SendMessage: { perSecond: maybe<number>() }, SendEvent: undefined } };
const some: Partial<Policies> = { ...DEFAULT_POLICIES };
const engine = createChatEngine({
  region: undefined,
  endpoint: maybe<string>(),
  useFipsEndpoint: maybe<boolean>(),
  useDualstackEndpoint: maybe<boolean>(),
  ports: { http: maybe<Ports['http']>(), clock: undefined },
  policies: maybe<PolicyChanges>(),
});
createChatEngine({ policies: some, ports: undefined });
const details = { contactId: 'a', participantToken: 'b', participantId: maybe<string>(), initialContactId: maybe<string>() };
engine.session({ ...details, resumeFrom: maybe<Checkpoint>() }, maybe<SessionOptions>());
engine.session(details, { connectParticipant: maybe<boolean>(), policies: maybe<SessionPolicyChanges>() });
createChatSession({ ...details, policies, connectParticipant: maybe<boolean>(), resumeFrom: maybe<Checkpoint>() });`,
  effects: `
import { sendAttachments, withoutSecrets, NetworkError, type Checkpoint, type HttpEvent } from 'rx-connect-chat';
declare const maybe: <T>() => T | undefined;
declare const checkpoint: Checkpoint;
session.send({ content: 'a', contentType: maybe<string>(), clientToken: maybe<string>() });
session.sendAttachment({ name: 'a', contentType: 'b', body: 'c', sizeInBytes: maybe<number>() });
sendAttachments(session, { concurrency: maybe<number>() });
withoutSecrets(checkpoint, { unsent: maybe<'drop'>() });
export const event: HttpEvent = { type: 'received', bytes: 1, totalBytes: maybe<number>() };
export const error = new NetworkError({ operation: maybe<string>(), status: maybe<number>(), kind: undefined });`,
  'the emulator': `
import { startEmulator, type EmulatorOptions, type Injection, type RateLimit } from 'rx-connect-chat/emulator';
declare const maybe: <T>() => T | undefined;
const options: EmulatorOptions = { port: maybe<number>(), scan: undefined, rateLimits: { SendMessage: maybe<RateLimit>() } };
void startEmulator({ ...options, faults: { 'response.reset': maybe<number>() } });
const chat = emulator.startChat({ displayName: maybe<string>(), persistentFrom: maybe<string>() });
emulator.addParticipant(chat.contactId, { displayName: 'Ana', role: undefined, joins: undefined });
emulator.postMessage(chat.contactId, { content: 'a', contentType: maybe<string>(), participantId: maybe<string>() });
emulator.postEvent(chat.contactId, 'chat.ended', { content: maybe<string>(), persist: maybe<boolean>() });
emulator.postChunks(chat.contactId, ['a'], { completed: maybe<string>(), displayName: undefined });
emulator.transfer(chat.contactId, { displayName: maybe<string>() });
emulator.dropSockets(chat.contactId, { code: maybe<number>(), abrupt: maybe<boolean>() });
const times: Pick<Injection, 'times' | 'skip'> = { times: maybe<number>(), skip: maybe<number>() };
emulator.inject({ fault: 'response.reset', operation: undefined, delayMs: maybe<number>(), ...times });`,
};

const NEEDY = `
import { createChatEngine } from 'rx-connect-chat';
createChatEngine({ region: 'us-west-2' }).session({ contactId: undefined, participantToken: 'a' });`;

describe('the inputs of the package', () => {
  it('take undefined wherever something may be left out, and nowhere else', () => {
    const programs = Object.entries({ ...PROGRAMS, needy: NEEDY });
    const findings = problemsOf(programs.map(([file, code]) => ({ file, line: 1, code, language: 'ts', runs: false })));
    expect(findings).toEqual([expect.stringMatching(/^needy:3 .*'undefined'/)]);
  });
});
