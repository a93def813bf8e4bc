import {createHash, createHmac} from 'node:crypto';
import type {Address} from '../../../net/address.js';
import {writeAddress} from '../../../net/address-bytes.js';

/** RFC 2865, section 4.1. Texts go as UTF-8. */
export interface AccessRequest {
  /** 0..255. */
  readonly identifier: number;
  /** 16 bytes that nobody can foretell. */
  readonly authenticator: Buffer;
  /** At most 253 bytes. */
  readonly login: string;
  /** At most 128 bytes. */
  readonly password: string;
  readonly secret: string;
  /** NAS-IP-Address, or NAS-IPv6-Address (RFC 3162, section 2.1). */
  readonly nas: Address;
}

export type RadiusAnswer =
  | {readonly type: 'answer'; readonly code: number; readonly message: string | undefined}
  /** It is none, or not from who knows the secret. */
  | {readonly type: 'bad'; readonly words: string};

export const accessAccept = 2;
const accessRequest = 1;
const headerLength = 20;

/** RFC 2865, section 5; Message-Authenticator of RFC 3579. */
const attributes = {
  userName: 1,
  userPassword: 2,
  nasIpAddress: 4,
  replyMessage: 18,
  messageAuthenticator: 80,
  nasIpv6Address: 95,
} as const;

/** @throws RangeError of a login or a password that is too long */
export function encodeAccessRequest(request: AccessRequest): Buffer {
  const {identifier, authenticator, nas} = request;
  const address = Buffer.alloc(nas.family === 'ipv4' ? 4 : 16);
  writeAddress(nas, address);
  const body = Buffer.concat([
    attribute(attributes.userName, Buffer.from(request.login)),
    attribute(attributes.userPassword, hidePassword(request)),
    attribute(nas.family === 'ipv4' ? attributes.nasIpAddress : attributes.nasIpv6Address, address),
  ]);
  const header = Buffer.from([accessRequest, identifier, 0, 0]);
  header.writeUInt16BE(headerLength + body.length, 2);
  return Buffer.concat([header, authenticator, body]);
}

/** Section 5.2: in blocks of 16, each with a digest of the secret and of the block before. */
function hidePassword({password, secret, authenticator}: AccessRequest): Buffer {
  const plain = Buffer.from(password);
  if (plain.length > 128) throw new RangeError('the password is longer than 128 bytes');
  const hidden = Buffer.alloc(Math.max(16, Math.ceil(plain.length / 16) * 16));
  plain.copy(hidden);
  let before = authenticator;
  for (let from = 0; from < hidden.length; from += 16) {
    const digest = createHash('md5').update(secret).update(before).digest();
    for (let i = 0; i < 16; i++) hidden[from + i] = (hidden[from + i] as number) ^ (digest[i] as number);
    before = hidden.subarray(from, from + 16);
  }
  return hidden;
}

function attribute(type: number, value: Buffer): Buffer {
  if (value.length > 253) throw new RangeError('the login is longer than 253 bytes');
  return Buffer.concat([Buffer.from([type, value.length + 2]), value]);
}

/** Whether it is an answer to the request, and what it says. */
export function decodeAnswer(bytes: Buffer, {identifier, authenticator, secret}: AccessRequest): RadiusAnswer {
  const length = bytes.length < headerLength ? 0 : bytes.readUInt16BE(2);
  if (length < headerLength || length > bytes.length) return bad(`${bytes.length} bytes that are not RADIUS`);
  const answer = Buffer.from(bytes.subarray(0, length));
  if (answer[1] !== identifier) return bad('an answer to another request');
  const claimed = Buffer.from(answer.subarray(4, headerLength));
  authenticator.copy(answer, 4);
  // section 3, Response Authenticator
  if (!createHash('md5').update(answer).update(secret).digest().equals(claimed))
    return bad('an answer that is not signed with our secret');
  const found = readAttributes(answer);
  if (!found) return bad('attributes that are broken off');
  if (found.signatureAt !== undefined && !isSigned(answer, found.signatureAt, secret))
    return bad('a Message-Authenticator that is not of our secret');
  return {type: 'answer', code: answer[0] as number, message: found.message};
}

/** Undefined: one is longer than what there is. */
function readAttributes(
  answer: Buffer,
): {readonly message: string | undefined; readonly signatureAt: number | undefined} | undefined {
  let message: string | undefined;
  let signatureAt: number | undefined;
  for (let at = headerLength; at < answer.length; ) {
    const length = answer[at + 1] ?? 0;
    if (length < 2 || at + length > answer.length) return undefined;
    if (answer[at] === attributes.replyMessage) message ??= answer.toString('latin1', at + 2, at + length);
    if (answer[at] === attributes.messageAuthenticator && length === 18) signatureAt ??= at + 2;
    at += length;
  }
  return {message, signatureAt};
}

/** RFC 3579, section 3.2. @param answer with the authenticator of the request */
function isSigned(answer: Buffer, at: number, secret: string): boolean {
  const claimed = Buffer.from(answer.subarray(at, at + 16));
  const unsigned = Buffer.from(answer).fill(0, at, at + 16);
  return createHmac('md5', secret).update(unsigned).digest().equals(claimed);
}

function bad(words: string): RadiusAnswer {
  return {type: 'bad', words};
}
