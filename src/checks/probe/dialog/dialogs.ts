import type {Dialog, Subject} from './dialog.js';
import {imapDialog} from './imap-dialog.js';
import {nntpDialog} from './nntp-dialog.js';
import {popDialog} from './pop-dialog.js';
import {simpletcpDialog} from './simpletcp-dialog.js';
import {sipDialog} from './sip-dialog.js';
import {smtpDialog} from './smtp-dialog.js';

/** The services whose negotiation is a dialog, by ldirectord's names of them; those over TLS are the same ones. */
export const dialogs: Readonly<Record<string, (subject: Subject) => Dialog>> = {
  imap: imapDialog,
  imaps: imapDialog,
  nntp: nntpDialog,
  pop: popDialog,
  pops: popDialog,
  simpletcp: simpletcpDialog,
  sip: sipDialog,
  smtp: smtpDialog,
  submission: smtpDialog,
};
