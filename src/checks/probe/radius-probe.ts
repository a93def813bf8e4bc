import {createHmac} from 'node:crypto';
import type {Address} from '../../net/address.js';
import {Attempt} from './attempt.js';
import {localAddress} from './dialog/local-address.js';
import {conceal, quote} from './dialog/outside-words.js';
import type {RadiusProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {formatSpan} from './quantity.js';
import {type AccessRequest, accessAccept, decodeAnswer, encodeAccessRequest} from './radius/radius-codec.js';
import {Datagrams} from './udp/datagrams.js';

/** One Access-Request, and Access-Accept for it: check_radius of ldirectord. */
export const startRadiusProbe: StartProbe<RadiusProbe> = (probe, world, onVerdict, onStep) => {
  const {target, limits} = probe;
  const attempt = new Attempt(world, limits.whole, onVerdict, onStep);
  let request: AccessRequest | undefined;
  const datagrams = new Datagrams(attempt, target, {
    onOpen: () =>
      localAddress(target, nas => {
        if (attempt.isOver) return;
        request = accessRequest(attempt, probe, nas);
        ask(attempt, datagrams, request);
      }),
    onDatagram: bytes => {
      if (request) judge(attempt, bytes, request);
    },
  });
  // who is not a client of the server gets no answer either
  attempt.expect(limits.silence, isWhole =>
    attempt.down('L4', `no answer within ${formatSpan(isWhole ? limits.whole : limits.silence)}`, true),
  );
  return attempt;
};

function ask(attempt: Attempt, datagrams: Datagrams, request: AccessRequest): void {
  try {
    datagrams.send(encodeAccessRequest(request));
    if (attempt.isWatched) attempt.step('send', `Access-Request of ${request.login}`);
  } catch (error) {
    attempt.undecided(`it cannot be asked: ${(error as Error).message}`);
  }
}

function judge(attempt: Attempt, bytes: Buffer, request: AccessRequest): void {
  const answer = decodeAnswer(bytes, request);
  if (answer.type === 'bad') return attempt.down('L7', `${answer.words} came: is the secret the same on both sides?`);
  const said = answer.message === undefined ? '' : `: ${quote(conceal(answer.message, request.password))}`;
  if (answer.code === accessAccept) attempt.up(`Access-Accept${said}`);
  else attempt.down('L7', `${codes[answer.code] ?? `code ${answer.code}`} came, Access-Accept wanted${said}`);
}

/** RFC 2865, section 3. */
const codes: Readonly<Record<number, string>> = {3: 'Access-Reject', 11: 'Access-Challenge'};

function accessRequest({began}: Attempt, {login, password, secret}: RadiusProbe, nas: Address): AccessRequest {
  const number = ++requests;
  return {
    identifier: number & 0xff,
    // nobody else has the secret, and no two requests of a process have the same number and time
    authenticator: createHmac('sha256', secret.sealed).update(`${began} ${number}`).digest().subarray(0, 16),
    login,
    password: password.sealed,
    secret: secret.sealed,
    nas,
  };
}

let requests = 0;
