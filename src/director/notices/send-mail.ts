import {createTransport} from 'nodemailer';
import type {MailSettings} from '../../config/pools/pool-configuration.js';
import type {Notice} from './notice.js';
import {noticeText, noticeWords} from './notice-words.js';

/**
 * Sends a notice by SMTP, with TLS where the server offers it; its certificate is not checked, as a mail server beside a
 * director has none that anybody knows.
 * @param host who tells: part of the subject
 * @throws Error that says what the server said
 */
export async function sendMail(
  notice: Notice,
  to: readonly string[],
  {from, server, helo, timeout}: MailSettings,
  host: string,
): Promise<void> {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    name: helo ?? host,
    secure: false,
    tls: {rejectUnauthorized: false},
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject: `[${host}] ${oneLine(noticeWords(notice))}`,
      text: noticeText(notice),
      headers: {'Auto-Submitted': 'auto-generated'}, // RFC 3834 §5: no out-of-office answers
    });
  } finally {
    transport.close();
  }
}

/** Texts from outside may be in it. RFC 5322 §2.1.1 wants lines of less than 998. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 300);
}
