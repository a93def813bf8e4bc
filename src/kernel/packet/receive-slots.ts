import {addressOf} from './system-calls.js';

/** struct mmsghdr, struct iovec, the longest struct sockaddr here (28 bytes), and room for control messages. */
const sizes = {header: 64, vector: 16, name: 32, control: 128} as const;
/** Within struct mmsghdr. */
const field = {name: 0, nameLength: 8, vector: 16, vectors: 24, control: 32, controlLength: 40, flags: 48, length: 56};

/** Room for as many datagrams as one recvmmsg(2) takes, with its structs, in one block that does not move. */
export class ReceiveSlots {
  readonly #block: Uint8Array;
  readonly #view: DataView;
  readonly #data: number;

  constructor(
    readonly count: number,
    /** Bytes of a datagram; what is longer is cut off. */
    private readonly largest: number,
  ) {
    this.#data = count * (sizes.header + sizes.vector + sizes.name + sizes.control);
    this.#block = new Uint8Array(new ArrayBuffer(this.#data + count * largest));
    this.#view = new DataView(this.#block.buffer);
    const base = addressOf(this.#block);
    const pointTo = (at: number, offset: number) => this.#view.setBigUint64(at, base + BigInt(offset), true);
    for (let slot = 0; slot < count; slot++) {
      const header = slot * sizes.header;
      pointTo(header + field.name, this.#nameAt(slot));
      pointTo(header + field.vector, this.#vectorAt(slot));
      this.#view.setUint32(header + field.vectors, 1, true);
      pointTo(header + field.control, this.#controlAt(slot));
      pointTo(this.#vectorAt(slot), this.#dataAt(slot));
      this.#view.setUint32(this.#vectorAt(slot) + 8, largest, true);
    }
  }

  /** The array of struct mmsghdr, ready to be filled. */
  prepare(): Uint8Array {
    for (let header = 0; header < this.count * sizes.header; header += sizes.header) {
      this.#view.setUint32(header + field.nameLength, sizes.name, true);
      this.#view.setUint32(header + field.controlLength, sizes.control, true);
      this.#view.setUint32(header + field.flags, 0, true);
    }
    return this.#block;
  }

  /** What arrived, until the next call. */
  bytes(slot: number): Uint8Array {
    const length = Math.min(this.#get(slot, field.length), this.largest);
    return this.#block.subarray(this.#dataAt(slot), this.#dataAt(slot) + length);
  }

  /** The sender's struct sockaddr, until the next call. */
  name(slot: number): Uint8Array {
    const start = this.#nameAt(slot);
    return this.#block.subarray(start, start + this.#get(slot, field.nameLength));
  }

  /** The control messages, until the next call. */
  control(slot: number): DataView {
    return new DataView(this.#block.buffer, this.#controlAt(slot), this.#get(slot, field.controlLength));
  }

  /** MSG_*. */
  flags(slot: number): number {
    return this.#get(slot, field.flags);
  }

  #get(slot: number, offset: number): number {
    return this.#view.getUint32(slot * sizes.header + offset, true);
  }

  #vectorAt(slot: number): number {
    return this.count * sizes.header + slot * sizes.vector;
  }

  #nameAt(slot: number): number {
    return this.count * (sizes.header + sizes.vector) + slot * sizes.name;
  }

  #controlAt(slot: number): number {
    return this.count * (sizes.header + sizes.vector + sizes.name) + slot * sizes.control;
  }

  #dataAt(slot: number): number {
    return this.#data + slot * this.largest;
  }
}
