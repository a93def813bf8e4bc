import {createHash} from 'node:crypto';
import {Attempt} from './attempt.js';
import type {DialogProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {dialogs} from './dialog/dialogs.js';
import {holdTalk} from './dialog/talk.js';

/** A service whose negotiation is a talk in text, as ldirectord holds it. */
export const startDialogProbe: StartProbe<DialogProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  const dialog = dialogs[probe.service];
  if (!dialog) queueMicrotask(() => attempt.undecided(`there is no dialog for the service ${probe.service}`));
  else
    holdTalk(attempt, probe, (localAddress, localPort) =>
      dialog({
        login: probe.login,
        password: probe.password.sealed,
        request: probe.request,
        over: probe.over,
        localAddress,
        localPort,
        nonce: createHash('sha256').update(`${attempt.began} ${++tries} ${localAddress}`).digest('hex').slice(0, 16),
      }),
    );
  return attempt;
};

let tries = 0;
