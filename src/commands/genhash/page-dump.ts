import type {ExchangeWatch} from '../../checks/probe/http/http-exchange.js';

/** What genhash reads at once. */
const mostAtOnce = 4095;

/** What `genhash -v` prints of an answer, to the byte; its pieces are those of a server that sends without pauses. */
export class PageDump implements ExchangeWatch {
  readonly #write: (text: string) => void;
  #isInBody = false;
  /** What still fits into the piece that is read. */
  #room = 0;
  #piece: Buffer[] = [];

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  onHead(text: string): void {
    this.#write(`${title('    HTTP Header Buffer    ')}${hexadecimalDump(Buffer.from(text, 'latin1'))}`);
    this.#write(`${title(' HTTP Header Ascii Buffer ')}${text}\n`);
    this.#room = mostAtOnce - (text.length % mostAtOnce);
  }

  onBody(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.#room);
      this.#piece.push(Buffer.from(part));
      at += part.length;
      this.#room -= part.length;
      if (this.#room === 0) this.#flush();
    }
  }

  digest(hexadecimal: string): void {
    this.#flush();
    this.#write(`\n${title('    HTML hash resulting    ')}${hexadecimalDump(Buffer.from(hexadecimal, 'hex'))}`);
    this.#write(title(' HTML hash final resulting '));
  }

  #flush(): void {
    const piece = Buffer.concat(this.#piece);
    this.#piece = [];
    this.#room = mostAtOnce;
    if (piece.length === 0) return;
    if (!this.#isInBody) this.#write(title('        HTML Buffer        '));
    this.#isInBody = true;
    this.#write(hexadecimalDump(piece));
  }
}

function title(text: string): string {
  return `-----------------------[${text}]-----------------------\n`;
}

/** Sixteen bytes a line, counted in decimal, in hexadecimal and as they print. */
function hexadecimalDump(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const cells = Array.from({length: 16}, (_, i) => cell(bytes[at + i]));
    const shown = Array.from({length: 16}, (_, i) => shownAs(bytes[at + i])).join('');
    const place = String(at & 0xffff).padStart(4, '0');
    text += `${place} ${cells.slice(0, 8).join('')} -${cells.slice(8).join('')}   ${shown}\n`;
  }
  return text;
}

function cell(byte: number | undefined): string {
  return byte === undefined ? '   ' : ` ${byte.toString(16).padStart(2, '0')}`;
}

function shownAs(byte: number | undefined): string {
  if (byte === undefined) return ' ';
  return byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : '.';
}
