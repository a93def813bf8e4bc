import type {Ancillary} from './ancillary.js';
import type {Arrival} from './receiver-messages.js';

/**
 * What is written before the three parts of an arrival: when it came (a double), its socket, the lengths of the parts,
 * and what a bit or a byte can say. The parts are the sender's struct sockaddr, the destination, the datagram.
 */
const field = {at: 0, socket: 8, bytes: 12, name: 16, destination: 17, flags: 18, hopLimit: 19} as const;
const headerLength = 20;
const flag = {isCut: 1, hasHopLimit: 2} as const;
const smallest = 16 * 1024;

/** Arrivals in one block of memory, which goes from thread to thread without being copied or cloned. */
export class ArrivalBatch {
  #bytes = new Uint8Array(smallest);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** What is given is copied. */
  add(socket: number, bytes: Uint8Array, isCut: boolean, name: Uint8Array, ancillary: Ancillary): void {
    const {at, destination = nothing, hopLimit} = ancillary;
    const start = this.#length;
    const destinationAt = start + headerLength + name.length;
    const bytesAt = destinationAt + destination.length;
    this.#length = bytesAt + bytes.length;
    this.#makeRoom();
    const view = this.#view;
    view.setFloat64(start + field.at, at);
    view.setUint32(start + field.socket, socket);
    view.setUint32(start + field.bytes, bytes.length);
    view.setUint8(start + field.name, name.length);
    view.setUint8(start + field.destination, destination.length);
    view.setUint8(start + field.flags, (isCut ? flag.isCut : 0) | (hopLimit === undefined ? 0 : flag.hasHopLimit));
    view.setUint8(start + field.hopLimit, hopLimit ?? 0);
    this.#bytes.set(name, start + headerLength);
    this.#bytes.set(destination, destinationAt);
    this.#bytes.set(bytes, bytesAt);
  }

  /** All of them, to be given away; it is empty then. */
  take(): ArrayBuffer {
    const taken = this.#bytes.buffer.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #makeRoom(): void {
    if (this.#length <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * this.#length);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** The arrivals of a batch, in their order. NB: their bytes lie in it, so whoever keeps one of them keeps all of it. */
export function* readArrivals(batch: ArrayBuffer): Generator<Arrival> {
  const view = new DataView(batch);
  for (let start = 0; start < batch.byteLength; ) {
    const flags = view.getUint8(start + field.flags);
    const nameAt = start + headerLength;
    const destinationAt = nameAt + view.getUint8(start + field.name);
    const bytesAt = destinationAt + view.getUint8(start + field.destination);
    const end = bytesAt + view.getUint32(start + field.bytes);
    yield {
      socket: view.getUint32(start + field.socket),
      at: view.getFloat64(start + field.at),
      bytes: new Uint8Array(batch, bytesAt, end - bytesAt),
      isCut: (flags & flag.isCut) !== 0,
      name: new Uint8Array(batch, nameAt, destinationAt - nameAt),
      destination:
        bytesAt === destinationAt ? undefined : new Uint8Array(batch, destinationAt, bytesAt - destinationAt),
      hopLimit: (flags & flag.hasHopLimit) === 0 ? undefined : view.getUint8(start + field.hopLimit),
    };
    start = end;
  }
}

const nothing = new Uint8Array(0);
