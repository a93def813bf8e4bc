import type {FTPContext, FTPResponse} from 'basic-ftp';
import {Attempt} from '../attempt.js';
import {Connection} from '../connection.js';
import type {FtpProbe, ProbeTarget} from '../probe.js';

/**
 * Opens the data connection of a transfer, passively, with the limits and the source of the probe. It goes to the server itself,
 * whatever address that names: one behind the director may name that of the virtual service, and another may be somebody else's.
 * @throws Error in words
 */
export async function openDataConnection(
  attempt: Attempt,
  {target, limits}: FtpProbe,
  ftp: FTPContext,
): Promise<FTPResponse> {
  const response = await ftp.request(target.address.family === 'ipv4' ? 'PASV' : 'EPSV');
  if (attempt.isOver) throw new Error('the try is over');
  const port = readPort(response.message);
  if (port === undefined) throw new Error(`no port in it: ${response.message}`);
  await new Promise<void>((resolve, reject) => {
    // its failure is not that of the check
    const data = new Attempt(attempt.world, limits.whole, ({words}) => reject(new Error(words)), undefined);
    attempt.holds(() => data.cancel());
    const connection = new Connection(data, elsewhere(target, port), {...limits, silence: limits.whole}, undefined, {
      onOpen: () => {
        ftp.dataSocket = connection.socket;
        resolve();
      },
      onEnd: () => undefined,
    });
  });
  return response;
}

/** PASV of RFC 959, EPSV of RFC 2428. */
function readPort(message: string): number | undefined {
  const extended = /\(\|\|\|(\d{1,5})\|\)/.exec(message);
  if (extended) return Number(extended[1]);
  const passive = /\b\d{1,3},\d{1,3},\d{1,3},\d{1,3},(\d{1,3}),(\d{1,3})\b/.exec(message);
  return passive ? Number(passive[1]) * 256 + Number(passive[2]) : undefined;
}

/** A bound port is that of the control connection. */
function elsewhere(target: ProbeTarget, port: number): ProbeTarget {
  const {bindPort: _bindPort, ...rest} = target;
  return {...rest, port};
}
