import type {Milliseconds} from '../intervals.js';
import type {FrameSocket, PacketPort} from '../ports.js';

/** What asking the network gets from outside. */
export interface ProbeWorld {
  readonly packets: PacketPort;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
}

/** How long it is asked. */
export interface Patience {
  readonly time: Milliseconds;
  /** How often in that time what nobody has answered is asked for. */
  readonly tries: number;
}

export const usualPatience: Patience = {time: 1000, tries: 3};

export interface Question {
  /** Opened anew, and closed in the end. */
  readonly open: () => FrameSocket;
  /** What is still to be asked. */
  readonly frames: () => readonly Uint8Array[];
  /** A frame that may be an answer. @param at when the kernel took it */
  readonly onFrame: (bytes: Uint8Array, at: Milliseconds) => void;
}

/** Asks, asks again what is still to be asked, and listens until the time is over: there may be a second answer. Rejects where there is no socket, or it takes nothing. */
export async function ask({after}: ProbeWorld, question: Question, {time, tries}: Patience): Promise<void> {
  const socket = question.open();
  let cancel: readonly (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const send = () => {
        for (const frame of question.frames()) {
          const outcome = socket.send(frame);
          if (outcome !== 'sent') return reject(outcome);
        }
      };
      socket.onError = reject;
      socket.onPacket = ({bytes, at}) => question.onFrame(bytes, at);
      const repetitions = Array.from({length: tries - 1}, (_, i) => after(((i + 1) * time) / tries, send));
      cancel = [...repetitions, after(time, resolve)];
      send();
    });
  } finally {
    for (const one of cancel) one();
    socket.close();
  }
}
